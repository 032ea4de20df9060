/** Tables of results: columns of one type each, row by row. */
@NullMarked
package dev.bentline.cli.table;

import org.jspecify.annotations.NullMarked;
