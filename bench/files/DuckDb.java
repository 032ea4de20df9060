import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Runs SQL statements in DuckDB on two threads; prints how many seconds the last one took, without any start. */
class DuckDb {
    public static void main(String[] statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = 2");
            long start = 0;
            for (String sql : statements) {
                start = System.nanoTime();
                statement.execute(sql);
            }
            System.out.println((System.nanoTime() - start) * 1e-9);
        }
    }
}
