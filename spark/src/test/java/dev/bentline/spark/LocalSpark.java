package dev.bentline.spark;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** A session in this JVM, the same for all tests. */
final class LocalSpark {
    static final SparkSession SESSION = SparkSession.builder()
            .master("local[2]")
            .appName("tests")
            .config("spark.sql.extensions", BentlineExtensions.class.getName())
            .config("spark.sql.warehouse.dir", "target/warehouse")
            .config("spark.sql.shuffle.partitions", "4")
            .config("spark.ui.enabled", "false")
            .getOrCreate();

    private LocalSpark() {}

    /** Does something under settings of the session, and puts them back. */
    static <T> T with(Map<String, String> settings, Supplier<T> action) {
        settings.forEach(SESSION.conf()::set);
        try {
            return action.get();
        } finally {
            settings.keySet().forEach(SESSION.conf()::unset);
        }
    }

    /** The physical plan of a query. */
    static String explained(String query) {
        return SESSION.sql("EXPLAIN " + query).first().getString(0);
    }
}
