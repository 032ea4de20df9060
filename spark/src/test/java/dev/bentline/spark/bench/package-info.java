/** Benchmarks of Spark's functions; {@code spark/cluster submit} runs them. */
@NullMarked
package dev.bentline.spark.bench;

import org.jspecify.annotations.NullMarked;
