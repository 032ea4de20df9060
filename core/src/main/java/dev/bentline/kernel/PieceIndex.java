package dev.bentline.kernel;

import java.util.Arrays;

/**
 * Finds the piece a float lies in: the last whose start is at most that float.
 *
 * <p>A monotone map takes the float to a cell, finest around the median of the starts: with m that median and c their
 * interquartile range, the cell is read off the bits of |x - m| + c, so cells are even near m and grow in proportion
 * further out. A cell with at most two starts, not too far apart, answers with two compares. A cell with more is divided
 * again, over the ordered bits of the floats between its first start and its last, and so on; every division
 * parts at least the first start from the last and consumes two bits or more, so there are at most {@link #MOST_STEPS}.
 */
public final class PieceIndex {
    /** Number of steps that no index exceeds: the ordered bits of a float are 32. */
    public static final int MOST_STEPS = 17;

    /** Cells for every start in the octave around the median, at least; up to twice as many, by powers of two. */
    private static final int CELLS_PER_START = 4;

    /** Cells in an octave, at least: with few starts all that fit in L1 beside the tiles. */
    private static final int FEWEST_CELLS = 512;

    /** Octaves of distance from the median before all that is further out shares a cell. */
    private static final int OCTAVES = 4;

    private static final int NODE = 4;

    /** The mark of a cell that is divided. */
    private static final int DIVIDED = Integer.MIN_VALUE;

    private final float[] starts;

    /** The last float of every piece, as its ordered bits; of the last piece and one behind it, more than any. */
    private final int[] lasts;

    private final float middle;
    private final float spread;
    private final int shift;
    private final int half;
    private final int distanceBits;

    private float[] thresholds;
    private int[] payloads;
    private int[] nodeOf;
    private int cells;

    /** First and last ordered bits, shift, and first cell of every divided cell. */
    private int[] nodes = new int[NODE];

    private int nodeCount;
    private int steps = 1;

    /** @param starts ascending, the first -infinity, no two equal */
    public PieceIndex(float[] starts) {
        this.starts = starts;
        int knots = starts.length - 1;
        this.lasts = new int[knots + 2];
        Arrays.fill(lasts, Integer.MAX_VALUE);
        for (int i = 0; i < knots; i++) {
            lasts[i] = ordered(Math.nextDown(starts[i + 1]));
        }
        float median = knots == 0 ? 1f : quantile(2);
        // not 0: x - m must have the sign of the order for both zeros
        this.middle = median == 0f ? Float.MIN_VALUE : median;
        float range = knots == 0 ? 1f : quantile(3) - quantile(1);
        this.spread = Math.clamp(range, Float.MIN_NORMAL, 0x1p126f);
        int perOctave = ceilingPowerOfTwo(Math.max(FEWEST_CELLS, knots * CELLS_PER_START / 2));
        this.shift = Math.max(0, 23 - Integer.numberOfTrailingZeros(perOctave));
        int most = (OCTAVES << (23 - shift)) - 1;
        this.distanceBits = Integer.SIZE - 1 - Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(knots));
        this.half = 1 + Math.max(distance(starts[Math.min(1, knots)], most), distance(starts[knots], most));
        this.cells = 2 * half;
        this.thresholds = new float[cells];
        this.payloads = new int[cells];
        this.nodeOf = new int[cells];
        int first = 1;
        for (int cell = 0; cell < 2 * half; cell++) {
            int end = first;
            while (end <= knots && cell(starts[end]) == cell) {
                end++;
            }
            fill(cell, first, end, 1);
            first = end;
        }
        this.thresholds = Arrays.copyOf(thresholds, cells);
        this.payloads = Arrays.copyOf(payloads, cells);
    }

    private float quantile(int quarter) {
        float knot = starts[1 + (starts.length - 2) * quarter / 4];
        return Math.clamp(knot, -0x1p126f, 0x1p126f);
    }

    private static int ceilingPowerOfTwo(int value) {
        return value <= 1 ? 1 : Integer.highestOneBit(value - 1) << 1;
    }

    /** Lets a cell answer for the starts {@code first} to {@code end}. */
    private void fill(int cell, int first, int end, int depth) {
        steps = Math.max(steps, depth);
        int distance = end - first == 2 ? distance(starts[first], starts[first + 1]) : 0;
        if (end - first <= 1 || distance != 0) {
            thresholds[cell] = end > first ? starts[first] + 0f : Float.NaN; // never -0
            payloads[cell] = (first - 1) << distanceBits | (distance & ((1 << distanceBits) - 1));
        } else {
            int node = divide(first, end, depth); // which replaces the arrays
            boolean below = cell < half;
            thresholds[cell] = cell >= 2 * half ? Float.NEGATIVE_INFINITY : below ? starts[end - 1] : starts[first];
            payloads[cell] = DIVIDED | (below ? end - 2 : first - 1) << distanceBits;
            nodeOf[cell] = node;
        }
    }

    /** Returns what to add to the bits of one start for those of the next, or 0 where a payload has no room for it. */
    private int distance(float start, float next) {
        int from = Float.floatToRawIntBits(start + 0f);
        int to = Float.floatToRawIntBits(from < 0 && next == 0f ? -0f : next + 0f);
        long distance = (long) to - from; // too long where their signs differ
        return Math.abs(distance) < 1L << (distanceBits - 1) ? (int) distance : 0;
    }

    private int divide(int first, int end, int depth) {
        int low = ordered(starts[first]);
        int high = ordered(starts[end - 1]);
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(high - low);
        int wanted = Integer.numberOfTrailingZeros(ceilingPowerOfTwo(2 * (end - first)));
        int nodeShift = Math.max(0, bits - wanted);
        int offset = cells;
        int node = NODE * nodeCount++;
        if (node == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * node);
        }
        nodes[node] = low;
        nodes[node + 1] = high;
        nodes[node + 2] = nodeShift;
        nodes[node + 3] = offset;
        int count = ((high - low) >>> nodeShift) + 1;
        cells += count;
        if (cells > payloads.length) {
            thresholds = Arrays.copyOf(thresholds, 2 * cells);
            nodeOf = Arrays.copyOf(nodeOf, 2 * cells);
            payloads = Arrays.copyOf(payloads, 2 * cells);
        }
        int from = first;
        for (int i = 0; i < count; i++) {
            int to = from;
            while (to < end && (ordered(starts[to]) - low) >>> nodeShift == i) {
                to++;
            }
            fill(offset + i, from, to, depth + 1);
            from = to;
        }
        return node;
    }

    /** The piece of a dosage; NaN has some piece. */
    public int find(float x) {
        int cell = cell(x);
        int payload = payloads[cell];
        while (payload < 0 && (x >= thresholds[cell]) != (cell < half)) {
            int node = nodeOf[cell];
            int low = nodes[node];
            int key = Math.max(low, Math.min(nodes[node + 1], ordered(x)));
            cell = nodes[node + 3] + ((key - low) >>> nodes[node + 2]);
            payload = payloads[cell];
        }
        float threshold = thresholds[cell];
        int piece = (payload & ~DIVIDED) >> distanceBits;
        int unused = Integer.SIZE - distanceBits;
        int distance = payload << unused >> unused;
        float second = Float.intBitsToFloat(Float.floatToRawIntBits(threshold) + distance);
        return piece + (x >= threshold ? 1 : 0) + (distance != 0 && x >= second ? 1 : 0);
    }

    /**
     * Fills the tile of pieces for at most {@link Kernel#BLOCK} dosages. No loop branches on a dosage, since in no order that
     * is guessed wrong, but for the last: cells that are divided are rare.
     */
    void find(float[] x, int from, int count, Scratch scratch) {
        findCells(x, from, count, scratch);
        int[] cells = scratch.cells;
        int[] pieces = scratch.pieces;
        int undivided = (DIVIDED >>> distanceBits) - 1;
        for (int i = 0; i < count; i++) {
            pieces[i] = payloads[cells[i]] >> distanceBits; // negative where it is divided
        }
        for (int i = 0; i < count; i++) {
            int bits = Float.floatToRawIntBits(x[from + i]);
            int key = bits ^ (bits >> 31 & Integer.MAX_VALUE); // of -0, too, more than what lies before a start of 0
            int piece = pieces[i] & undivided;
            pieces[i] += isBehind(key, lasts[piece]) + isBehind(key, lasts[piece + 1]);
        }
        for (int i = 0; i < count; i++) {
            if (pieces[i] < 0) {
                pieces[i] = find(x[from + i]);
            }
        }
    }

    /** Returns 1 if it is, else 0. */
    private static int isBehind(int key, int last) {
        return (int) (((long) last - key) >>> 63);
    }

    /** Fills the tile of cells, in loops of vectors but for those that take a float's bits. */
    private void findCells(float[] x, int from, int count, Scratch scratch) {
        float[] distances = scratch.z;
        int[] cells = scratch.cells;
        int[] bits = scratch.pieces;
        System.arraycopy(x, from, distances, Kernel.BLOCK, count);
        for (int i = 0; i < count; i++) {
            distances[i] = distances[Kernel.BLOCK + i] - middle;
        }
        for (int i = 0; i < count; i++) {
            cells[i] = Float.floatToRawIntBits(distances[i]);
        }
        for (int i = 0; i < count; i++) {
            distances[i] = Math.abs(distances[i]) + spread;
        }
        for (int i = 0; i < count; i++) {
            bits[i] = Float.floatToRawIntBits(distances[i]);
        }
        int spreadBits = Float.floatToRawIntBits(spread);
        for (int i = 0; i < count; i++) {
            cells[i] = half + (Math.min(half - 1, (bits[i] - spreadBits) >> shift) ^ (cells[i] >> 31));
        }
    }

    /** The first cell of a dosage: below half for those below the median. */
    private int cell(float x) {
        return half + (distance(x, half - 1) ^ (Float.floatToRawIntBits(x - middle) >> 31));
    }

    private int distance(float x, int most) {
        int bits = Float.floatToRawIntBits(Math.abs(x - middle) + spread) - Float.floatToRawIntBits(spread);
        return Math.max(0, Math.min(most, bits >> shift));
    }

    /** The bits of a float as an integer of the same order; both zeros are one. */
    private static int ordered(float x) {
        int bits = Float.floatToRawIntBits(x + 0f);
        return bits ^ (bits >> 31 & Integer.MAX_VALUE);
    }

    // ---- for vectors

    /** Returns the number that is subtracted from a dosage first. */
    public float middle() {
        return middle;
    }

    /** Returns the number that is added to the distance. */
    public float spread() {
        return spread;
    }

    /** Returns how far the bits of the sum, less those of the spread, are shifted right. */
    public int shift() {
        return shift;
    }

    /** The cells on each side of the middle. */
    public int half() {
        return half;
    }

    /**
     * The start in every cell, NaN where there is none. In one that is divided it is the start nearest to the median: a
     * dosage on this side of it needs no further step, so that lone starts far out cost nothing near the median.
     */
    public float[] thresholds() {
        return thresholds;
    }

    /**
     * For every cell the piece below its threshold and, in the lowest {@link #distanceBits}, what to add to the
     * threshold's bits for those of a second start, 0 where there is none; the sign is set where the cell is divided.
     */
    public int[] payloads() {
        return payloads;
    }

    /** Returns how many bits of a payload are a signed distance. */
    public int distanceBits() {
        return distanceBits;
    }

    /** Cells a look-up visits at most. */
    public int steps() {
        return steps;
    }
}
