package dev.bentline.fit;

import dev.bentline.Network;
import java.util.SplittableRandom;

/** Adds residuals drawn with replacement to fitted effects; see {@link Resampling#RESIDUALS}. */
final class ResidualResampler implements Resampler {
    /** An observation of a leverage this near to 1 is met, and its residual is but rounding. */
    private static final double MET = 1e-6;

    private final double[] weights;
    private final double[] fitted;
    private final double[] effects;
    /** The square root of the weight of each observation, and the residual times that. */
    private final double[] roots;

    private final double[] residuals;
    /** The first observation of each dosage, and their number. */
    private final int[] begin;

    ResidualResampler(Network network, WeightedObservations observations, DosageMeans means) {
        int count = observations.count();
        weights = means.weights();
        fitted = new double[weights.length];
        effects = new double[weights.length];
        roots = new double[count];
        residuals = new double[count];
        begin = new int[weights.length + 1];
        double[] leverages = Leverages.of(network, means);
        double sum = 0;
        int at = 0;
        for (int group = 0; group < weights.length; group++) {
            fitted[group] = DosageMeans.effect(network, means.dosages()[group]);
            begin[group] = at;
            double dosage = observations.dosage(at);
            while (at < count && observations.dosage(at) == dosage) {
                double weight = observations.weight(at);
                double free = 1 - weight * leverages[group];
                double inflation = free > MET ? 1 / Math.sqrt(free) : 1;
                roots[at] = Math.sqrt(weight);
                residuals[at] = roots[at] * inflation * (observations.effect(at) - fitted[group]);
                sum += residuals[at++];
            }
        }
        begin[weights.length] = count;
        for (int i = 0; i < count; i++) {
            residuals[i] -= sum / count;
        }
    }

    @Override
    public void draw(SplittableRandom random) {
        for (int group = 0; group < effects.length; group++) {
            double sum = 0;
            for (int i = begin[group]; i < begin[group + 1]; i++) {
                sum += roots[i] * residuals[random.nextInt(residuals.length)];
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
