/** Results of a run of the benchmarks, and how they are shown: tables, charts, a page. Knows no benchmark. */
@org.jspecify.annotations.NullMarked
package dev.bentline.bench.report;
