/** Comparison of two files of JMH's results. Knows no benchmark. */
@org.jspecify.annotations.NullMarked
package dev.bentline.bench.compare;
