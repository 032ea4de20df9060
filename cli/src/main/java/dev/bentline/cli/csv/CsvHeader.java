package dev.bentline.cli.csv;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.source.Keeping;
import dev.bentline.cli.source.WantedColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names of a CSV file's columns, and which of them are wanted. */
final class CsvHeader {
    private static final int MOST_COLUMNS = 100_000;

    /** The name of a column that the header does not name. */
    private static final String ROW = "row";

    private final String file;
    private final Dialect dialect;
    private final long line;
    private final String hint;
    private final List<String> names;

    /** The place of a column that is neither wanted nor kept. */
    static final int UNUSED = Integer.MIN_VALUE;

    /** For each column its place among the wanted ones, or else -1 less its place among those that are kept. */
    private final int[] places;

    private final List<String> wanted = new ArrayList<>();
    private final WantedColumn[] columns;
    private final List<String> kept = new ArrayList<>();

    /**
     * Reads the names, and looks columns up.
     *
     * @param row the first row, null if the file is empty
     * @param columns the wanted columns, which differ
     * @param keeping the columns that are carried along
     * @param hint what may help where one is missing, a part of a sentence; empty if nothing is known to
     */
    CsvHeader(
            String file,
            @Nullable RowBlock row,
            Dialect dialect,
            List<WantedColumn> columns,
            Keeping keeping,
            String hint) {
        if (row == null) {
            throw CommandException.wrongInput(file + " is empty; "
                    + (hint.isEmpty() ? "a CSV file starts with a header row, such as dosage" : hint));
        }
        this.file = file;
        this.dialect = dialect;
        this.line = row.line;
        this.hint = hint;
        this.names = names(new FieldCursor(file, row, dialect));
        this.places = new int[names.size()];
        Arrays.fill(places, UNUSED);
        this.columns = columns.toArray(WantedColumn[]::new);
        for (WantedColumn column : columns) {
            int index = find(column);
            places[index] = wanted.size();
            wanted.add(names.get(index));
        }
        List<WantedColumn> named = keeping.named();
        if (named == null) {
            for (int i = 0; i < places.length; i++) {
                if (places[i] == UNUSED) {
                    keep(i);
                }
            }
        } else {
            named.forEach(column -> keep(find(column)));
        }
    }

    private void keep(int index) {
        places[index] = -1 - kept.size();
        kept.add(names.get(index));
    }

    private List<String> names(FieldCursor row) {
        List<String> names = new ArrayList<>();
        if (!row.beginRow() || row.skipEmptyRow()) {
            return names;
        }
        if (dialect.rowNames) {
            names.add(ROW);
        }
        do {
            row.readField();
            if (names.size() == MOST_COLUMNS) {
                throw row.unreadable("the header has more than " + MOST_COLUMNS + " columns");
            }
            names.add(row.text().strip());
        } while (row.endField());
        return names;
    }

    private int find(WantedColumn column) {
        if (names.isEmpty()) {
            throw missing("the header is missing; the row is empty");
        }
        int index = names.indexOf(column.name());
        if (index < 0 && names.stream().anyMatch(name -> name.chars().anyMatch(Text::isNoText))) {
            throw CommandException.wrongInput(file + ", row " + line
                    + " is no text; a CSV file starts with a header row, such as dosage, in UTF-8");
        }
        if (index < 0
                && names.stream()
                        .noneMatch(name ->
                                Float.isNaN(Decimal.toFloat(name)) && Float.isNaN(Decimal.withCommaToFloat(name)))) {
            throw missing("the header is missing; found " + Text.quoted(names.getFirst())
                    + " where a column's name, such as dosage, should be");
        }
        if (index < 0 && column.orTheOnlyOne() && names.size() == (dialect.rowNames ? 2 : 1)) {
            return names.size() - 1;
        }
        if (index < 0) {
            throw missing("there is no column " + Text.quoted(column.name()) + "; " + column.option()
                    + " may be one of: " + Text.shortened(String.join(", ", names)));
        }
        if (Collections.frequency(names, column.name()) > 1) {
            throw CommandException.wrongInput(file + ", row " + line + ": the column " + Text.quoted(column.name())
                    + " stands there twice; names must differ");
        }
        return index;
    }

    private CommandException missing(String fault) {
        return CommandException.wrongInput(file + ", row " + line + ": " + fault + (hint.isEmpty() ? "" : "; " + hint));
    }

    /** Returns what may help where the file is not as it seems, a part of a sentence; empty if nothing is known to. */
    String hint() {
        return hint;
    }

    Dialect dialect() {
        return dialect;
    }

    String file() {
        return file;
    }

    /** Returns the number of columns. */
    int size() {
        return places.length;
    }

    /** A column's place among the wanted ones, or else -1 less its place among those that are kept, or else {@link #UNUSED}. */
    int place(int column) {
        return places[column];
    }

    /** The wanted column at a place, as it was asked for. */
    WantedColumn column(int place) {
        return columns[place];
    }

    /** The name of a wanted column. */
    String wanted(int place) {
        return wanted.get(place);
    }

    /** The names of the columns that are kept. */
    List<String> kept() {
        return kept;
    }
}
