package dev.bentline.bench.contender;

import dev.bentline.Activation;
import dev.bentline.DosageScale;
import dev.bentline.Engine;
import dev.bentline.Network;
import java.util.SplittableRandom;

/**
 * Holds what every implementation of a comparison works on: the same bits in every fork.
 *
 * @param dosages from 0 to 1
 * @param observed random in [0, 1), or what a network gives and noise
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; read in hot loops
public record Workload(Network network, float[] dosages, float[] observed) {
    private static final long SEED = 0x62656e746c696e65L;
    /** The deviation of the effects' normal noise; the worked example's effects go from 0 to 1. */
    private static final double NOISE = 0.1;

    /** Makes dosages in no order, so that no branch can be predicted. */
    public static Workload of(Network network, int size) {
        return of(network, size, DosageOrder.SHUFFLED);
    }

    /** Makes dosages in the given order. */
    public static Workload of(Network network, int size, DosageOrder order) {
        SplittableRandom random = new SplittableRandom(SEED);
        return new Workload(network, order.dosages(random, size), DosageOrder.SHUFFLED.dosages(random, size));
    }

    /** The worked example at two nodes; otherwise random nodes that all bend between dosage 0 and 1. */
    public static Network reluOf(int width) {
        if (width == 2) {
            return Network.relu();
        }
        SplittableRandom random = new SplittableRandom(SEED + width);
        float[] w = new float[width];
        float[] b = new float[width];
        float[] v = new float[width];
        for (int h = 0; h < width; h++) {
            w[h] = (float) random.nextDouble(-2, 2);
            b[h] = (float) (-w[h] * random.nextDouble());
            v[h] = (float) (random.nextDouble(-2, 2) / Math.sqrt(width));
        }
        return Network.of(Activation.RELU, w, b, v, 0.25f, Activation.RELU);
    }

    /** Makes dosages from 1 to 10 for the worked example on their logarithms, which are in no order from 0 to 1. */
    public static Workload onLog10(int size) {
        Workload linear = of(Network.relu(), size);
        float[] dosages = new float[size];
        for (int i = 0; i < size; i++) {
            dosages[i] = (float) StrictMath.pow(10, linear.dosages[i]);
        }
        return new Workload(Network.relu().withDosageScale(DosageScale.log10(1)), dosages, linear.observed);
    }

    /** Observations of {@link #reluOf} with normal noise, and a network to start a fit of them from. */
    public static Workload toFit(int width, int size) {
        SplittableRandom random = new SplittableRandom(SEED);
        float[] dosages = DosageOrder.SHUFFLED.dosages(random, size);
        float[] observed = new float[size];
        Engine.of(reluOf(width)).forward(dosages, observed);
        for (int i = 0; i < size; i++) {
            observed[i] += (float) (NOISE * random.nextGaussian());
        }
        return new Workload(startOf(width, 0), dosages, observed);
    }

    /** {@link #reluOf} with every parameter a little off, in another way for every number. */
    public static Network startOf(int width, int number) {
        SplittableRandom random = new SplittableRandom(SEED + number);
        // Farther off, some starts of the worked example have no effect at all.
        double most = width == 2 ? 0.01 : 0.1;
        Network network = reluOf(width);
        return Network.of(
                network.hidden(),
                perturbed(network.hiddenWeights(), most, random),
                perturbed(network.hiddenBiases(), most, random),
                perturbed(network.outputWeights(), most, random),
                perturbed(new float[] {network.outputBias()}, most, random)[0],
                network.output());
    }

    private static float[] perturbed(float[] parameters, double most, SplittableRandom random) {
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] *= (float) (1 + random.nextDouble(-most, most));
        }
        return parameters;
    }

    /** Keeps the observations, for another network. */
    public Workload with(Network other) {
        return new Workload(other, dosages, observed);
    }

    /** Counts the dosages. */
    public int size() {
        return dosages.length;
    }
}
