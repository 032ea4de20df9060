package dev.bentline.fit;

import java.util.List;
import java.util.Optional;

/**
 * Answers of an {@link Estimation}, all of the curve between the smallest and the largest dosage observed.
 *
 * @param effectiveDosages of each percent asked for
 * @param benchmarkDosage if one was asked for
 * @param area the area under the curve over dosages
 * @param areaOnScale that over positions on the network's scale, the same if it is linear
 * @param areaOnScaleLimits how sure that is
 * @param steepestSlope as {@link SteepestSlope} tells it
 * @param refits of the bootstrap, if there is one
 */
public record Estimates(
        List<EffectiveDosage> effectiveDosages,
        Optional<BenchmarkDosage> benchmarkDosage,
        double area,
        double areaOnScale,
        ConfidenceInterval areaOnScaleLimits,
        double steepestSlope,
        Optional<Refits> refits) {
    /** Returns the same without the refits, which take the most memory. */
    Estimates withoutRefits() {
        return new Estimates(
                effectiveDosages,
                benchmarkDosage,
                area,
                areaOnScale,
                areaOnScaleLimits,
                steepestSlope,
                Optional.empty());
    }
}
