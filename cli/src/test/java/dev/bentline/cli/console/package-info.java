@NullMarked
package dev.bentline.cli.console;

import org.jspecify.annotations.NullMarked;
