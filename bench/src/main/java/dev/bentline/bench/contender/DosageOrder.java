package dev.bentline.bench.contender;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Lists orders of dosages. */
public enum DosageOrder {
    /** Random in [0, 1), in no order; what is measured where nothing else is said. */
    SHUFFLED(""),
    /** Random in [0, 1), ascending. */
    SORTED(", sorted"),
    /** Evenly spaced from 0 to 1. */
    GRID(", on a grid");

    private final String label;

    DosageOrder(String label) {
        this.label = label;
    }

    /** Returns what a row's label ends in. */
    public String label() {
        return label;
    }

    float[] dosages(SplittableRandom random, int size) {
        float[] dosages = new float[size];
        for (int i = 0; i < size; i++) {
            dosages[i] = this == GRID ? (float) (i / Math.max(1.0, size - 1)) : (random.nextInt() >>> 8) * 0x1p-24f;
        }
        if (this == SORTED) {
            Arrays.sort(dosages);
        }
        return dosages;
    }
}
