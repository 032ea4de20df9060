package dev.bentline.bench.compare;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What tells the rows of a file apart, and finds a row in another file.
 *
 * @param benchmark class and method
 * @param mode as JMH abbreviates it
 */
record Key(String benchmark, String mode, int threads, SortedMap<String, String> parameters) {
    private static final String USUAL_MODE = "avgt";

    Key {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    /** The same work, whatever the parameter says. */
    Key without(String parameter) {
        SortedMap<String, String> rest = new TreeMap<>(parameters);
        rest.remove(parameter);
        return new Key(benchmark, mode, threads, rest);
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
