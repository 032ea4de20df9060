package dev.bentline.bench.compare;

/** Memory that JMH itself takes while it measures. */
public final class HarnessAllocation {
    /**
     * Bytes it may allocate in an iteration. A call that allocates nothing shows its share of that, under {@code
     * bench/results} 5 to 10 kB an iteration in the median of a row.
     */
    public static final double BYTES = 16_384;

    private HarnessAllocation() {}
}
