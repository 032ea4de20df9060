package dev.bentline.fit;

import dev.bentline.DosageIndex;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws observations with replacement; see {@link Resampling#CASES}. */
final class CaseResampler implements Resampler {
    private final DosageIndex index;
    private final int[] groupOf;
    private final double[] weights;
    private final double[] effects;

    CaseResampler(DosageIndex index, DosageMeans means) {
        this.index = index;
        groupOf = new int[index.count()];
        weights = new double[means.weights().length];
        effects = new double[means.weights().length];
        int at = 0;
        for (int group = 0; group < weights.length; group++) {
            int count = (int) means.weights()[group];
            Arrays.fill(groupOf, at, at + count, group);
            at += count;
        }
    }

    @Override
    public void draw(SplittableRandom random) {
        Arrays.fill(weights, 0);
        Arrays.fill(effects, 0);
        for (int i = 0; i < groupOf.length; i++) {
            int drawn = random.nextInt(groupOf.length);
            weights[groupOf[drawn]]++;
            effects[groupOf[drawn]] += index.effect(drawn);
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
