package dev.bentline.bench.suite;

import dev.bentline.bench.compare.HarnessAllocation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Judges whether a row may be believed: whether its forks were warm when they were counted, allocated no more than they
 * should, and agree. Uncompiled vector code is steady, too, but a thousand times slower, and allocates a vector for every
 * operation: beside two busy loops a gradient of 100,000 dosages took 331 ns a dosage and 26 MB a call in every iteration,
 * in place of 0.18 ns and 136 bytes.
 *
 * @param allowance bytes a call may allocate beside JMH's own; infinite where calls allocate by nature
 * @param iteration nanoseconds an iteration lasts
 */
record Settling(double allowance, double iteration) {
    /** Fall of times, from the last warm-ups to the counted iterations or within these, that tells of more to come. */
    private static final double FALL = 1.15;

    /** Share of the time counted for which a JVM may compile: what is warm compiles next to nothing. */
    private static final double COMPILING = 0.2;

    /** Difference of two forks, or of the iterations of one, that no noise explains. */
    private static final double DIFFER = 2;

    /** A call for sums allocates its result: some 200 bytes, and 24 for every node. */
    private static final double RESULT_BYTES = 2_048;

    private static final double NODE_BYTES = 32;

    /** Threads, chunks and their sums. */
    private static final double THREADS_FACTOR = 32;

    /** Returns the judge of a row of a table. */
    static Settling of(TablePlan table, RowPlan row, IterationPlan plan) {
        return new Settling(allowance(table, row), plan.iteration().toNanos());
    }

    private static double allowance(TablePlan table, RowPlan row) {
        if (row.allocates()) {
            return Double.POSITIVE_INFINITY;
        }
        double one = RESULT_BYTES + NODE_BYTES * table.task().nodes();
        int passes = Integer.parseInt(row.parameters().getOrDefault("passes", "1"));
        return one * passes * (row.threads() > 1 ? THREADS_FACTOR : 1);
    }

    /** Tells why a fork was not warm, if it was not. */
    Optional<String> obstacle(Fork fork) {
        return falling(fork).or(() -> differing(fork)).or(() -> compiling(fork)).or(() -> allocating(fork));
    }

    /** Tells why forks of one row are not to be believed, if so; the last reason found counts. */
    Optional<String> obstacle(List<Fork> forks) {
        return forks.stream()
                .flatMap(fork -> obstacle(fork).stream())
                .findFirst()
                .or(() -> differing(forks));
    }

    /** Finds a fall that is more than what the counted iterations differ by among themselves: that is noise. */
    private static Optional<String> falling(Fork fork) {
        List<Iteration> counted = fork.counted();
        int last = Math.min(counted.size(), fork.warmups().size());
        double fall = last == 0
                ? 0
                : Fork.median(fork.warmups()
                                .subList(
                                        fork.warmups().size() - last,
                                        fork.warmups().size()))
                        / fork.median();
        if (counted.size() >= 4) {
            int half = counted.size() / 2;
            double second = Fork.median(counted.subList(counted.size() - half, counted.size()));
            fall = Math.max(fall, Fork.median(counted.subList(0, half)) / second);
        }
        double noise = counted.stream().mapToDouble(Iteration::nanos).max().orElse(0) / least(fork);
        return fall > FALL && fall >= noise
                ? Optional.of(
                        String.format(Locale.ROOT, "its time was still falling, by %.0f %%", 100 * (1 - 1 / fall)))
                : Optional.empty();
    }

    private static double least(Fork fork) {
        return fork.counted().stream().mapToDouble(Iteration::nanos).min().orElse(0);
    }

    /** Finds a fork of which a part was compiled: its median may be of either. */
    private static Optional<String> differing(Fork fork) {
        double times = fork.median() / least(fork);
        return times > DIFFER
                ? Optional.of(String.format(Locale.ROOT, "its iterations differ by %.1f times", times))
                : Optional.empty();
    }

    /** Takes the median: the last iteration's time is also that of the check of the results, which runs for the first time. */
    private Optional<String> compiling(Fork fork) {
        double[] compiled = fork.counted().stream()
                .mapToDouble(Iteration::compiled)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        double median = compiled.length == 0 ? 0 : compiled[(compiled.length - 1) / 2];
        return median > COMPILING * iteration * 1e-6
                ? Optional.of(String.format(
                        Locale.ROOT, "its JVM was still compiling, for %.0f of %.0f ms", median, iteration * 1e-6))
                : Optional.empty();
    }

    private Optional<String> allocating(Fork fork) {
        OptionalDouble bytes = fork.counted().stream()
                .mapToDouble(Iteration::bytes)
                .filter(Double::isFinite)
                .min();
        double own = HarnessAllocation.BYTES * Math.min(1, fork.median() / iteration);
        return bytes.isPresent() && bytes.getAsDouble() > allowance + own
                ? Optional.of(String.format(
                        Locale.ROOT, "it allocated %,.0f bytes a call, where none are expected", bytes.getAsDouble()))
                : Optional.empty();
    }

    private static Optional<String> differing(List<Fork> forks) {
        double least = forks.stream().mapToDouble(Fork::median).min().orElse(1);
        double most = forks.stream().mapToDouble(Fork::median).max().orElse(1);
        return most > DIFFER * least
                ? Optional.of(String.format(Locale.ROOT, "its rounds differ by %.1f times", most / least))
                : Optional.empty();
    }
}
