package dev.bentline.cli.csv;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.source.WantedColumn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names of a CSV file's columns, and which of them are wanted. */
final class CsvHeader {
    private static final int MOST_COLUMNS = 100_000;

    private final String file;
    private final List<String> names;

    /** For each column its place among the wanted ones, or else -1 less its place among the others. */
    private final int[] places;

    private final List<String> wanted = new ArrayList<>();
    private final List<String> others = new ArrayList<>();

    /**
     * Reads the names, and looks columns up.
     *
     * @param row the first row, null if the file is empty
     * @param columns the wanted columns, which differ
     */
    CsvHeader(String file, @Nullable RowBlock row, List<WantedColumn> columns) {
        if (row == null) {
            throw CommandException.wrongInput(file + " is empty; a CSV file starts with a header row, such as dosage");
        }
        this.file = file;
        this.names = names(new FieldCursor(file, row));
        this.places = new int[names.size()];
        for (int i = 0; i < columns.size(); i++) {
            int index = find(columns.get(i));
            places[index] = i + 1;
            wanted.add(names.get(index));
        }
        for (int i = 0; i < places.length; i++) {
            places[i]--;
            if (places[i] < 0) {
                places[i] -= others.size();
                others.add(names.get(i));
            }
        }
    }

    private static List<String> names(FieldCursor row) {
        List<String> names = new ArrayList<>();
        row.beginRow();
        if (row.skipEmptyRow()) {
            return names;
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
            throw CommandException.wrongInput(file + ", row 1: the header is missing; the row is empty");
        }
        int index = names.indexOf(column.name());
        if (index < 0 && names.stream().anyMatch(name -> name.chars().anyMatch(Text::isNoText))) {
            throw CommandException.wrongInput(
                    file + ", row 1 is no text; a CSV file starts with a header row, such as" + " dosage, in UTF-8");
        }
        if (index < 0 && names.stream().noneMatch(name -> Float.isNaN(Decimal.toFloat(name)))) {
            throw CommandException.wrongInput(file + ", row 1: the header is missing; found "
                    + Text.quoted(names.getFirst()) + " where a column's name, such as dosage, should be");
        }
        if (index < 0 && column.orTheOnlyOne() && names.size() == 1) {
            return 0;
        }
        if (index < 0) {
            throw CommandException.wrongInput(file + ", row 1: there is no column " + Text.quoted(column.name()) + "; "
                    + column.option() + " may be one of: " + Text.shortened(String.join(", ", names)));
        }
        if (Collections.frequency(names, column.name()) > 1) {
            throw CommandException.wrongInput(file + ", row 1: the column " + Text.quoted(column.name())
                    + " stands there twice; names must differ");
        }
        return index;
    }

    String file() {
        return file;
    }

    /** Returns the number of columns. */
    int size() {
        return places.length;
    }

    /** A column's place among the wanted ones, or else -1 less its place among the others. */
    int place(int column) {
        return places[column];
    }

    /** The name of a wanted column. */
    String wanted(int place) {
        return wanted.get(place);
    }

    /** The names of the columns that are not wanted. */
    List<String> others() {
        return others;
    }
}
