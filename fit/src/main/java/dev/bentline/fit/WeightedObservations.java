package dev.bentline.fit;

import dev.bentline.DosageIndex;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Observations in the order of (dosage, effect), each with a weight above 0. */
interface WeightedObservations {
    int count();

    float dosage(int i);

    float effect(int i);

    double weight(int i);

    /** The observations of an index, of weight 1 each. */
    static WeightedObservations of(DosageIndex index) {
        return new Indexed(index);
    }

    /**
     * Observations in any order; those of weight 0 are left out.
     *
     * @throws IllegalArgumentException if the lengths differ, a number is not finite, a weight is below 0, or none is above
     */
    static WeightedObservations of(float[] dosages, float[] effects, float[] weights) {
        int count = dosages.length;
        if (effects.length != count || weights.length != count) {
            throw new IllegalArgumentException("there are " + count + " dosages, " + effects.length + " effects and "
                    + weights.length + " weights; they must be as many");
        }
        for (int i = 0; i < count; i++) {
            check("dosage", i, dosages[i]);
            check("effect", i, effects[i]);
            if (!(weights[i] >= 0 && weights[i] <= Float.MAX_VALUE)) {
                throw new IllegalArgumentException(
                        "weight " + i + " is " + weights[i] + "; it must be a finite float of at least 0");
            }
        }
        int[] order = IntStream.range(0, count)
                .filter(i -> weights[i] > 0)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> dosages[i] + 0f) // -0 counts as +0
                        .thenComparingDouble(i -> effects[i] + 0f)
                        .thenComparingDouble(i -> weights[i]))
                .mapToInt(i -> i)
                .toArray();
        if (order.length == 0) {
            throw new IllegalArgumentException("there are 0 observations of a weight above 0; at least 1 is needed");
        }
        float[] x = new float[order.length];
        float[] t = new float[order.length];
        double[] w = new double[order.length];
        for (int at = 0; at < order.length; at++) {
            x[at] = dosages[order[at]] + 0f;
            t[at] = effects[order[at]] + 0f;
            w[at] = weights[order[at]];
        }
        return new Sorted(x, t, w);
    }

    private static void check(String what, int i, float value) {
        if (!Float.isFinite(value)) {
            throw new IllegalArgumentException(what + " " + i + " is " + value + "; it must be a finite float");
        }
    }

    /** Returns the same observations, with other weights. */
    default WeightedObservations withWeights(double[] weights) {
        return new Reweighted(this, weights);
    }

    /** The number of distinct dosages. */
    default int distinct() {
        int distinct = 1;
        for (int i = 1; i < count(); i++) {
            if (dosage(i) != dosage(i - 1)) {
                distinct++;
            }
        }
        return distinct;
    }

    /** Observations of an index. */
    record Indexed(DosageIndex index) implements WeightedObservations {
        @Override
        public int count() {
            return index.count();
        }

        @Override
        public float dosage(int i) {
            return index.dosage(i);
        }

        @Override
        public float effect(int i) {
            return index.effect(i);
        }

        @Override
        public double weight(int i) {
            return 1;
        }
    }

    /** Observations in sorted arrays. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Sorted(float[] dosages, float[] effects, double[] weights) implements WeightedObservations {
        @Override
        public int count() {
            return dosages.length;
        }

        @Override
        public float dosage(int i) {
            return dosages[i];
        }

        @Override
        public float effect(int i) {
            return effects[i];
        }

        @Override
        public double weight(int i) {
            return weights[i];
        }
    }

    /** Observations whose weights are others. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Reweighted(WeightedObservations observations, double[] weights) implements WeightedObservations {
        @Override
        public int count() {
            return observations.count();
        }

        @Override
        public float dosage(int i) {
            return observations.dosage(i);
        }

        @Override
        public float effect(int i) {
            return observations.effect(i);
        }

        @Override
        public double weight(int i) {
            return weights[i];
        }
    }
}
