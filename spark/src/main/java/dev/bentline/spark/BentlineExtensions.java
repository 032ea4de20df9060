package dev.bentline.spark;

import org.apache.spark.sql.SparkSessionExtensions;
import org.slf4j.LoggerFactory;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Adds the functions {@code bentline}, {@code bentline_derivative} and {@code bentline_fit} to a session:
 *
 * <pre>
 * spark-submit --conf spark.sql.extensions=dev.bentline.spark.BentlineExtensions --jars bentline-spark.jar ...
 * </pre>
 *
 * It refuses Spark older than 4.1 and Java older than 25.0.3. Where the module jdk.incubator.vector is missing, it says so and
 * leaves the work to scalar kernels, which give the same bits.
 */
public final class BentlineExtensions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {
    // Compiled for Java 17, the oldest that Spark 4 runs on, so that it can say what is missing.

    private static final Runtime.Version OLDEST_JAVA = Runtime.Version.parse("25.0.3");
    private static final Runtime.Version OLDEST_SPARK = Runtime.Version.parse("4.1");
    private static final String VECTORS = "jdk.incubator.vector";

    /** An instance; Spark makes it from its name. */
    public BentlineExtensions() {}

    @Override
    public BoxedUnit apply(SparkSessionExtensions extensions) {
        check(Runtime.version(), org.apache.spark.package$.MODULE$.SPARK_VERSION());
        if (ModuleLayer.boot().findModule(VECTORS).isEmpty()) {
            LoggerFactory.getLogger(BentlineExtensions.class)
                    .warn(
                            "Bentline computes with scalar kernels: the module {} is missing; add"
                                    + " --add-modules={} to the options of driver and executors",
                            VECTORS,
                            VECTORS);
        }
        Registration.register(extensions);
        return BoxedUnit.UNIT;
    }

    /**
     * Refuses versions that do not run it.
     *
     * @throws IllegalStateException if one is too old
     */
    static void check(Runtime.Version java, String spark) {
        if (java.compareToIgnoreOptional(OLDEST_JAVA) < 0) {
            throw new IllegalStateException(
                    "Bentline needs Java " + OLDEST_JAVA + " or newer on driver and executors, and this is " + java);
        }
        if (isOlder(spark)) {
            throw new IllegalStateException("Bentline needs Spark " + OLDEST_SPARK + " or newer, and this is " + spark);
        }
    }

    /** Tells it of a version such as 4.1.0-preview2, of which numbers alone count. */
    private static boolean isOlder(String spark) {
        String[] parts = spark.split("[^0-9]", 3);
        int major = Integer.parseInt(parts[0]);
        int minor = Integer.parseInt(parts[1]);
        return major < OLDEST_SPARK.feature() || (major == OLDEST_SPARK.feature() && minor < OLDEST_SPARK.interim());
    }
}
