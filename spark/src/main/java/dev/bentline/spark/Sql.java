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
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Program that runs SQL statements and prints their rows, with tabs between the columns and their names first. */
public final class Sql {
    private Sql() {}

    /**
     * Runs statements one after the other; the first that fails ends the program, with exit status 2 if it is wrong, else
     * with 1.
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
            System.err.println("sql: " + message(e).strip());
            session.stop();
            System.exit(e instanceof AnalysisException ? 2 : 1);
        }
        session.stop();
    }

    /** The message, without the plan that Spark adds to it. */
    private static String message(Exception e) {
        return e instanceof AnalysisException wrong ? wrong.getSimpleMessage() : String.valueOf(e.getMessage());
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
                    .mapToObj(i -> row.isNullAt(i) ? "NULL" : escaped(row.getString(i)))
                    .collect(Collectors.joining("\t")));
        }
    }

    /** A text of one line and column: with \\t for a tab, \\n for a new line, and \\\\ for what they begin with. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
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
