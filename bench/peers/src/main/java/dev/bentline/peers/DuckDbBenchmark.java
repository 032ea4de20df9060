package dev.bentline.peers;

import dev.bentline.bench.DosageBenchmark;
import dev.bentline.bench.contender.Operation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Times the same operations by SQL in DuckDB, which has no gradient. */
public class DuckDbBenchmark extends DosageBenchmark {
    /** The operation that is timed. */
    @Param({"FORWARD", "SOFTPLUS"})
    @SuppressWarnings("NullAway.Init")
    public Operation operation;

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

    @Override
    protected Operation operation() {
        return operation;
    }
}
