/** What a run of the benchmarks found, and how it is shown: tables, charts, a page. Knows no benchmark. */
@org.jspecify.annotations.NullMarked
package dev.bentline.bench.report;
