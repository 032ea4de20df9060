@NullMarked
package dev.bentline.cli.engine;

import org.jspecify.annotations.NullMarked;
