package dev.bentline.bench.compare;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares one row that is in both files. */
record Change(Key key, Measured a, Measured b, Ratio ratio) {
    private static final double LEAST_BYTES = 64;
    private static final double LEAST_PART = 0.05;

    static Change of(Key key, Measured a, Measured b) {
        return new Change(key, a, b, Ratio.of(a.logarithms(), b.logarithms()));
    }

    /** Why the row fails where B may take at most so many times as long as A: empty if it does not. */
    String failure(double limit) {
        return Stream.of(ratio.low() > limit ? "time" : "", allocatesMore() ? "allocation" : "")
                .filter(reason -> !reason.isEmpty())
                .collect(Collectors.joining(", "));
    }

    /** Tells whether B allocates more than JMH's own noise explains; false where nobody counted. */
    private boolean allocatesMore() {
        double before = a.bytesPerCall();
        double noise = HarnessAllocation.BYTES * Math.max(a.shareOfIteration(), b.shareOfIteration());
        return b.bytesPerCall() - before > Math.max(noise, Math.max(LEAST_BYTES, LEAST_PART * before));
    }
}
