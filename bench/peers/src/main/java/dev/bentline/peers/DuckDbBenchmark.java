package dev.bentline.peers;

import dev.bentline.bench.OperationBenchmark;
import org.openjdk.jmh.annotations.Benchmark;

/** Times the same operations by SQL in DuckDB, which has no gradient. */
public class DuckDbBenchmark extends OperationBenchmark {
    /** Runs on one thread. */
    @Benchmark
    public Object duckdbSql() {
        return call();
    }

    /** Runs on two threads. */
    @Benchmark
    public Object duckdbSqlTwoThreads() {
        return call();
    }
}
