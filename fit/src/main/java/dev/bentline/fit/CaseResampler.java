package dev.bentline.fit;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws observations with replacement; see {@link Resampling#CASES}. */
final class CaseResampler implements Resampler {
    private final WeightedObservations observations;
    private final int[] groupOf;
    private final double[] weights;
    private final double[] effects;

    CaseResampler(WeightedObservations observations, DosageMeans means) {
        this.observations = observations;
        groupOf = new int[observations.count()];
        weights = new double[means.weights().length];
        effects = new double[means.weights().length];
        for (int i = 1; i < groupOf.length; i++) {
            groupOf[i] = groupOf[i - 1] + (observations.dosage(i) == observations.dosage(i - 1) ? 0 : 1);
        }
    }

    @Override
    public void draw(SplittableRandom random) {
        Arrays.fill(weights, 0);
        Arrays.fill(effects, 0);
        for (int i = 0; i < groupOf.length; i++) {
            int drawn = random.nextInt(groupOf.length);
            double weight = observations.weight(drawn);
            weights[groupOf[drawn]] += weight;
            effects[groupOf[drawn]] += weight * observations.effect(drawn);
        }
        for (int group = 0; group < weights.length; group++) {
            effects[group] /= weights[group]; // NaN where none was drawn
        }
    }

    @Override
    public double[] weights() {
        return weights;
    }

    @Override
    public double[] effects() {
        return effects;
    }
}
