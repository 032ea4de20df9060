package dev.bentline.bench.suite;

import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;

/**
 * Tells what one iteration of a fork found.
 *
 * @param nanos of a call
 * @param bytes allocated by a call; NaN where nobody counted
 * @param compiled milliseconds for which its JVM compiled meanwhile; NaN where nobody counted
 */
record Iteration(double nanos, double bytes, double compiled) {
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final String COMPILED = "compiler.time.profiled";

    static Iteration of(IterationResult result) {
        return new Iteration(
                result.getPrimaryResult().getScore(), secondary(result, ALLOCATED), secondary(result, COMPILED));
    }

    private static double secondary(IterationResult result, String name) {
        Result<?> found = result.getSecondaryResults().get(name);
        return found == null ? Double.NaN : found.getScore();
    }
}
