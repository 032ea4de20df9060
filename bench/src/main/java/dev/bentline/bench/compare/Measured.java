package dev.bentline.bench.compare;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Holds what a file has of one row.
 *
 * @param forks the nanoseconds of a call, of every iteration of every fork
 * @param bytes allocated per call, of every iteration; empty where nobody counted
 * @param iteration the nanoseconds an iteration lasts; 0 where it is a single call
 */
record Measured(List<double[]> forks, List<Double> bytes, double iteration) {
    Measured {
        forks = List.copyOf(forks);
        bytes = List.copyOf(bytes);
    }

    /** The forks of both. */
    Measured with(Measured other) {
        return new Measured(
                Stream.concat(forks.stream(), other.forks.stream()).toList(),
                Stream.concat(bytes.stream(), other.bytes.stream()).toList(),
                Math.min(iteration, other.iteration));
    }

    /**
     * The logarithms of independent observations. Those are the forks, each with its median: iterations of one JVM share
     * its compiled code and memory, and agree more than they should. Only where there is no second fork, the iterations.
     */
    double[] logarithms() {
        Stream<Double> observations = forks.size() > 1
                ? forks.stream().map(Measured::median)
                : forks.stream().flatMap(fork -> DoubleStream.of(fork).boxed());
        return observations.mapToDouble(Math::log).toArray();
    }

    /** The geometric mean of the observations, in nanoseconds. */
    double time() {
        return Math.exp(StatUtils.mean(logarithms()));
    }

    /** The median of all iterations; NaN where nobody counted. */
    double bytesPerCall() {
        return median(bytes.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The part of an iteration that one call takes, at most 1. */
    double shareOfIteration() {
        return iteration == 0 ? 1 : Math.min(1, time() / iteration);
    }

    /** Such as 3x5: three forks of five iterations. */
    String effort() {
        String iterations = forks.stream()
                .map(fork -> Integer.toString(fork.length))
                .distinct()
                .sorted()
                .collect(Collectors.joining("/"));
        return forks.size() + "x" + iterations;
    }

    private static double median(double[] values) {
        return StatUtils.percentile(values, 50);
    }
}
