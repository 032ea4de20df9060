package dev.bentline.testing;

import dev.bentline.Network;
import java.util.Random;

/** Dosages to try networks at. */
public final class TestDosages {
    private static final float[] SPECIAL = {
        0f,
        -0f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Math.nextDown(Float.MIN_NORMAL),
        Float.MIN_NORMAL,
        -Float.MIN_NORMAL,
        1f,
        -1f,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN,
        Float.intBitsToFloat(0xffc00001), // NaN with a sign and a payload
        Float.intBitsToFloat(0x7f800001) // a signalling NaN
    };

    private TestDosages() {}

    /** Finite floats of every sign and exponent, the medium dosages more often than the rest. */
    public static float[] finite(long seed, int count) {
        Random random = new Random(seed);
        float[] dosages = new float[count];
        for (int i = 0; i < count; i++) {
            float any = Float.intBitsToFloat(random.nextInt());
            dosages[i] = i % 2 == 0 || !Float.isFinite(any) ? random.nextFloat(-1f, 2f) : any;
        }
        return dosages;
    }

    /** A grid over the medium dosages, no two alike. */
    public static float[] grid(int count) {
        float[] dosages = new float[count];
        for (int i = 0; i < count; i++) {
            dosages[i] = -0.5f + 2f * i / count;
        }
        return dosages;
    }

    /** Zeros, subnormals, the largest, infinities and NaNs, then the floats on and around every bend of a network. */
    public static float[] edges(Network network) {
        int around = 4;
        int perBend = 2 * around + 1;
        float[] dosages = new float[SPECIAL.length + network.width() * perBend];
        System.arraycopy(SPECIAL, 0, dosages, 0, SPECIAL.length);
        for (int h = 0; h < network.width(); h++) {
            float x = -network.hiddenBias(h) / network.hiddenWeight(h);
            for (int step = 0; step < around; step++) {
                x = Math.nextDown(x);
            }
            for (int i = 0; i < perBend; i++) {
                dosages[SPECIAL.length + h * perBend + i] = x;
                x = Math.nextUp(x);
            }
        }
        return dosages;
    }
}
