package dev.bentline.cli.csv;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.source.InputTile;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the bytes of a CSV file into blocks of whole rows, quickly, so that the blocks can be parsed at the same time. It
 * looks at quotes and line breaks alone; what is wrong with a row is for the parser to find.
 */
final class RowCutter {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = LOW_BITS << 7;
    private static final int NONE = -1;

    /**
     * Limits of the memory of a block.
     *
     * @param rows rows in a full block
     * @param chunk bytes to read at once
     * @param block bytes from which on a block ends with its row, so that long rows make short blocks
     * @param row bytes that a row has at most
     */
    record Limits(int rows, int chunk, int block, int row) {
        static final Limits USUAL = new Limits(InputTile.SIZE, 1 << 16, 1 << 23, 1 << 24);
    }

    private final CsvInput in;
    private final Dialect dialect;
    private final byte delimiter;
    private final Limits limits;

    /** The first bytes of the next block. */
    private byte[] rest = {};

    private int typicalLength;
    private long line;
    private boolean ended;

    // The block that is being cut.
    private byte[] bytes = {};
    private int filled;
    private int at;
    private int rows;
    private int rowEnd;
    private long lines;
    private long linesToRowEnd;
    private boolean quoted;

    /** Position of a field's second quote, plus one. */
    private int closed;

    /** Starts at the header, at the line where the input stands. */
    RowCutter(CsvInput in, Dialect dialect, Limits limits) {
        this.in = in;
        this.dialect = dialect;
        this.delimiter = dialect.delimiter;
        this.limits = limits;
        this.line = in.line();
    }

    /** The first row, null if there is none. */
    @Nullable
    RowBlock cutHeader() throws IOException {
        return cut(1);
    }

    /** The next rows, fewer than a full block at the end of the file and where rows are long; null at the end. */
    @Nullable
    RowBlock cut() throws IOException {
        return cut(limits.rows);
    }

    private @Nullable RowBlock cut(int most) throws IOException {
        begin();
        while (!scan(most)) {
            if (filled - rowEnd > limits.row) {
                if (rows > 0) {
                    break; // those come first, and may be refused
                }
                throw CommandException.wrongInput(
                        in.file() + ", row " + line + ": not readable as CSV: the row has more" + " than " + limits.row
                                + " bytes; a quote may be left open");
            }
            if (ended || !read()) {
                endLastRow();
                break;
            }
        }
        if (rows == 0) {
            return null;
        }
        rest = Arrays.copyOfRange(bytes, rowEnd, filled);
        RowBlock block = new RowBlock(bytes, rowEnd, rows, line);
        typicalLength = rowEnd;
        line += linesToRowEnd;
        bytes = rest;
        return block;
    }

    private void begin() {
        bytes = Arrays.copyOf(rest, Math.max(rest.length, typicalLength) + limits.chunk);
        filled = rest.length;
        at = 0;
        rows = 0;
        rowEnd = 0;
        lines = 0;
        linesToRowEnd = 0;
        quoted = false;
        closed = NONE;
    }

    private boolean read() throws IOException {
        if (bytes.length - filled < limits.chunk) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * filled, filled + limits.chunk));
        }
        int toLongestRow = rowEnd + limits.row + 1 - filled; // so that its end does not depend on the chunks
        int count = in.read(bytes, filled, Math.min(limits.chunk, toLongestRow), line + lines);
        ended = count < 0;
        filled += Math.max(0, count);
        return !ended;
    }

    /** Makes a row of what stands behind the last line break. */
    private void endLastRow() {
        if (rowEnd == filled) {
            return;
        }
        if (!quoted) {
            bytes = Arrays.copyOf(bytes, filled + 1);
            bytes[filled++] = '\n';
        }
        rows++;
        rowEnd = filled;
    }

    /** Looks for rows in what has been read; whether the block is complete. */
    private boolean scan(int most) {
        while (at < filled) {
            if (!quoted && at + Long.BYTES <= Math.min(filled, limits.block)) {
                long word = (long) LONGS.get(bytes, at);
                int breaks = Long.bitCount(places(word, '\n'));
                if (!contains(word, '"') && !contains(word, '\r') && rows + breaks < most) {
                    if (breaks > 0) {
                        rowEnd = at + Long.BYTES - Long.numberOfLeadingZeros(places(word, '\n')) / Byte.SIZE;
                        rows += breaks;
                        lines += breaks;
                        linesToRowEnd = lines;
                    }
                    at += Long.BYTES;
                    continue;
                }
            }
            for (int end = Math.min(filled, at + Long.BYTES); at < end; ) {
                if (bytes[at] == '\r' && at + 1 == filled) {
                    return false; // a line feed may follow
                }
                step();
                if (rowEnd == at && (rows == most || rowEnd >= limits.block)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void step() {
        byte b = bytes[at++];
        if (b == '"') {
            if (quoted) {
                quoted = false;
                closed = at;
            } else if (at - 1 == closed || at == 1 || endsField(bytes[at - 2])) {
                quoted = !isComment();
            }
        } else if (b == '\n' || b == '\r') {
            if (b == '\r' && bytes[at] == '\n') {
                at++;
            }
            lines++;
            if (!quoted) {
                rows++;
                rowEnd = at;
                linesToRowEnd = lines;
            }
        }
    }

    private boolean endsField(byte b) {
        return b == delimiter || b == '\n' || b == '\r' || dialect.separates(b);
    }

    /** Tells whether the line in which no quote is open begins as comments do. */
    private boolean isComment() {
        return dialect.comment != StatedDialect.NONE && bytes[rowEnd] == dialect.comment;
    }

    private static boolean contains(long word, char c) {
        long zeros = word ^ LOW_BITS * c;
        return ((zeros - LOW_BITS) & ~zeros & HIGH_BITS) != 0;
    }

    /** The high bit of every byte that is this one. */
    private static long places(long word, char c) {
        long zeros = word ^ LOW_BITS * c;
        return ~((zeros & ~HIGH_BITS) + ~HIGH_BITS | zeros) & HIGH_BITS;
    }
}
