/** Numbers in CSV files. */
@NullMarked
package dev.bentline.cli.csv;

import org.jspecify.annotations.NullMarked;
