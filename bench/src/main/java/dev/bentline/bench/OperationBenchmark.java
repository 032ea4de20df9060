package dev.bentline.bench;

import dev.bentline.bench.contender.Operation;
import org.openjdk.jmh.annotations.Param;

/** Holds the operation as a parameter, for classes about one peer or one way to run the engine. */
public abstract class OperationBenchmark extends DosageBenchmark {
    /** The operation that is timed; there are DERIVATIVE, SOFTPLUS and PASS, too. */
    @Param({"FORWARD", "GRADIENT"})
    @SuppressWarnings("NullAway.Init")
    public Operation operation;

    @Override
    protected final Operation operation() {
        return operation;
    }
}
