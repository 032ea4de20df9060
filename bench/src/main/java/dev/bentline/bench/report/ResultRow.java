package dev.bentline.bench.report;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds what one row of a {@link ResultTable} took.
 *
 * @param threads on how many it ran
 * @param obstacle why there are no times, or null where there are
 * @param unsettled why its times are not to be believed, or null where they are: no verdict stands on it
 * @param forks what each fork's iterations took, in the unit of the sheet
 * @param bytesPerCall allocated on the heap; 0 where that was not measured
 */
public record ResultRow(
        String label,
        Family family,
        int threads,
        @Nullable String obstacle,
        @Nullable String unsettled,
        List<List<Double>> forks,
        double bytesPerCall) {
    private static final double UNSTEADY = 1.25;

    @JsonCreator
    public ResultRow {
        forks = forks.stream().map(List::copyOf).toList();
    }

    /** Makes a row whose times are to be believed. */
    public ResultRow(
            String label,
            Family family,
            int threads,
            @Nullable String obstacle,
            List<List<Double>> forks,
            double bytesPerCall) {
        this(label, family, threads, obstacle, null, forks, bytesPerCall);
    }

    @JsonIgnore
    public boolean isMeasured() {
        return forks.stream().anyMatch(fork -> !fork.isEmpty());
    }

    /** Tells whether there are times that are to be believed. */
    @JsonIgnore
    public boolean isSettled() {
        return isMeasured() && unsettled == null;
    }

    /** Withholds the row from every verdict. */
    public ResultRow withheld(String why) {
        return new ResultRow(label, family, threads, obstacle, why, forks, bytesPerCall);
    }

    /** Tells whether its dosages are sorted or on a grid, which is less work than dosages in no order. */
    @JsonIgnore
    public boolean isOrdered() {
        return label.endsWith(", sorted") || label.endsWith(", on a grid");
    }

    /** Tells whether it is the engine's gradient in a table of fits, which are Bentline's answer there. */
    @JsonIgnore
    public boolean isOwnPass() {
        return family == Family.BENTLINE && label.contains("gradient pass");
    }

    /** Returns what the iterations of one number took, one in each fork; the first is 0. */
    ResultRow iteration(int number) {
        return new ResultRow(
                label,
                family,
                threads,
                obstacle,
                unsettled,
                forks.stream()
                        .filter(fork -> fork.size() > number)
                        .map(fork -> List.of(fork.get(number)))
                        .toList(),
                bytesPerCall);
    }

    /** Without a compiler's flags, for charts. */
    String shortLabel() {
        return label.replaceFirst(" -O[^,]*", "");
    }

    /** Over all iterations of all forks. */
    public double median() {
        return quantile(forks, 0.5);
    }

    public double lowerQuartile() {
        return quantile(forks, 0.25);
    }

    public double upperQuartile() {
        return quantile(forks, 0.75);
    }

    public double fastest() {
        return quantile(forks, 0);
    }

    /** Tells whether the iterations agree so little that the median says nothing. */
    @JsonIgnore
    public boolean isUnsteady() {
        return upperQuartile() > UNSTEADY * lowerQuartile();
    }

    /** Returns a quantile of all values of all forks: between the two nearest, in proportion. */
    public static double quantile(List<List<Double>> forks, double q) {
        List<Double> sorted = forks.stream().flatMap(List::stream).sorted().toList();
        double at = q * (sorted.size() - 1);
        int low = (int) at;
        int high = Math.min(low + 1, sorted.size() - 1);
        return sorted.get(low) + (at - low) * (sorted.get(high) - sorted.get(low));
    }
}
