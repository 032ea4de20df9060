package dev.bentline.bench;

import dev.bentline.Activation;
import dev.bentline.Network;
import java.util.SplittableRandom;

/**
 * What every implementation of a comparison works on: the same bits in every fork.
 *
 * @param dosages random in [0, 1), in no order, so that no branch can be predicted
 * @param observed random in [0, 1)
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; read in hot loops
record Workload(Network network, float[] dosages, float[] observed) {
    private static final long SEED = 0x62656e746c696e65L;

    static Workload of(Network network, int size) {
        SplittableRandom random = new SplittableRandom(SEED);
        return new Workload(network, uniform(random, size), uniform(random, size));
    }

    private static float[] uniform(SplittableRandom random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (random.nextInt() >>> 8) * 0x1p-24f;
        }
        return values;
    }

    /** The worked example at two nodes; otherwise random nodes that all bend between dosage 0 and 1. */
    static Network reluOf(int width) {
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

    int size() {
        return dosages.length;
    }
}
