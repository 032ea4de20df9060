package dev.bentline.fit;

import java.util.SplittableRandom;

/** Draws samples of observations, as the mean effect and the weight of every distinct dosage, into arrays of its own. */
interface Resampler {
    /** Draws the next sample. */
    void draw(SplittableRandom random);

    /** The weight of each dosage, 0 for one that was not drawn. */
    double[] weights();

    /** The mean effect of each dosage. */
    double[] effects();

    /** The number of dosages drawn. */
    default int distinct() {
        int distinct = 0;
        for (double weight : weights()) {
            distinct += weight > 0 ? 1 : 0;
        }
        return distinct;
    }

    /** Random numbers of one refit: both numbers go through a hash of 64 bits, so that no two streams are neighbours. */
    static SplittableRandom stream(long seed, int refit) {
        return new SplittableRandom(mix(mix(seed) + refit));
    }

    /** A bijection that flips half of the bits (D. Stafford's variant 13 of the finalizer of MurmurHash3). */
    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}
