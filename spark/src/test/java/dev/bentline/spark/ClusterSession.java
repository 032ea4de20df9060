package dev.bentline.spark;

import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.sql.SparkSession;

/** Starts sessions on masters, with what a user gives spark-submit. */
final class ClusterSession {
    private ClusterSession() {}

    static SparkSession start(String master) {
        return SparkSession.builder()
                .master(master)
                .appName("tests")
                .config("spark.sql.extensions", BentlineExtensions.class.getName())
                .config("spark.jars", Checkout.JAR.toString())
                .config("spark.ui.enabled", "false")
                // the two that people use, each on one kind of cluster
                .config(
                        "spark.serializer",
                        (master.startsWith("local-cluster") ? KryoSerializer.class : JavaSerializer.class).getName())
                .config("spark.driver.host", "127.0.0.1")
                .config(
                        "spark.sql.warehouse.dir",
                        Checkout.TARGET.resolve("warehouse").toString())
                .config("spark.sql.shuffle.partitions", "6")
                // both executors, before the first task
                .config("spark.cores.max", "2")
                .config("spark.scheduler.minRegisteredResourcesRatio", "1")
                .getOrCreate();
    }
}
