package dev.bentline.bench.contender;

import java.util.Arrays;

/** Lists orders of observations. */
public enum ObservationOrder {
    /** Random. */
    SHUFFLED("shuffled"),
    /** Descending by dosage and effect. */
    REVERSED("in reverse order"),
    /** Ascending by dosage; the effects of equal dosages in no order. */
    SORTED_BY_DOSAGE("sorted by dosage, ties in no order"),
    /** Ascending by dosage and effect. */
    SORTED("sorted by dosage and effect");

    private final String words;

    ObservationOrder(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** Arranges the same observations. */
    public Workload of(Workload workload) {
        if (this == SHUFFLED) {
            return workload;
        }
        int size = workload.size();
        long[] keys = new long[size];
        for (int i = 0; i < size; i++) {
            // After the dosage the effect, or the place among the shuffled.
            int second = this == SORTED_BY_DOSAGE ? i : ordered(workload.observed()[i]);
            keys[i] = key(workload.dosages()[i], second);
        }
        Arrays.parallelSort(keys);
        float[] dosages = new float[size];
        float[] observed = new float[size];
        for (int i = 0; i < size; i++) {
            long key = keys[this == REVERSED ? size - 1 - i : i];
            int second = (int) key ^ Integer.MIN_VALUE;
            dosages[i] = Float.intBitsToFloat((int) (key >> 32));
            observed[i] =
                    this == SORTED_BY_DOSAGE ? workload.observed()[second] : Float.intBitsToFloat(ordered(second));
        }
        return new Workload(workload.network(), dosages, observed);
    }

    /** A number that sorts by a dosage of 0 or above, then by another number. */
    private static long key(float dosage, int second) {
        return ((long) Float.floatToRawIntBits(dosage) << 32) | ((second ^ Integer.MIN_VALUE) & 0xffff_ffffL);
    }

    /** An integer that sorts as the float does. */
    private static int ordered(float effect) {
        return ordered(Float.floatToRawIntBits(effect));
    }

    /** Its own inverse. */
    private static int ordered(int bits) {
        return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    }

    /** A number for each observation that sorts as they do. */
    public static long[] keys(Workload workload) {
        long[] keys = new long[workload.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = key(workload.dosages()[i], ordered(workload.observed()[i]));
        }
        return keys;
    }
}
