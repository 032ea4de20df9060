package dev.bentline.fit;

import dev.bentline.DosageIndex;
import dev.bentline.Network;
import java.util.SplittableRandom;

/** Adds residuals drawn with replacement to fitted effects; see {@link Resampling#RESIDUALS}. */
final class ResidualResampler implements Resampler {
    /** An observation of a leverage this near to 1 is met, and its residual is but rounding. */
    private static final double MET = 1e-6;

    private final double[] weights;
    private final double[] fitted;
    private final double[] residuals;
    private final double[] effects;

    ResidualResampler(Network network, DosageIndex index, DosageMeans means) {
        int count = index.count();
        weights = means.weights();
        fitted = new double[weights.length];
        effects = new double[weights.length];
        residuals = new double[count];
        double[] leverages = Leverages.of(network, means);
        double sum = 0;
        int at = 0;
        for (int group = 0; group < weights.length; group++) {
            fitted[group] = DosageMeans.effect(network, means.dosages()[group]);
            double free = 1 - leverages[group];
            double inflation = free > MET ? 1 / Math.sqrt(free) : 1;
            for (int end = at + (int) weights[group]; at < end; at++) {
                residuals[at] = inflation * (index.effect(at) - fitted[group]);
                sum += residuals[at];
            }
        }
        for (int i = 0; i < count; i++) {
            residuals[i] -= sum / count;
        }
    }

    @Override
    public void draw(SplittableRandom random) {
        for (int group = 0; group < effects.length; group++) {
            double sum = 0;
            for (int i = 0; i < (int) weights[group]; i++) {
                sum += residuals[random.nextInt(residuals.length)];
            }
            effects[group] = fitted[group] + sum / weights[group];
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
