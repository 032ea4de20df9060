package dev.bentline.bench.suite;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.format.OutputFormat;

/** Listens to what a fork tells JMH of its iterations: JMH's results leave the warm-ups out. */
final class IterationListener {
    private final List<Iteration> warmups = new ArrayList<>();
    private final List<Iteration> counted = new ArrayList<>();

    /** Wraps a format: all that JMH prints goes to it. */
    OutputFormat around(OutputFormat format) {
        return (OutputFormat) Proxy.newProxyInstance(
                OutputFormat.class.getClassLoader(), new Class<?>[] {OutputFormat.class}, (_, method, arguments) -> {
                    if (method.getName().equals("iterationResult")) {
                        add((IterationParams) arguments[1], (IterationResult) arguments[3]);
                    }
                    try {
                        return method.invoke(format, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void add(IterationParams parameters, IterationResult result) {
        (parameters.getType() == IterationType.WARMUP ? warmups : counted).add(Iteration.of(result));
    }

    Fork fork() {
        return new Fork(warmups, counted);
    }
}
