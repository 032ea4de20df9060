package dev.bentline.bench.compare;

import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Key that tells the rows of a file apart, and finds a row in another file.
 *
 * @param benchmark class and method
 * @param mode as JMH abbreviates it
 */
record Key(String benchmark, String mode, int threads, SortedMap<String, String> parameters) {
    private static final String USUAL_MODE = "avgt";
    private static final String OPERATION = "operation";

    Key {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    /** Leaves a parameter out: what is left names the same work. */
    Key without(String parameter) {
        SortedMap<String, String> rest = new TreeMap<>(parameters);
        rest.remove(parameter);
        return new Key(benchmark, mode, threads, rest);
    }

    /** Returns the name of the benchmark method. */
    String method() {
        return benchmark.substring(benchmark.lastIndexOf('.') + 1);
    }

    /**
     * Returns the same work, whoever does it: the class alone, and for a class with the operation as a parameter the class
     * of that operation, so that {@code CBenchmark.gcc} on FORWARD stands beside {@code ForwardBenchmark.simd}.
     */
    Key ofAnyMethod() {
        String operation = parameters.getOrDefault(OPERATION, "");
        if (operation.isEmpty()) {
            String name = shortBenchmark();
            return new Key(name.substring(0, name.indexOf('.')), mode, threads, parameters);
        }
        String name = operation.charAt(0) + operation.substring(1).toLowerCase(Locale.ROOT) + "Benchmark";
        return new Key(name, mode, threads, parameters).without(OPERATION);
    }

    /** Class and method without the package. */
    String shortBenchmark() {
        int method = benchmark.lastIndexOf('.');
        return benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1);
    }

    /** The row in words that start with the given name of its benchmark. */
    String label(String name) {
        String given = parameters.entrySet().stream()
                .map(parameter -> " " + parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining());
        return name
                + given
                + (mode.equals(USUAL_MODE) ? "" : ", " + mode)
                + (threads == 1 ? "" : ", " + threads + " threads");
    }

    @Override
    public String toString() {
        return label(benchmark);
    }
}
