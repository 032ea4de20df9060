package dev.bentline.spark;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Program that runs SQL statements and prints their rows, with tabs between the columns and their names first. */
public final class Sql {
    private Sql() {}

    /**
     * Runs statements one after the other; the first that is wrong ends the program with exit status 1.
     *
     * @param statements one in each argument
     */
    public static void main(String[] statements) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        SparkSession session = SparkSession.builder().appName("Bentline").getOrCreate();
        try {
            for (String statement : statements) {
                print(session.sql(statement), out);
                out.flush();
            }
        } catch (Exception e) {
            if (!(e instanceof SparkThrowable)) {
                throw e;
            }
            System.err.println("sql: " + e.getMessage());
            session.stop();
            System.exit(1);
        }
        session.stop();
    }

    private static void print(Dataset<Row> rows, PrintStream out) {
        String[] names = rows.columns();
        if (names.length == 0) {
            return; // a statement that only does something
        }
        out.println(String.join("\t", names));
        Iterator<Row> texts = texts(rows, names.length).toLocalIterator();
        while (texts.hasNext()) {
            Row row = texts.next();
            out.println(IntStream.range(0, row.length())
                    .mapToObj(i -> row.isNullAt(i) ? "NULL" : row.getString(i))
                    .collect(Collectors.joining("\t")));
        }
    }

    /** The columns as Spark writes them, whatever their types; names may be there twice. */
    private static Dataset<Row> texts(Dataset<Row> rows, int columns) {
        String[] names = IntStream.range(0, columns).mapToObj(i -> "c" + i).toArray(String[]::new);
        return rows.toDF(names)
                .select(Arrays.stream(names)
                        .map(name -> functions.col(name).cast("string"))
                        .toArray(Column[]::new));
    }
}
