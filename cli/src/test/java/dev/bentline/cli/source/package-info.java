@NullMarked
package dev.bentline.cli.source;

import org.jspecify.annotations.NullMarked;
