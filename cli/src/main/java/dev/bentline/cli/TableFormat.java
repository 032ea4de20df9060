package dev.bentline.cli;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.csv.CsvTable;
import dev.bentline.cli.file.Output;
import dev.bentline.cli.parquet.ParquetTable;
import dev.bentline.cli.table.JsonLinesTable;
import dev.bentline.cli.table.TableColumn;
import dev.bentline.cli.table.TableSink;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Formats of tables of results. */
enum TableFormat {
    CSV(".csv", ".csv.gz"),
    PARQUET(".parquet"),
    JSON_LINES(".jsonl");

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
    private final List<String> endings;

    TableFormat(String... endings) {
        this.endings = List.of(endings);
    }

    /** The format that a file's name tells; CSV for one without an ending, such as a pipe's. */
    static TableFormat of(String option, String file) {
        String name = file.toLowerCase(Locale.ROOT);
        for (TableFormat format : values()) {
            if (format.endings.stream().anyMatch(name::endsWith)) {
                return format;
            }
        }
        if (name.substring(name.lastIndexOf('/') + 1).indexOf('.') > 0) {
            throw CommandException.wrongUsage(option + " is " + Text.quoted(file)
                    + "; its ending tells the format of the results: .csv, .csv.gz, .parquet or .jsonl");
        }
        return CSV;
    }

    /** Begins a table. */
    TableSink open(String file, Output out, List<TableColumn> columns) throws IOException {
        return switch (this) {
            case CSV -> new CsvTable(out, Format.isGzip(file), columns);
            case PARQUET -> new ParquetTable(out, columns, "bentline version " + Version.TEXT);
            case JSON_LINES -> new JsonLinesTable(out, columns);
        };
    }
}
