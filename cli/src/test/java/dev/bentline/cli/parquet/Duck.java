package dev.bentline.cli.parquet;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** DuckDB, as an independent reader and writer. */
public final class Duck {
    private static final Connection DATABASE = connect();

    private Duck() {}

    private static Connection connect() {
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:");
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET threads = 1");
                statement.execute("SET TimeZone = 'UTC'");
            }
            return connection;
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Writes what a query gives. */
    public static Path write(Path file, String query, String... options) throws SQLException {
        try (Statement statement = DATABASE.createStatement()) {
            String all = String.join(", ", List.of("FORMAT parquet", String.join(", ", options)));
            statement.execute(
                    "COPY (" + query + ") TO '" + file + "' (" + (options.length == 0 ? "FORMAT parquet" : all) + ")");
        }
        return file;
    }

    /** The rows of a query, as text; a null is "null". {@code $} stands for the file. */
    public static List<String> rows(Path file, String query) throws SQLException {
        try (Statement statement = DATABASE.createStatement();
                ResultSet rows = statement.executeQuery(query.replace("$", "'" + file + "'"))) {
            int columns = rows.getMetaData().getColumnCount();
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(String.valueOf(rows.getString(i)));
                }
                all.add(String.join("|", row));
            }
            return all;
        }
    }

    /** A column of floats. */
    static float[] floats(Path file, String column) throws SQLException {
        try (Statement statement = DATABASE.createStatement();
                ResultSet rows = statement.executeQuery("SELECT \"" + column + "\" FROM '" + file + "'")) {
            float[] values = new float[16];
            int count = 0;
            while (rows.next()) {
                if (count == values.length) {
                    values = java.util.Arrays.copyOf(values, 2 * count);
                }
                values[count++] = rows.getFloat(1);
            }
            return java.util.Arrays.copyOf(values, count);
        }
    }
}
