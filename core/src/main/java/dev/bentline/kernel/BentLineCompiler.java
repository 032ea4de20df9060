package dev.bentline.kernel;

import java.util.Arrays;

/**
 * Compiles a ReLU network into its bent line, in O(H log H).
 *
 * <p>The bends -b/w are sorted, then walked from left to right with the line z = A x + B between two of them, A and B
 * exact. A bend is compared, and told from a float, by its quotient in double: two different quotients of floats differ by
 * at least 2^-48 of their size, so rounding keeps their order and their equality.
 */
public final class BentLineCompiler {
    private static final int TO_THE_END = -1;
    private static final int UNSURE = 2;

    private final NetworkParameters network;
    private final Expansion a = new Expansion();
    private final Expansion b = new Expansion();
    private final Expansion line = new Expansion();
    private final Expansion weight = new Expansion();

    private final double[] bends;
    private final int[] order;

    private final Segments segments;
    private final Pieces pieces;
    private final FinePieces fine;
    private final int[] firstActive;
    private final int[] endActive;
    /** True if the line has changed since the last piece, at bends that no float parts. */
    private boolean lineSkipped;

    private BentLineCompiler(NetworkParameters network) {
        this.network = network;
        int width = network.width();
        this.bends = new double[width];
        this.firstActive = new int[width];
        this.endActive = new int[width];
        this.order = sortBends();
        this.segments = new Segments(2 * order.length + 2);
        this.pieces = new Pieces(2 * order.length + 2);
        this.fine = new FinePieces(4 * order.length + 4);
    }

    /** The bent line of a network with ReLU hidden nodes. */
    public static BentLineTable compile(NetworkParameters network) {
        return new BentLineCompiler(network).run();
    }

    /** Fills {@link #bends} and returns the nodes that have one, from left to right. */
    private int[] sortBends() {
        int width = network.width();
        double[] sorted = new double[width];
        int count = 0;
        for (int h = 0; h < width; h++) {
            if (network.w()[h] != 0f) {
                bends[h] = -(double) network.b()[h] / network.w()[h] + 0.0; // + 0.0: no -0
                sorted[count++] = bends[h];
            }
        }
        Arrays.sort(sorted, 0, count);
        // Where each bend begins in the sorted list; nodes of one bend follow each other.
        int[] order = new int[count];
        int[] taken = new int[count];
        for (int h = 0; h < width; h++) {
            if (network.w()[h] != 0f) {
                int place = firstOf(sorted, count, bends[h]);
                order[place + taken[place]++] = h;
            }
        }
        return order;
    }

    private static int firstOf(double[] sorted, int count, double value) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private BentLineTable run() {
        b.add(network.c());
        for (int h = 0; h < network.width(); h++) {
            float w = network.w()[h];
            if (w < 0f) {
                switchNode(h, 1);
            } else if (w == 0f) {
                constantNode(h);
            }
        }
        double left = Double.NEGATIVE_INFINITY;
        boolean sameLine = false;
        for (int next = 0; ; ) {
            double right = next < order.length ? bends[order[next]] : Double.POSITIVE_INFINITY;
            addSegments(next - 1, next, left, right, sameLine);
            addPieces(left, right, sameLine);
            if (next == order.length) {
                break;
            }
            int end = next + 1;
            while (end < order.length && bends[order[end]] == right) {
                end++;
            }
            sameLine = cross(next, end, right);
            next = end;
            left = right;
        }
        pieces.finish();
        for (int h = 0; h < network.width(); h++) {
            if (endActive[h] == TO_THE_END) {
                endActive[h] = fine.count;
            }
        }
        return new BentLineTable(
                segments.toRecord(),
                Arrays.copyOf(pieces.starts, pieces.count),
                Arrays.copyOf(pieces.anchors, pieces.count),
                Arrays.copyOf(pieces.values, pieces.count),
                Arrays.copyOf(pieces.slopes, pieces.count),
                Arrays.copyOf(fine.starts, fine.count),
                Arrays.copyOf(fine.pieceOf, fine.count),
                Arrays.copyOf(fine.derivatives, fine.count),
                Arrays.copyOf(fine.active, fine.count),
                firstActive,
                endActive,
                pieces.normal && fine.normal);
    }

    // ---- the line z = A x + B

    /** Adds a node's line to A x + B, or takes it away. */
    private void switchNode(int h, int sign) {
        double v = sign * network.v()[h];
        a.add(v * network.w()[h]);
        b.add(v * network.b()[h]);
    }

    /** A node with w = 0 adds a constant, and is active everywhere or nowhere. */
    private void constantNode(int h) {
        float bias = network.b()[h];
        if (bias > 0f) {
            b.add((double) network.v()[h] * bias);
        }
        if (bias > 0f || (bias == 0f && network.bendOne())) {
            endActive[h] = TO_THE_END;
        }
    }

    private double lineAt(double x) {
        line.set(b);
        line.addProduct(a, x);
        return line.value();
    }

    /** The sign of z at x; at an infinity, where it tends to. */
    private int signAt(double x) {
        if (Double.isInfinite(x)) {
            return a.sign() == 0 ? b.sign() : a.sign() * (x > 0 ? 1 : -1);
        }
        int sign = signOf(a.value() * x, b.value());
        if (sign != UNSURE) {
            return sign;
        }
        line.set(b);
        line.addProduct(a, x);
        return line.sign();
    }

    /** The sign of a sum of two rounded numbers, where rounding cannot have made it. */
    private static int signOf(double p, double q) {
        double sum = p + q;
        double doubt = 0x1p-50 * (Math.abs(p) + Math.abs(q));
        return Math.abs(sum) > doubt ? (int) Math.signum(sum) : UNSURE;
    }

    /** The sign of z at a node's bend, which need not be a double: that of (B w - A b) / w. */
    private int signAtBend(int h) {
        int side = network.w()[h] > 0f ? 1 : -1;
        int sign = signOf(b.value() * network.w()[h], -a.value() * network.b()[h]);
        if (sign != UNSURE) {
            return side * sign;
        }
        line.clear();
        line.addProduct(b, network.w()[h]);
        line.addProduct(a, -network.b()[h]);
        return side * line.sign();
    }

    /** z at a node's bend, the nearest double: the same for both lines that meet there, and the value of a flat one. */
    private double heightAtBend(int h) {
        line.clear();
        line.addProduct(b, network.w()[h]);
        line.addProduct(a, -network.b()[h]);
        weight.clear();
        weight.add(network.w()[h]);
        return line.dividedBy(weight);
    }

    /** Returns where z is 0, the nearest double, so that it lies between the bends it lies between; its slope is not 0. */
    private double zero() {
        return 0.0 - b.dividedBy(a);
    }

    /** Goes from the left of a bend to its right, over the nodes {@code order[from..to)}; whether the line stays. */
    private boolean cross(int from, int to, double bend) {
        line.clear();
        for (int i = from; i < to; i++) {
            line.add((double) network.v()[order[i]] * Math.abs(network.w()[order[i]]));
        }
        boolean sameLine = line.sign() == 0;
        int before = fine.count;
        switchNodes(from, to, network.bendOne());
        if ((float) bend == bend) {
            // All lines that meet at a bend agree there, so this one's sign is the sign of z.
            boolean on = !network.reluOutput() || signAt(bend) >= (network.bendOne() ? 0 : 1);
            fine.add((float) bend, pieces.last, on);
        }
        int after = fine.count;
        switchNodes(from, to, !network.bendOne());
        for (int i = from; i < to; i++) {
            int h = order[i];
            if (network.w()[h] > 0f) {
                firstActive[h] = network.bendOne() ? before : after;
                endActive[h] = TO_THE_END;
            } else {
                endActive[h] = network.bendOne() ? after : before;
            }
        }
        return sameLine;
    }

    /** Switches the nodes that become active on, or those that become inactive off. */
    private void switchNodes(int from, int to, boolean on) {
        for (int i = from; i < to; i++) {
            if (network.w()[order[i]] > 0f == on) {
                switchNode(order[i], on ? 1 : -1);
            }
        }
    }

    // ---- floats between two bends

    private void addPieces(double left, double right, boolean sameLine) {
        boolean sameAsLast = sameLine && !lineSkipped;
        float low = left == Double.NEGATIVE_INFINITY ? Float.NEGATIVE_INFINITY : Floats.above(left);
        float high = Floats.floor(right);
        if (!(low <= high)) {
            lineSkipped = !sameAsLast;
            return; // no float between the bends
        }
        lineSkipped = false;
        boolean rightIsFloat = high == right && !Float.isInfinite(high);
        float fineHigh = rightIsFloat ? Math.nextDown(high) : high;
        if (!network.reluOutput()) {
            pieces.add(low, high, sameAsLast, true);
            if (low <= fineHigh) {
                fine.add(low, pieces.last, true);
            }
            return;
        }
        // z is monotone: it turns positive, or stops being so, at most once, and is zero at one float in between or
        // none
        boolean positive = signAt(low) > 0;
        float turn = firstTurn(low, high, 1);
        pieces.add(low, turn <= high ? Math.nextDown(turn) : high, sameAsLast, positive);
        int first = pieces.last;
        if (turn <= high) {
            pieces.add(turn, high, true, !positive);
        }
        float zeroTurn = firstTurn(low, high, 0);
        int needed = network.bendOne() ? 0 : 1;
        float previous = Float.NaN;
        for (float start : new float[] {low, positive ? turn : zeroTurn, positive ? zeroTurn : turn}) {
            if (start <= fineHigh && start != previous) {
                fine.add(start, start >= turn ? pieces.last : first, signAt(start) >= needed);
                previous = start;
            }
        }
    }

    /** The first float in [low, high] where "the sign of z is at least {@code least}" turns, or NaN: no comparison holds. */
    private float firstTurn(float low, float high, int least) {
        boolean atLow = signAt(low) >= least;
        if (signAt(high) >= least == atLow) {
            return Float.NaN;
        }
        float turn = (float) (-b.value() / a.value());
        turn = turn > low ? turn < high ? turn : high : low;
        while (signAt(turn) >= least == atLow) {
            turn = Math.nextUp(turn);
        }
        while (turn > low && signAt(Math.nextDown(turn)) >= least != atLow) {
            turn = Math.nextDown(turn);
        }
        return turn;
    }

    // ---- the real function, for users

    /** {@code leftAt} and {@code rightAt} are places in the order of a node whose bend it is. */
    private void addSegments(int leftAt, int rightAt, double left, double right, boolean sameLine) {
        double height = leftAt < 0 ? 0 : heightAtBend(order[leftAt]);
        if (!network.reluOutput()) {
            segments.add(left, right, height, sameLine, true);
            return;
        }
        height = Math.max(0, height);
        int atLeft = leftAt < 0 ? signAt(left) : signAtBend(order[leftAt]);
        int atRight = rightAt == order.length ? signAt(right) : signAtBend(order[rightAt]);
        if (atLeft * atRight < 0) {
            double zero = zero();
            segments.add(left, zero, height, sameLine, atLeft > 0);
            segments.add(zero, right, 0, true, atRight > 0);
        } else {
            segments.add(left, right, height, sameLine, atLeft + atRight > 0);
        }
    }

    /** The segments so far; the last one is still growing. */
    private final class Segments {
        private final double[] from;
        private final double[] to;
        private final double[] heights;
        private final double[] anchors;
        private final double[] values;
        private final double[] slopes;
        private final boolean[] positive;
        private int count;

        Segments(int most) {
            from = new double[most];
            to = new double[most];
            heights = new double[most];
            anchors = new double[most];
            values = new double[most];
            slopes = new double[most];
            positive = new boolean[most];
        }

        void add(double left, double right, double height, boolean sameLine, boolean on) {
            int last = count - 1;
            if (count > 0 && on == positive[last] && (sameLine || !on)) {
                to[last] = right;
            } else {
                from[count] = left;
                to[count] = right;
                heights[count] = height;
                positive[count] = on;
                slopes[count] = on ? a.value() : 0;
                last = count++;
            }
            anchor(last);
        }

        /** Anchors a segment where the effect is closest to 0: there it has no cancellation left, and away from it none arises. */
        private void anchor(int i) {
            double zero = a.sign() == 0 || !positive[i] ? 0 : zero();
            double low = Math.max(from[i], -Double.MAX_VALUE);
            double high = Math.min(to[i], Double.MAX_VALUE);
            anchors[i] = Math.max(low, Math.min(high, zero));
            values[i] = positive[i] ? lineAt(anchors[i]) : 0;
        }

        BentLineTable.Segments toRecord() {
            return new BentLineTable.Segments(
                    Arrays.copyOf(from, count),
                    Arrays.copyOf(to, count),
                    Arrays.copyOf(heights, count),
                    Arrays.copyOf(anchors, count),
                    Arrays.copyOf(values, count),
                    Arrays.copyOf(slopes, count));
        }
    }

    // ---- the same for floats

    /** Returns whether a float keeps the relative precision of what was rounded to it. */
    private static boolean isNormal(float rounded, int sign) {
        return sign == 0 ? rounded == 0f : Math.abs(rounded) >= Float.MIN_NORMAL && Float.isFinite(rounded);
    }

    /** The pieces so far; the last one is still growing, and gets its anchor when it is complete. */
    private final class Pieces {
        private final float[] starts;
        private final float[] anchors;
        private final float[] values;
        private final float[] slopes;
        private int count;
        private int last = -1;
        private boolean normal = true;

        private float end;
        private boolean on;
        private final Expansion lastA = new Expansion();
        private final Expansion lastB = new Expansion();

        Pieces(int most) {
            starts = new float[most];
            anchors = new float[most];
            values = new float[most];
            slopes = new float[most];
        }

        void add(float low, float high, boolean sameLine, boolean positive) {
            if (count > 0 && positive == on && (sameLine || !positive)) {
                end = high;
                return;
            }
            finish();
            last = count++;
            starts[last] = low;
            end = high;
            on = positive;
            lastA.set(a);
            lastB.set(b);
        }

        void finish() {
            if (last < 0) {
                return;
            }
            if (!on) {
                return; // the effect is 0: so are anchor, value and slope
            }
            float low = Math.max(starts[last], -Float.MAX_VALUE);
            float high = Math.min(end, Float.MAX_VALUE);
            float zero = lastA.sign() == 0 ? 0f : (float) (-lastB.value() / lastA.value());
            float anchor = Math.max(low, Math.min(high, zero)) + 0f;
            if (zero < low && zero == Math.nextDown(low) && lineIsZeroAt(zero)) {
                anchor = zero + 0f; // the line leaves 0 at the bend itself: no rounding, and no subnormal value
            }
            line.set(lastB);
            line.addProduct(lastA, anchor);
            anchors[last] = anchor;
            values[last] = (float) line.value();
            slopes[last] = (float) lastA.value();
            normal &= isNormal(values[last], line.sign()) && isNormal(slopes[last], lastA.sign());
        }

        private boolean lineIsZeroAt(float x) {
            line.set(lastB);
            line.addProduct(lastA, x);
            return line.sign() == 0;
        }
    }

    private final class FinePieces {
        private final float[] starts;
        private final int[] pieceOf;
        private final float[] derivatives;
        private final boolean[] active;
        private int count;
        private boolean normal = true;

        FinePieces(int most) {
            starts = new float[most];
            pieceOf = new int[most];
            derivatives = new float[most];
            active = new boolean[most];
        }

        void add(float start, int piece, boolean on) {
            starts[count] = start;
            pieceOf[count] = piece;
            derivatives[count] = on ? (float) a.value() : 0f;
            active[count] = on;
            normal &= !on || isNormal(derivatives[count], a.sign());
            count++;
        }
    }
}
