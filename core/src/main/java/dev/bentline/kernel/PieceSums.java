package dev.bentline.kernel;

/**
 * Layout of the bent line's partial sums, and the way from them to the sums of the nodes.
 *
 * <p>Partial sums hold the loss, then for every fine piece, and for one more that takes the NaN dosages, 8 doubles of
 * sum d and 8 of sum d x. The dosage at position i of its block goes to double i mod 8 of each, in the order of positions; d x is
 * added by a fused multiply-add. Neither needs to know which pieces a node is active in: a node is active from one
 * piece on, or up to one, so its sums are those of the pieces, added up from the right or from the left end.
 */
public final class PieceSums {
    /** Doubles a sum is spread over. */
    public static final int LANES = 8;

    private static final int FIRST_PIECE = 1;
    private static final int PER_PIECE = 2 * LANES;

    private final BentLineTable table;
    private final float[] w;
    private final int pieces;

    /** @param w the hidden weights, whose signs tell on which side of its bend a node is active; none for a deep network */
    PieceSums(float[] w, BentLineTable table) {
        this.table = table;
        this.w = w;
        this.pieces = table.finePieces();
    }

    /** Returns the number of partial sums. */
    public int length() {
        return FIRST_PIECE + PER_PIECE * (pieces + 1);
    }

    /** Returns the index of the doubles of sum d of a piece; those of sum d x follow. */
    public static int piece(int piece) {
        return FIRST_PIECE + PER_PIECE * piece;
    }

    /** Adds the term of one dosage. */
    static void add(PartialSums partial, int piece, int position, float d, float x) {
        add(partial.sums, piece, position, d, x);
        markModified(partial, piece, piece);
    }

    private static void add(double[] sums, int piece, int position, float d, float x) {
        int at = piece(piece) + (position & (LANES - 1));
        sums[at] += d;
        sums[at + LANES] = Math.fma((double) d, (double) x, sums[at + LANES]);
    }

    /** Marks the sums of the pieces first to last as modified. */
    public static void markModified(PartialSums partial, int first, int last) {
        partial.markModified(piece(first), piece(last + 1));
    }

    /** Adds the lanes of a block's loss. */
    public static void addLoss(float[] lanes, PartialSums partial) {
        SumsLayout.fold(lanes, 0, partial.sums, SumsLayout.LOSS);
        partial.markModified(SumsLayout.LOSS, SumsLayout.LOSS + 1);
    }

    /** Adds the terms of the dosages begin to end of a block; their pieces come first in a tile. */
    public static void add(PartialSums partial, int[] pieces, float[] x, int from, float[] d, int begin, int end) {
        double[] sums = partial.sums;
        int first = Integer.MAX_VALUE;
        int last = 0;
        // a loop of its own, of vectors: in the one below these took a third of the time of the whole gradient
        for (int i = 0; i < end - begin; i++) {
            first = Math.min(first, pieces[i]);
            last = Math.max(last, pieces[i]);
        }
        for (int i = begin; i < end; i++) {
            add(sums, pieces[i - begin], i, d[i], x[from + i]);
        }
        markModified(partial, first, last);
    }

    /** Makes the sums of the nodes from a call's total, which is overwritten. */
    double[] finish(double[] total, Scratch scratch) {
        double[] sums = scratch.sums(SumsLayout.length(w.length));
        for (int piece = 0; piece <= pieces; piece++) {
            boolean counts = piece == pieces || table.active()[piece];
            double d = counts ? fold(total, piece(piece)) : 0;
            double dx = counts ? fold(total, piece(piece) + LANES) : 0;
            total[2 * piece + 1] = d;
            total[2 * piece + 2] = dx;
        }
        double nanD = total[2 * pieces + 1];
        double nanDx = total[2 * pieces + 2];
        int left = 2 * pieces + 3; // where the sums of all pieces below one begin
        int right = left + 2 * pieces + 2; // and those of all from one on
        total[left] = 0;
        total[left + 1] = 0;
        for (int i = 1; i <= 2 * pieces; i++) {
            total[left + i + 1] = total[left + i - 1] + total[i];
        }
        total[right + 2 * pieces] = 0;
        total[right + 2 * pieces + 1] = 0;
        for (int i = 2 * pieces; i >= 1; i--) {
            total[right + i - 1] = total[right + i + 1] + total[i];
        }
        sums[SumsLayout.LOSS] = total[SumsLayout.LOSS];
        sums[SumsLayout.D] = total[left + 2 * pieces] + nanD;
        for (int h = 0; h < w.length; h++) {
            int at = w[h] > 0f ? right + 2 * table.firstActive()[h] : left + 2 * table.endActive()[h];
            sums[SumsLayout.node(h)] = total[at] + nanD;
            sums[SumsLayout.node(h) + 1] = total[at + 1] + nanDx;
        }
        return sums;
    }

    private static double fold(double[] lanes, int offset) {
        double sum = 0;
        for (int lane = 0; lane < LANES; lane++) {
            sum += lanes[offset + lane];
        }
        return sum;
    }
}
