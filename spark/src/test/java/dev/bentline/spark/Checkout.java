package dev.bentline.spark;

import java.nio.file.Path;
import java.util.Objects;

/** The folders and programs of the checkout that tests run in. */
final class Checkout {
    static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("bentline.root")))
            .toAbsolutePath()
            .normalize();

    static final Path TARGET = ROOT.resolve("spark/target");

    static final Path CLUSTER = ROOT.resolve("spark/cluster");

    /** Bentline for Spark, in one jar. */
    static final Path JAR = TARGET.resolve("bentline-spark.jar");

    private Checkout() {}
}
