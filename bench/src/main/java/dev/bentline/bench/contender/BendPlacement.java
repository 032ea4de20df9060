package dev.bentline.bench.contender;

import dev.bentline.Activation;
import dev.bentline.Network;
import java.util.SplittableRandom;

/** Lists where a wide network bends: evenly, or where floats lie closest and furthest out, to make the look-up hard. */
public enum BendPlacement {
    /** Evenly from 0 to 1. */
    SPREAD(", bends spread evenly"),
    /** Neighbouring floats from 0.5 on, and some from 1e-40 and from 1e38 on. */
    CLUSTERED(", bends clustered"),
    /** Clustered, and every dosage is one of the bends from 0.5 on. */
    CLUSTERED_WITH_DOSAGES(", bends and dosages clustered");

    private static final int NEAR = 16_384;
    private static final int FAR = 100;
    /** The bends of the network. */
    public static final int COUNT = NEAR + 2 * FAR;

    private final String label;

    BendPlacement(String label) {
        this.label = label;
    }

    /** Returns what a row's label ends in. */
    public String label() {
        return label;
    }

    /** Makes shuffled dosages. */
    public Workload workload(int size) {
        Workload workload = Workload.of(network(), size);
        if (this == CLUSTERED_WITH_DOSAGES) {
            SplittableRandom random = new SplittableRandom(COUNT);
            for (int i = 0; i < size; i++) {
                workload.dosages()[i] = after(0.5f, random.nextInt(NEAR));
            }
        }
        return workload;
    }

    /** Makes a node for every bend and one that is always active; slopes take turns at 0.25 and 1.25. */
    private Network network() {
        float[] w = new float[COUNT + 1];
        float[] b = new float[COUNT + 1];
        float[] v = new float[COUNT + 1];
        for (int h = 0; h < COUNT; h++) {
            float bend = bend(h);
            // p stays small where the bend is huge
            w[h] = Math.min(1f, 2f / bend);
            b[h] = -w[h] * bend;
            v[h] = h % 2 == 0 ? 1f : -1f;
        }
        w[COUNT] = 1f;
        b[COUNT] = 1f;
        v[COUNT] = 0.25f;
        return Network.of(Activation.RELU, w, b, v, 0.25f, Activation.RELU);
    }

    private float bend(int h) {
        if (this == SPREAD) {
            return (h + 0.5f) / COUNT;
        } else if (h < NEAR) {
            return after(0.5f, h);
        } else {
            return after(h < NEAR + FAR ? 1e-40f : 1e38f, h % FAR);
        }
    }

    /** The n-th float above. */
    private static float after(float x, int n) {
        return Float.intBitsToFloat(Float.floatToIntBits(x) + n);
    }
}
