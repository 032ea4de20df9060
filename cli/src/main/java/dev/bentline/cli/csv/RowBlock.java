package dev.bentline.cli.csv;

/** Some rows, each with a line break at its end; the last row of a file may lack that within quotes. */
final class RowBlock {
    /** The rows, and perhaps more. */
    final byte[] bytes;

    /** Position where the rows end. */
    final int end;

    /** Number of rows. */
    final int rows;

    /** The physical line the first one begins on. */
    final long line;

    RowBlock(byte[] bytes, int end, int rows, long line) {
        this.bytes = bytes;
        this.end = end;
        this.rows = rows;
        this.line = line;
    }
}
