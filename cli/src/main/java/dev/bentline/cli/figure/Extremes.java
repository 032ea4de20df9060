package dev.bentline.cli.figure;

import java.util.Arrays;

/** The smallest and the largest value over each of several intervals, and of the dosages that have it the smallest. */
final class Extremes {
    private final float[] min;
    private final float[] minAt;
    private final float[] max;
    private final float[] maxAt;

    /** Makes so many intervals without a value. */
    Extremes(int count) {
        min = new float[count];
        minAt = new float[count];
        max = new float[count];
        maxAt = new float[count];
        Arrays.fill(min, Float.POSITIVE_INFINITY);
        Arrays.fill(max, Float.NEGATIVE_INFINITY);
    }

    /** Adds values to an interval: their smallest, the largest, and where they are. */
    void add(int interval, float least, float leastAt, float most, float mostAt) {
        if (least < min[interval] || (least == min[interval] && leastAt < minAt[interval])) {
            min[interval] = least;
            minAt[interval] = leastAt;
        }
        if (most > max[interval] || (most == max[interval] && mostAt < maxAt[interval])) {
            max[interval] = most;
            maxAt[interval] = mostAt;
        }
    }

    /** Adds what an interval of others has. */
    void add(int interval, Extremes others, int other) {
        add(interval, others.min[other], others.minAt[other], others.max[other], others.maxAt[other]);
    }

    int count() {
        return min.length;
    }

    boolean isEmpty(int interval) {
        return min[interval] > max[interval];
    }

    float min(int interval) {
        return min[interval];
    }

    float minAt(int interval) {
        return minAt[interval];
    }

    float max(int interval) {
        return max[interval];
    }

    float maxAt(int interval) {
        return maxAt[interval];
    }
}
