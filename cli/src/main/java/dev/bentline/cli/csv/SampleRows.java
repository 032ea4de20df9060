package dev.bentline.cli.csv;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.source.WantedColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The header and the first rows of a CSV file, read as if it had a certain delimiter. */
final class SampleRows {
    private static final int MOST_ROWS = 100;

    /** The names in the header; none if it cannot be read so. */
    final List<String> header;

    private final List<Field> names;
    private final List<List<Field>> rows;

    /** A row cannot be read so. */
    private final boolean failed;

    private record Field(String text, boolean quoted) {
        boolean isNumber() {
            return !Float.isNaN(Decimal.toFloat(text)) || !Float.isNaN(Decimal.withCommaToFloat(text));
        }
    }

    private SampleRows(List<List<Field>> rows, boolean failed) {
        this.names = rows.isEmpty() ? List.of() : rows.getFirst();
        this.header = names.stream().map(Field::text).toList();
        this.rows = rows.isEmpty() ? List.of() : rows.subList(1, rows.size());
        this.failed = failed;
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
        List<List<Field>> rows = new ArrayList<>();
        try {
            while (rows.size() <= MOST_ROWS && cursor.beginRow()) {
                if (!cursor.skipEmptyRow()) {
                    rows.add(row(cursor));
                } else if (rows.isEmpty()) {
                    break; // there is no header
                }
            }
        } catch (CommandException e) {
            return new SampleRows(rows, true); // whoever reads the file will say it again
        }
        return new SampleRows(rows, false);
    }

    private static List<Field> row(FieldCursor cursor) {
        List<Field> fields = new ArrayList<>();
        do {
            boolean quoted = cursor.isAtQuote();
            cursor.readField();
            fields.add(new Field(cursor.text().strip(), quoted));
        } while (cursor.endField());
        return fields;
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

    /** Tells whether a row cannot be read so. */
    boolean failed() {
        return failed;
    }

    /** Tells whether the header has names that are numbers alone. */
    boolean haveNoHeader() {
        return !names.isEmpty() && names.stream().allMatch(Field::isNumber);
    }

    /** Tells whether every row has as many fields as the header, of which some may have no name. */
    boolean fit() {
        return !failed && rows.stream().allMatch(row -> row.size() == header.size());
    }

    /** Tells whether rows are cut into several fields that have names. */
    boolean areCut() {
        return areThere() && header.stream().filter(name -> !name.isEmpty()).count() > 1;
    }

    /**
     * Tells whether rows have names that the header does not name, as R's {@code write.table} makes them. A field too many
     * may be a mistake: so the header and the names are quoted, the wanted numbers are not, and the names count the rows or
     * are no numbers where one is wanted.
     */
    boolean haveRowNames(List<WantedColumn> columns) {
        if (failed || rows.isEmpty() || !names.stream().allMatch(Field::quoted)) {
            return false;
        }
        boolean areCounted = true;
        for (int i = 0; i < rows.size(); i++) {
            List<Field> row = rows.get(i);
            if (row.size() != header.size() + 1
                    || !row.getFirst().quoted
                    || row.getLast().text.isEmpty()) {
                return false;
            }
            areCounted &= row.getFirst().text.equals(String.valueOf(i + 1));
        }
        List<Integer> wanted = columns.stream().map(this::place).toList();
        boolean areQuoted = rows.stream().anyMatch(row -> wanted.stream().anyMatch(i -> row.get(i + 1).quoted));
        boolean areNames = rows.stream().noneMatch(row -> row.getFirst().isNumber())
                && wanted.stream().anyMatch(i -> rows.stream().allMatch(row -> row.get(i).quoted));
        return !areQuoted && (areCounted || areNames);
    }

    /** The place of a wanted column, that of the only one there is, or else that of the first. */
    private int place(WantedColumn column) {
        return Math.max(0, header.indexOf(column.name()));
    }

    /**
     * Tells whether numbers in some columns can have decimal commas only: all that has digits is a number then, and some
     * have a comma that does not stand where one between thousands would. Points between thousands, beside other columns
     * with decimal commas, are such numbers, too, and will be refused.
     */
    boolean haveDecimalCommas(List<WantedColumn> columns) {
        int first = haveRowNames(columns) ? 1 : 0;
        List<Integer> wanted =
                columns.stream().map(column -> place(column) + first).toList();
        if (wanted.stream().allMatch(this::hasDecimalCommasOrNone)
                && wanted.stream().anyMatch(this::hasDecimalCommas)) {
            return true;
        }
        boolean others = IntStream.range(0, header.size() + first)
                .anyMatch(place -> hasDecimalCommasOrNone(place) && hasDecimalCommas(place));
        List<String> points = wanted.stream()
                .flatMap(this::fields)
                .filter(field -> field.contains("."))
                .toList();
        return others && !points.isEmpty() && points.stream().allMatch(field -> hasThousands(field, '.'));
    }

    private Stream<String> fields(int place) {
        return rows.stream().filter(row -> place < row.size()).map(row -> row.get(place).text);
    }

    private boolean hasDecimalCommasOrNone(int place) {
        return fields(place)
                .noneMatch(field -> Float.isNaN(Decimal.withCommaToFloat(field))
                        && field.chars().anyMatch(Character::isDigit));
    }

    private boolean hasDecimalCommas(int place) {
        return fields(place)
                .anyMatch(field -> field.contains(",")
                        && !Float.isNaN(Decimal.withCommaToFloat(field))
                        && !hasThousands(field, ','));
    }

    /** Tells whether a number's only mark may stand between thousands, as in 1,234. */
    static boolean hasThousands(String number, char mark) {
        int first = number.startsWith("-") || number.startsWith("+") ? 1 : 0;
        int place = number.indexOf(mark);
        return place > first && place <= first + 3 && number.charAt(first) != '0' && number.length() == place + 4;
    }
}
