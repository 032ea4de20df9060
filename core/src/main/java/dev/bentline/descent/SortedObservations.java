package dev.bentline.descent;

import dev.bentline.execution.Workers;
import java.util.Arrays;

/**
 * Observations sorted by (dosage, effect), with the moments of all before every block.
 *
 * <p>Squares and products of floats are exact doubles, and their sums are kept as pairs of doubles, so moments need no
 * centre: over 2^31 observations the error of a sum is below 2^-79 of the sum of its absolute terms.
 */
public final class SortedObservations {
    /** Moments take 80 bytes and the first dosage 4 for each block, less than a byte for each of its observations. */
    static final int BLOCK = 96;

    /** Doubles in a row of sums: a pair for each moment. */
    static final int SUMS = 10;

    private static final int BLOCKS_PER_CHUNK = 4096;

    private final float[] x;
    private final float[] t;
    /** The first dosage of every block: a search that misses the cache only at its end. */
    private final float[] firsts;
    /** The moments of all before every block, and of all. */
    private final double[] rows;

    private final float smallestEffect;
    private final float largestEffect;

    /**
     * Takes over the arrays.
     *
     * @param x dosages, finite, ascending, no -0
     * @param t effects, as many, finite, ascending where dosages are equal, no -0
     */
    public SortedObservations(float[] x, float[] t, int threads) {
        this.x = x;
        this.t = t;
        int blocks = Math.ceilDiv(x.length, BLOCK);
        firsts = new float[blocks];
        rows = new double[SUMS * (blocks + 1)];
        int chunks = Math.ceilDiv(blocks, BLOCKS_PER_CHUNK);
        float[] smallest = new float[chunks];
        float[] largest = new float[chunks];
        Workers.run(threads, chunks, chunk -> {
            int begin = chunk * BLOCKS_PER_CHUNK;
            sumBlocks(begin, Math.min(blocks, begin + BLOCKS_PER_CHUNK));
            int from = begin * BLOCK;
            float least = t[from];
            float most = t[from];
            int end = from + Math.min(BLOCKS_PER_CHUNK * BLOCK, x.length - from);
            for (int i = from; i < end; i++) {
                least = Math.min(least, t[i]);
                most = Math.max(most, t[i]);
            }
            smallest[chunk] = least;
            largest[chunk] = most;
        });
        for (int chunk = 1; chunk < chunks; chunk++) {
            smallest[0] = Math.min(smallest[0], smallest[chunk]);
            largest[0] = Math.max(largest[0], largest[chunk]);
        }
        smallestEffect = smallest[0];
        largestEffect = largest[0];
        accumulate();
    }

    /** First dosages and sums of blocks, each in the row after its own. */
    private void sumBlocks(int begin, int end) {
        for (int block = begin; block < end; block++) {
            firsts[block] = x[block * BLOCK];
        }
        int block = begin;
        int whole = Math.min(end, x.length / BLOCK);
        if (begin + BlockSums.LANES <= whole) {
            BlockSums lanes = new BlockSums();
            for (; block + BlockSums.LANES <= whole; block += BlockSums.LANES) {
                lanes.sum(x, t, block * BLOCK, rows, SUMS * (block + 1));
            }
        }
        double[] sums = new double[SUMS];
        for (; block < end; block++) {
            Arrays.fill(sums, 0);
            scan(block * BLOCK, end(block * BLOCK), 1, sums);
            System.arraycopy(sums, 0, rows, SUMS * (block + 1), SUMS);
        }
    }

    private void accumulate() {
        DoubleDouble sum = new DoubleDouble();
        for (int moment = 0; moment < SUMS; moment += 2) {
            sum.set(0, 0);
            for (int at = moment; at < rows.length; at += SUMS) {
                sum.add(rows[at], rows[at + 1]);
                rows[at] = sum.high();
                rows[at + 1] = sum.low();
            }
        }
    }

    /** Returns the number of observations. */
    public int count() {
        return x.length;
    }

    /** The dosages, ascending; not to be written. */
    public float[] dosages() {
        return x;
    }

    /** Their effects; not to be written. */
    public float[] effects() {
        return t;
    }

    /** The smallest effect. */
    public float smallestEffect() {
        return smallestEffect;
    }

    /** The largest effect. */
    public float largestEffect() {
        return largestEffect;
    }

    /** The mean effect. */
    public double meanEffect() {
        return rows[rows.length - SUMS + 4] / x.length;
    }

    /** The sum of squared differences between the effects and their mean; 0 if they are all the same. */
    private double totalSumOfSquares() {
        if (smallestEffect == largestEffect) {
            return 0;
        }
        // With m near the mean and d = sum (t - m): sum t^2 - m sum t - m d - d^2 / n.
        int all = rows.length - SUMS;
        DoubleDouble sum = new DoubleDouble();
        sum.set(rows[all + 4], rows[all + 5]);
        double m = sum.high() / x.length;
        DoubleDouble squares = new DoubleDouble();
        squares.set(rows[all + 8], rows[all + 9]);
        squares.addProduct(sum, -m);
        sum.addProduct(-x.length, m);
        squares.addProduct(sum, -m);
        squares.add(-sum.high() * sum.high() / x.length, 0);
        return squares.high();
    }

    /** Returns what a descent wants to know of them all. */
    public ObservationStatistics statistics() {
        return new ObservationStatistics(
                x.length, x[0], x[x.length - 1], smallestEffect, largestEffect, meanEffect(), totalSumOfSquares());
    }

    /** The moments of the observations before a position. The sums are work space. */
    void before(int position, Moments moments, double[] sums) {
        int block = position / BLOCK;
        int first = block * BLOCK;
        int end = end(first);
        if (2 * (position - first) <= end - first) {
            System.arraycopy(rows, SUMS * block, sums, 0, SUMS);
            scan(first, position, 1, sums);
        } else {
            System.arraycopy(rows, SUMS * (block + 1), sums, 0, SUMS);
            scan(position, end, -1, sums);
        }
        moments.x.set(sums[0], sums[1]);
        moments.xx.set(sums[2], sums[3]);
        moments.t.set(sums[4], sums[5]);
        moments.xt.set(sums[6], sums[7]);
        moments.tt.set(sums[8], sums[9]);
    }

    /** Returns the end of the block that begins at a position. */
    private int end(int first) {
        return first + Math.min(BLOCK, x.length - first);
    }

    /** Adds terms one by one, each with its error (D. E. Knuth, The Art of Computer Programming 2, 4.2.2, theorem B). */
    private void scan(int from, int end, int sign, double[] sums) {
        double sx = sums[0];
        double ex = sums[1];
        double sxx = sums[2];
        double exx = sums[3];
        double st = sums[4];
        double et = sums[5];
        double sxt = sums[6];
        double ext = sums[7];
        double stt = sums[8];
        double ett = sums[9];
        for (int i = from; i < end; i++) {
            double xi = x[i];
            double ti = t[i];

            double term = sign * xi;
            double sum = sx + term;
            double back = sum - sx;
            ex += (sx - (sum - back)) + (term - back);
            sx = sum;

            double xs = term;
            term = xs * xi;
            sum = sxx + term;
            back = sum - sxx;
            exx += (sxx - (sum - back)) + (term - back);
            sxx = sum;

            term = xs * ti;
            sum = sxt + term;
            back = sum - sxt;
            ext += (sxt - (sum - back)) + (term - back);
            sxt = sum;

            double ts = sign * ti;
            sum = st + ts;
            back = sum - st;
            et += (st - (sum - back)) + (ts - back);
            st = sum;

            term = ts * ti;
            sum = stt + term;
            back = sum - stt;
            ett += (stt - (sum - back)) + (term - back);
            stt = sum;
        }
        sums[0] = sx + ex;
        sums[1] = ex - (sums[0] - sx);
        sums[2] = sxx + exx;
        sums[3] = exx - (sums[2] - sxx);
        sums[4] = st + et;
        sums[5] = et - (sums[4] - st);
        sums[6] = sxt + ext;
        sums[7] = ext - (sums[6] - sxt);
        sums[8] = stt + ett;
        sums[9] = ett - (sums[8] - stt);
    }

    /**
     * The first position from low to high, high not included, whose dosage a rising line has lifted above 0, or to 0 where
     * that is enough; high if there is none.
     *
     * @param guess where it may be near
     */
    int crossing(DoubleDoubleLine line, boolean zeroIsEnough, int low, int high, int guess) {
        if (guess >= low
                && guess <= high
                && (guess == high || above(line, x[guess], zeroIsEnough))
                && (guess == low || !above(line, x[guess - 1], zeroIsEnough))) {
            return guess;
        }
        int from = Math.ceilDiv(low, BLOCK);
        int end = Math.ceilDiv(high, BLOCK);
        int block = crossingBlock(line, zeroIsEnough, from, end, guess / BLOCK);
        int least = Math.max(low, (block - 1) * BLOCK);
        int most = block < end ? block * BLOCK : high;
        while (least < most) {
            int middle = (least + most) >>> 1;
            if (above(line, x[middle], zeroIsEnough)) {
                most = middle;
            } else {
                least = middle + 1;
            }
        }
        return least;
    }

    /** The first block of from to end, end not included, that begins above 0; steps from the guess double. */
    private int crossingBlock(DoubleDoubleLine line, boolean zeroIsEnough, int from, int end, int guess) {
        int least = from;
        int most = end;
        int at = Math.max(from, Math.min(end, guess));
        for (int step = 1; at >= least && at < most; step <<= 1) {
            if (above(line, firsts[at], zeroIsEnough)) {
                most = at;
                at -= step;
            } else {
                least = at + 1;
                at += step;
            }
        }
        while (least < most) {
            int middle = (least + most) >>> 1;
            if (above(line, firsts[middle], zeroIsEnough)) {
                most = middle;
            } else {
                least = middle + 1;
            }
        }
        return least;
    }

    private static boolean above(DoubleDoubleLine line, float x, boolean zeroIsEnough) {
        double value = line.at(x);
        return zeroIsEnough ? value >= 0 : value > 0;
    }

    /** Observations are equal if their bits are: the moments follow from them. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SortedObservations that && Arrays.equals(x, that.x) && Arrays.equals(t, that.t);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(x) + Arrays.hashCode(t);
    }
}
