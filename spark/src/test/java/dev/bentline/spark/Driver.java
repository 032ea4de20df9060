package dev.bentline.spark;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;

/** Program that prints the hash of the effects that {@link Effects} expects. */
final class Driver {
    private Driver() {}

    /** Runs the query whose text is the second argument on the file that is the first. */
    public static void main(String[] arguments) throws IOException {
        try (SparkSession session = ClusterSession.start("local[2]")) {
            session.read().parquet(arguments[0]).createOrReplaceTempView("dosages");
            System.out.println("hash " + Effects.hash(session, arguments[1]));
        }
    }
}
