package dev.bentline.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;

/** Writes files as JMH does, cut down to what a comparison reads. */
record JmhJson(
        String benchmark,
        String mode,
        int threads,
        String measurementTime,
        Map<String, String> parameters,
        String unit,
        List<double[]> scores,
        String allocated,
        List<double[]> bytes) {

    /** A row of average times that says nothing about allocation. */
    static JmhJson row(double[]... scores) {
        return new JmhJson(
                "a.b.SomeBenchmark.call",
                "avgt",
                1,
                "400 ms",
                Map.of("size", "1000"),
                "ns/op",
                List.of(scores),
                "gc.alloc.rate.norm",
                List.of());
    }

    /** Log-normal times: forks differ, and so do the iterations of each. */
    static double[][] times(Random random, int forks, double median, double between, double within) {
        double[][] times = new double[forks][5];
        for (double[] fork : times) {
            double level = Math.log(median) + between * random.nextGaussian();
            for (int i = 0; i < fork.length; i++) {
                fork[i] = Math.exp(level + within * random.nextGaussian());
            }
        }
        return times;
    }

    JmhJson named(String name) {
        return new JmhJson(name, mode, threads, measurementTime, parameters, unit, scores, allocated, bytes);
    }

    JmhJson in(String otherMode, String otherUnit) {
        return new JmhJson(
                benchmark, otherMode, threads, measurementTime, parameters, otherUnit, scores, allocated, bytes);
    }

    JmhJson on(int number) {
        return new JmhJson(benchmark, mode, number, measurementTime, parameters, unit, scores, allocated, bytes);
    }

    JmhJson with(Map<String, String> other) {
        return new JmhJson(benchmark, mode, threads, measurementTime, other, unit, scores, allocated, bytes);
    }

    JmhJson allocating(String name, double... perIteration) {
        return new JmhJson(
                benchmark, mode, threads, measurementTime, parameters, unit, scores, name, List.of(perIteration));
    }

    /** Writes a file of such rows. */
    static String write(Path file, JmhJson... rows) throws IOException {
        StringJoiner list = new StringJoiner(",\n", "[\n", "\n]\n");
        for (JmhJson row : rows) {
            list.add(row.json());
        }
        return Files.writeString(file, list.toString()).toString();
    }

    private String json() {
        StringJoiner params = new StringJoiner(", ", "{", "}");
        parameters.forEach((name, value) -> params.add("\"" + name + "\" : \"" + value + "\""));
        return String.format(
                Locale.ROOT,
                """
                { "jmhVersion" : "1.37", "benchmark" : "%s", "mode" : "%s", "threads" : %d, "forks" : %d,
                  "measurementTime" : "%s", "params" : %s,
                  "primaryMetric" : { "score" : 1.0, "scoreUnit" : "%s", "rawData" : %s },
                  "secondaryMetrics" : { "%s" : { "scoreUnit" : "B/op", "rawData" : %s } } }""",
                benchmark,
                mode,
                threads,
                scores.size(),
                measurementTime,
                params,
                unit,
                lists(scores),
                allocated,
                lists(bytes));
    }

    private static String lists(List<double[]> values) {
        StringJoiner forks = new StringJoiner(", ", "[", "]");
        for (double[] fork : values) {
            StringJoiner iterations = new StringJoiner(", ", "[", "]");
            for (double value : fork) {
                iterations.add(Double.isNaN(value) ? "\"NaN\"" : Double.toString(value));
            }
            forks.add(iterations.toString());
        }
        return forks.toString();
    }
}
