package dev.bentline.bench.contender;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Holds observations as a laboratory makes them: a sigmoid decline over the logarithm of the dosage, with noise. The same
 * bits in every fork.
 *
 * @param half the place of half effect, on an axis of logarithms that goes from 0 to 1
 * @param steepness of the logistic curve at that place
 * @param places of the dosages on that axis
 * @param effects the observed effect of each
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record NoisySigmoid(double half, double steepness, float[] places, float[] effects) {
    /** The effect of no dosage; that of a large one is 0. */
    public static final double CONTROL = 8;

    private static final double NOISE = 0.5;

    /**
     * Makes curves, no two of them alike.
     *
     * @param distinct dosages of each
     * @param size observations of each, as many of every dosage
     */
    public static List<NoisySigmoid> of(int curves, int distinct, int size) {
        SplittableRandom random = new SplittableRandom(1);
        List<NoisySigmoid> all = new ArrayList<>();
        for (int curve = 0; curve < curves; curve++) {
            double half = random.nextDouble(0.3, 0.7);
            double steepness = random.nextDouble(4, 16);
            float[] places = new float[size];
            float[] effects = new float[size];
            for (int i = 0; i < size; i++) {
                double place = (double) (i % distinct) / (distinct - 1);
                places[i] = (float) place;
                effects[i] =
                        (float) (CONTROL / (1 + Math.exp(steepness * (place - half))) + NOISE * random.nextGaussian());
            }
            all.add(new NoisySigmoid(half, steepness, places, effects));
        }
        return all;
    }

    /** Returns the dosages, from 0.1 to 100. */
    public float[] dosages() {
        float[] dosages = new float[places.length];
        for (int i = 0; i < dosages.length; i++) {
            dosages[i] = (float) Math.pow(10, 3 * places[i] - 1);
        }
        return dosages;
    }
}
