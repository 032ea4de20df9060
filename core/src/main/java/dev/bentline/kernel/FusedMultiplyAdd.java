package dev.bentline.kernel;

/** Tells whether {@link Math#fma} is one instruction here: without the hardware it is done in BigDecimal. */
final class FusedMultiplyAdd {
    private static final int CALLS = 64;
    /** Longest time it may take: even interpreted, the instruction takes some 30 ns; the BigDecimal way takes more than 2000 ns. */
    private static final long LIMIT = 500L * CALLS;

    private FusedMultiplyAdd() {}

    static boolean inHardware() {
        long best = Long.MAX_VALUE;
        float z = 1f;
        for (int attempt = 0; attempt < 5; attempt++) {
            long start = System.nanoTime();
            for (int i = 0; i < CALLS; i++) {
                z = Math.fma(z, 0.999f, 0.001f);
            }
            best = Math.min(best, System.nanoTime() - start);
        }
        return best < LIMIT && z > 0;
    }
}
