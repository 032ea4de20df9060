package dev.bentline.cli.csv;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.source.WantedColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The header and the first rows of a CSV file, read as if it had a certain delimiter. */
final class SampleRows {
    private static final int MOST_ROWS = 100;

    /** The names in the header; none if it cannot be read so. */
    final List<String> header;

    private final List<Row> rows;

    /** All names in the header are quoted, and the first field of every row. */
    private final boolean quoted;

    /** A row's fields, and whether the first one and all are quoted. */
    private record Row(List<String> fields, boolean firstQuoted, boolean allQuoted) {}

    private SampleRows(List<Row> rows) {
        this.header = rows.isEmpty() ? List.of() : rows.getFirst().fields();
        this.rows = rows.isEmpty() ? List.of() : rows.subList(1, rows.size());
        this.quoted =
                !rows.isEmpty() && rows.getFirst().allQuoted && rows.stream().allMatch(Row::firstQuoted);
    }

    /**
     * Reads rows of the beginning of a file.
     *
     * @param from position of the header
     * @param whole whether the file ends with the array
     * @param comment what lines begin with that are no rows
     */
    static SampleRows of(byte[] bytes, int from, boolean whole, int delimiter, int comment) {
        int end = whole ? bytes.length : lastLineEnd(bytes, from);
        byte[] lines = Arrays.copyOfRange(bytes, from, end + 1);
        lines[end - from] = '\n'; // where the last line has a line break, the next one is empty
        Dialect dialect = new Dialect(delimiter, false, comment, false, List.of());
        FieldCursor cursor = new FieldCursor("", new RowBlock(lines, lines.length, 0, 1), dialect);
        List<Row> rows = new ArrayList<>();
        try {
            while (rows.size() <= MOST_ROWS && cursor.beginRow()) {
                if (!cursor.skipEmptyRow()) {
                    rows.add(row(cursor));
                } else if (rows.isEmpty()) {
                    break; // there is no header
                }
            }
        } catch (CommandException e) {
            return new SampleRows(rows); // the rows before it tell enough, and whoever reads the file will say it again
        }
        return new SampleRows(rows);
    }

    private static Row row(FieldCursor cursor) {
        List<String> fields = new ArrayList<>();
        boolean firstQuoted = cursor.isAtQuote();
        boolean allQuoted = true;
        do {
            allQuoted &= cursor.isAtQuote();
            cursor.readField();
            fields.add(cursor.text().strip());
        } while (cursor.endField());
        return new Row(fields, firstQuoted, allQuoted);
    }

    private static int lastLineEnd(byte[] bytes, int from) {
        int end = bytes.length;
        while (end > from && bytes[end - 1] != '\n' && bytes[end - 1] != '\r') {
            end--;
        }
        return end > from ? end : bytes.length;
    }

    /** Tells whether the header names all of some columns. */
    boolean haveColumns(List<WantedColumn> columns) {
        return columns.stream().allMatch(column -> header.contains(column.name()));
    }

    /** Tells whether there are rows. */
    boolean areThere() {
        return !rows.isEmpty();
    }

    /** Tells whether every row has as many fields as the header, with names of rows before them or without. */
    boolean fit() {
        return rows.stream().allMatch(row -> row.fields.size() == header.size()) || haveRowNames();
    }

    /**
     * Tells whether rows have names that the header does not name: all of both are quoted, as R's {@code write.table}
     * does, for a field too many may be a mistake otherwise.
     */
    boolean haveRowNames() {
        return !rows.isEmpty() && quoted && rows.stream().allMatch(row -> row.fields.size() == header.size() + 1);
    }

    /**
     * Tells whether numbers in some columns can have decimal commas only: all that has digits is a number then, and some
     * have a comma that does not stand where one between thousands would.
     */
    boolean haveDecimalCommas(List<WantedColumn> columns) {
        int first = haveRowNames() ? 1 : 0;
        boolean have = false;
        for (WantedColumn column : columns) {
            int place = header.indexOf(column.name());
            if (place < 0 && column.orTheOnlyOne() && header.size() == 1) {
                place = 0;
            }
            for (Row row : rows) {
                String field = place >= 0 && place + first < row.fields.size() ? row.fields.get(place + first) : "";
                if (Float.isNaN(Decimal.withCommaToFloat(field))
                        && field.chars().anyMatch(Character::isDigit)) {
                    return false;
                }
                have |= field.contains(",") && !Float.isNaN(Decimal.withCommaToFloat(field)) && !hasThousands(field);
            }
        }
        return have;
    }

    /** Tells whether a number's only comma may stand between thousands, as in 1,234. */
    private static boolean hasThousands(String number) {
        int first = number.startsWith("-") || number.startsWith("+") ? 1 : 0;
        int comma = number.indexOf(',');
        return comma > first && comma <= first + 3 && number.charAt(first) != '0' && number.length() == comma + 4;
    }
}
