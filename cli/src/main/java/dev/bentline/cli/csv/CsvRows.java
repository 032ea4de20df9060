package dev.bentline.cli.csv;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Text;
import org.jspecify.annotations.Nullable;

/** Some rows of a CSV file, still to be parsed, once, by any thread. */
final class CsvRows {
    private static final int NONE = -1;

    private final CsvHeader header;
    private final FieldCursor cursor;
    private final RowBlock block;
    private final boolean skipInvalid;
    private int skipped;

    CsvRows(CsvHeader header, RowBlock block, boolean skipInvalid) {
        this.header = header;
        this.cursor = new FieldCursor(header.file(), block);
        this.block = block;
        this.skipInvalid = skipInvalid;
    }

    /**
     * Parses the wanted columns, and finds the values of the others.
     *
     * @param columns for each wanted column where its numbers go
     * @param kept where the others' values go, or null
     * @return how many valid rows there are
     * @throws CommandException if a row is invalid, and such are not to be skipped
     */
    int read(float[][] columns, @Nullable KeptFields kept) {
        int count = 0;
        while (cursor.beginRow()) {
            int fields = 0;
            int invalid = NONE;
            int invalidFrom = 0;
            int invalidTo = 0;
            if (!cursor.skipEmptyRow()) {
                do {
                    cursor.readField();
                    int place = fields < header.size() ? header.place(fields) : NONE;
                    if (place >= 0) {
                        float value = Decimal.toFloat(cursor.bytes, cursor.from, cursor.to - cursor.from);
                        columns[place][count] = value;
                        if (invalid == NONE && !Float.isFinite(value)) {
                            invalid = place;
                            invalidFrom = cursor.from;
                            invalidTo = cursor.to;
                        }
                    } else if (kept != null && fields < header.size()) {
                        kept.set(count, -1 - place, cursor.from, cursor.to);
                    }
                    fields++;
                } while (cursor.endField());
            }
            if (fields == header.size() && invalid == NONE) {
                count++;
            } else if (skipInvalid) {
                skipped++;
            } else {
                throw CommandException.wrongInput(header.file() + ", row " + cursor.rowLine() + ", column "
                        + Text.shortened(header.wanted(Math.max(0, invalid))) + ": "
                        + fault(fields, cursor.text(invalidFrom, invalidTo))
                        + "; --skip-invalid leaves such rows out");
            }
        }
        return count;
    }

    private String fault(int fields, String text) {
        if (fields == 0) {
            return "the row is empty";
        }
        if (fields != header.size()) {
            return "the row has " + fields + (fields == 1 ? " field" : " fields") + " where the header has "
                    + header.size();
        }
        if (text.isBlank()) {
            return "the value is empty where a decimal number, such as 0.25, should be";
        }
        return Decimal.fault(text);
    }

    /** Room for the values of the columns that are not wanted. */
    KeptFields room() {
        return new KeptFields(
                block.bytes,
                Math.min(block.rows, block.end / header.size() + 1),
                header.others().size());
    }

    /** Rows left out so far because they were invalid. */
    int skipped() {
        return skipped;
    }
}
