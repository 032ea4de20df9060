package dev.bentline.descent;

import dev.bentline.kernel.Kernel;

/**
 * Range, mean and spread of observations.
 *
 * @param totalSumOfSquares sum (t - mean)^2; 0 if the effects are all the same
 */
public record ObservationStatistics(
        int count,
        float smallestDosage,
        float largestDosage,
        float smallestEffect,
        float largestEffect,
        double meanEffect,
        double totalSumOfSquares) {
    /** Observations of which the moments are summed in floats: whole blocks, which fit in L2. */
    static final int SLICE = 8 * Kernel.BLOCK;

    /** Observations in a tile, and lanes of its sums. */
    private static final int TILE = 1 << 9;

    /** The statistics of all slices, in their order. */
    static ObservationStatistics of(ObservationStatistics[] slices) {
        ObservationStatistics all = slices[0];
        for (int slice = 1; slice < slices.length; slice++) {
            all = all.and(slices[slice]);
        }
        return all;
    }

    /**
     * The statistics of a slice. Mean and spread are summed in floats, 32 to a sum, around about the mean, then in doubles.
     *
     * @param x dosages
     * @param t effects, as many; what is not finite in either leaves no range finite
     * @param count at most {@link #SLICE}
     */
    static ObservationStatistics ofSlice(float[] x, float[] t, int from, int count) {
        float[] dosages = range(x, from, count);
        float[] effects = range(t, from, count);
        float near = mean(t, from, Math.min(TILE, count));
        float[] tile = new float[TILE];
        float[] sums = new float[TILE];
        float[] squares = new float[TILE];
        for (int done = 0; done < count; done += TILE) {
            int n = Math.min(TILE, count - done);
            System.arraycopy(t, from + done, tile, 0, n);
            add(tile, near, sums, squares, n);
        }
        double sum = 0;
        double square = 0;
        for (int lane = 0; lane < TILE; lane++) {
            sum += sums[lane];
            square += squares[lane];
        }
        return new ObservationStatistics(
                count,
                dosages[0],
                dosages[1],
                effects[0],
                effects[1],
                near + sum / count,
                effects[0] == effects[1] ? 0 : Math.max(0, square - sum * sum / count));
    }

    /** The smallest and the largest, with -0 as +0; C2 turns a loop that looks for both into SIMD. */
    private static float[] range(float[] numbers, int from, int count) {
        float smallest = Float.POSITIVE_INFINITY;
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + count; i++) {
            smallest = Math.min(smallest, numbers[i]);
            largest = Math.max(largest, numbers[i]);
        }
        return new float[] {smallest + 0f, largest + 0f};
    }

    private static float mean(float[] t, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += t[i];
        }
        return (float) (sum / count);
    }

    /** A loop whose arrays have one index, which C2 turns into SIMD. */
    private static void add(float[] tile, float near, float[] sums, float[] squares, int count) {
        for (int lane = 0; lane < count; lane++) {
            float difference = tile[lane] - near;
            sums[lane] += difference;
            squares[lane] = Math.fma(difference, difference, squares[lane]);
        }
    }

    /** Returns those of both (T. F. Chan, G. H. Golub and R. J. LeVeque, Updating formulae, 1979). */
    private ObservationStatistics and(ObservationStatistics other) {
        int both = count + other.count;
        double share = (double) other.count / both;
        double difference = other.meanEffect - meanEffect;
        float smallest = Math.min(smallestEffect, other.smallestEffect);
        float largest = Math.max(largestEffect, other.largestEffect);
        return new ObservationStatistics(
                both,
                Math.min(smallestDosage, other.smallestDosage),
                Math.max(largestDosage, other.largestDosage),
                smallest,
                largest,
                meanEffect + difference * share,
                smallest == largest
                        ? 0
                        : totalSumOfSquares + other.totalSumOfSquares + difference * difference * count * share);
    }

    /** Returns whether all dosages and effects are finite. */
    public boolean isFinite() {
        return Float.isFinite(smallestDosage)
                && Float.isFinite(largestDosage)
                && Float.isFinite(smallestEffect)
                && Float.isFinite(largestEffect);
    }

    /**
     * Returns 1 - squares / sum (t - mean)^2, NaN where that is 0 / 0 or infinite, and 0 where both are the same but for the rounding of
     * the mean to a float.
     *
     * @param squares the sum of squared residuals
     * @param error the relative error of either sum
     */
    public double rSquared(double squares, double error) {
        if (totalSumOfSquares == 0) {
            return Double.NaN;
        }
        double ulp = Math.ulp((float) meanEffect);
        double rounding = ulp * ulp * count + error * totalSumOfSquares;
        return Math.abs(squares - totalSumOfSquares) <= rounding ? 0 : 1 - squares / totalSumOfSquares;
    }
}
