/** Columns of Parquet files: read with Hardwood, written here. */
@NullMarked
package dev.bentline.cli.parquet;

import org.jspecify.annotations.NullMarked;
