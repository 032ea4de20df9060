/**
 * Columns of Parquet files that are flat or leaves of structs, read, and flat ones, written. Pages pass by as streams, in constant memory, and whatever a damaged
 * file claims is checked before it costs anything.
 */
@NullMarked
package dev.bentline.cli.parquet;

import org.jspecify.annotations.NullMarked;
