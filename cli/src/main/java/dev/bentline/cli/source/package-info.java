/** Columns of numbers from files and grids, tile by tile. */
@NullMarked
package dev.bentline.cli.source;

import org.jspecify.annotations.NullMarked;
