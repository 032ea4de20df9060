package dev.bentline.cli.csv;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Text;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Some rows of a CSV file, still to be parsed, once, by any thread. */
final class CsvRows {
    private static final int NONE = -1;

    /** Words that programs write where a value is missing. */
    private static final Set<String> MISSING =
            Set.of("", "NA", "N/A", "#N/A", "NAN", "NULL", "NONE", "NIL", ".", "-", "?", "ND", "N.D.");

    private final CsvHeader header;
    private final Dialect dialect;
    private final FieldCursor cursor;
    private final RowBlock block;
    private final boolean skipInvalid;
    private final boolean everyRow;
    private int skipped;
    private int missing;

    /**
     * @param skipInvalid whether invalid rows are left out instead of refused
     * @param everyRow whether rows that are left out, but have all columns, are among the rows, too
     */
    CsvRows(CsvHeader header, RowBlock block, boolean skipInvalid, boolean everyRow) {
        this.header = header;
        this.dialect = header.dialect();
        this.cursor = new FieldCursor(header.file(), block, dialect);
        this.block = block;
        this.skipInvalid = skipInvalid;
        this.everyRow = everyRow;
    }

    /**
     * Parses the wanted columns, and finds the values of those that are kept.
     *
     * @param columns for each wanted column where its numbers go
     * @param kept where their values go, or null
     * @return how many rows there are now: valid ones and, if every row is asked for, those whose first number is NaN
     * @throws CommandException if a row is invalid, and such are not to be skipped
     */
    int read(float[][] columns, @Nullable KeptFields kept) {
        int count = 0;
        while (cursor.beginRow()) {
            int fields = 0;
            boolean isMissing = false;
            int invalid = NONE;
            int invalidFrom = 0;
            int invalidTo = 0;
            if (!cursor.skipEmptyRow()) {
                do {
                    cursor.readField();
                    int place = fields < header.size() ? header.place(fields) : CsvHeader.UNUSED;
                    if (place >= 0) {
                        float value = value();
                        columns[place][count] = value;
                        if (dialect.isMissing(cursor.bytes, cursor.from, cursor.to, value)) {
                            isMissing = true;
                        } else if (invalid == NONE && !header.column(place).isValid(value)) {
                            invalid = place;
                            invalidFrom = cursor.from;
                            invalidTo = cursor.to;
                        }
                    } else if (kept != null && place != CsvHeader.UNUSED) {
                        kept.set(count, -1 - place, cursor.from, cursor.to);
                    }
                    fields++;
                } while (cursor.endField());
            }
            if (fields == 0 && header.size() == 1 && dialect.isMissing(block.bytes, 0, 0, Float.NaN)) {
                fields = 1; // an empty line
                isMissing = true;
            }
            boolean isWhole = fields == header.size();
            if (isWhole && invalid == NONE && !isMissing) {
                count++;
                continue;
            }
            if (isWhole && invalid == NONE) {
                missing++;
            } else if (skipInvalid) {
                skipped++;
            } else {
                throw refusal(fields, invalid, cursor.text(invalidFrom, invalidTo), columns, count);
            }
            if (isWhole && everyRow) {
                columns[0][count++] = Float.NaN;
            }
        }
        return count;
    }

    /** The error of an invalid row, whose wanted numbers are at a place of the columns. */
    private CommandException refusal(int fields, int invalid, String text, float[][] columns, int place) {
        boolean isSmall = fields == header.size() && Float.isFinite(columns[invalid][place]);
        return CommandException.wrongInput(header.file() + ", row " + cursor.rowLine() + ", column "
                + Text.shortened(header.wanted(Math.max(0, invalid))) + ": "
                + (isSmall ? header.column(invalid).fault(text.strip()) : fault(fields, text)) + "; "
                + (isSmall ? "" : help(fields, text, columns[0][place]))
                + "--skip-invalid leaves such rows out");
    }

    private float value() {
        int length = cursor.to - cursor.from;
        return dialect.decimalComma
                ? Decimal.withCommaToFloat(cursor.bytes, cursor.from, length)
                : Decimal.toFloat(cursor.bytes, cursor.from, length);
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
            return "the value is empty where a decimal number, such as " + (dialect.decimalComma ? "0,25" : "0.25")
                    + ", should be";
        }
        return dialect.decimalComma ? Decimal.withCommaFault(text) : Decimal.fault(text);
    }

    /**
     * The options that read such a row, if any, before the one that leaves it out.
     *
     * @param first the row's first wanted number
     */
    private String help(int fields, String text, float first) {
        String hint = header.hint().isEmpty() ? "" : header.hint() + ", ";
        boolean isCut = fields == 2 && header.size() == 1 && first == Math.rint(first);
        if (isCut && !dialect.decimalComma && dialect.separates((byte) ',')) {
            return hint + "--decimal-comma reads a comma as a decimal point, ";
        }
        if (fields != header.size()) {
            return hint;
        }
        float withComma = Decimal.withCommaToFloat(text);
        if (!dialect.decimalComma && Float.isFinite(withComma)) {
            return hint + "--decimal-comma reads it as " + withComma + ", ";
        }
        char separator = header.size() == 1 ? commonSeparator(header.wanted(0), text) : 0;
        if (separator != 0) {
            return hint + "--delimiter '" + separator + "' cuts it, ";
        }
        String word = text.strip();
        boolean isMissing = MISSING.contains(word.toUpperCase(Locale.ROOT));
        return isMissing ? "--missing '" + word + "' counts it as missing, " : hint;
    }

    /** A character that may separate fields in the header and in a row, or 0. */
    private static char commonSeparator(String name, String text) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c > ' ' && c < 127 && !Character.isLetterOrDigit(c) && ".-_+'".indexOf(c) < 0 && text.indexOf(c) >= 0) {
                return c;
            }
        }
        return 0;
    }

    /** Room for the values of the columns that are kept. */
    KeptFields room() {
        return new KeptFields(
                block.bytes,
                Math.min(block.rows, block.end / header.size() + 1),
                header.kept().size());
    }

    /** Rows left out so far because a value is missing. */
    int missing() {
        return missing;
    }

    /** Rows left out so far because they were invalid. */
    int skipped() {
        return skipped;
    }
}
