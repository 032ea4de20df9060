/** Benchmarks of Spark's functions; started by spark/benchmark. */
@NullMarked
package dev.bentline.spark.bench;

import org.jspecify.annotations.NullMarked;
