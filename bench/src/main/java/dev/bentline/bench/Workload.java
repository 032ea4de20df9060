package dev.bentline.bench;

import dev.bentline.Activation;
import dev.bentline.Network;
import java.util.SplittableRandom;

/**
 * What every implementation of a comparison works on: the same bits in every fork.
 *
 * @param dosages from 0 to 1
 * @param observed random in [0, 1)
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; read in hot loops
record Workload(Network network, float[] dosages, float[] observed) {
    private static final long SEED = 0x62656e746c696e65L;

    /** On dosages in no order, so that no branch can be predicted. */
    static Workload of(Network network, int size) {
        return of(network, size, Order.SHUFFLED);
    }

    static Workload of(Network network, int size, Order order) {
        SplittableRandom random = new SplittableRandom(SEED);
        return new Workload(network, order.dosages(random, size), Order.SHUFFLED.dosages(random, size));
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
