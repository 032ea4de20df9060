package dev.bentline.bench;

import java.util.ArrayList;
import java.util.List;

/** What the rounds found for one row: the time of every iteration, in the unit of its panel, and bytes allocated per call. */
final class Measurement {
    private static final double UNSTEADY = 1.25;

    private final List<Double> times = new ArrayList<>();
    private final List<Double> bytes = new ArrayList<>();

    void add(double time) {
        times.add(time);
    }

    void addBytes(double bytesPerCall) {
        bytes.add(bytesPerCall);
    }

    boolean isEmpty() {
        return times.isEmpty();
    }

    double median() {
        return quantile(times, 0.5);
    }

    double fastest() {
        return quantile(times, 0);
    }

    double lowerQuartile() {
        return quantile(times, 0.25);
    }

    double upperQuartile() {
        return quantile(times, 0.75);
    }

    /** Whether the iterations agree so little that the median says nothing. */
    boolean unsteady() {
        return upperQuartile() > UNSTEADY * lowerQuartile();
    }

    double bytesPerCall() {
        return bytes.isEmpty() ? Double.NaN : quantile(bytes, 0.5);
    }

    /** Between the two nearest, in proportion. */
    static double quantile(List<Double> values, double q) {
        List<Double> sorted = values.stream().sorted().toList();
        double at = q * (sorted.size() - 1);
        int low = (int) at;
        int high = Math.min(low + 1, sorted.size() - 1);
        return sorted.get(low) + (at - low) * (sorted.get(high) - sorted.get(low));
    }
}
