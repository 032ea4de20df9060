package dev.bentline.fit;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Settings of refits.
 *
 * @param refits their number, 0 for none
 * @param monotone the direction that they keep to, or null
 */
record RefitPlan(
        int refits,
        long seed,
        int threads,
        Resampling resampling,
        @Nullable Monotone monotone) {
    /** Resampled residuals, from seed 1, on one thread. */
    static RefitPlan of(int refits) {
        return new RefitPlan(refits, 1, 1, Resampling.RESIDUALS, null);
    }

    RefitPlan withRefits(int refits, int least) {
        return new RefitPlan(atLeast(least, "refits", refits), seed, threads, resampling, monotone);
    }

    RefitPlan withSeed(long seed) {
        return new RefitPlan(refits, seed, threads, resampling, monotone);
    }

    RefitPlan withThreads(int threads) {
        return new RefitPlan(refits, seed, atLeast(1, "threads", threads), resampling, monotone);
    }

    RefitPlan withResampling(Resampling resampling) {
        return new RefitPlan(refits, seed, threads, Objects.requireNonNull(resampling, "resampling"), monotone);
    }

    RefitPlan withMonotone(Monotone monotone) {
        return new RefitPlan(refits, seed, threads, resampling, Objects.requireNonNull(monotone, "monotone"));
    }

    /** The sign of all slopes that are not 0, or 0 for any. */
    int trend() {
        return monotone == null ? 0 : monotone.trend();
    }

    private static int atLeast(int least, String what, int value) {
        if (value < least) {
            throw new IllegalArgumentException(what + " is " + value + "; it must be at least " + least);
        }
        return value;
    }
}
