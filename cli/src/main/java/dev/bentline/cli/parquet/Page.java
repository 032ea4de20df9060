package dev.bentline.cli.parquet;

import dev.bentline.cli.source.FloatRange;
import java.nio.ByteBuffer;

/**
 * A data page of one column, as it stands in the file.
 *
 * @param bytes the header and the page's bytes
 * @param uncompressed how many bytes they would be without compression
 * @param nulls how many values are null
 * @param range of the values, where they are floats that the statistics cover; else empty
 */
record Page(ByteBuffer bytes, long uncompressed, int values, int nulls, FloatRange range) {}
