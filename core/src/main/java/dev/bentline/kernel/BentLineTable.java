package dev.bentline.kernel;

/**
 * A ReLU network as a bent line, for every float there is.
 *
 * <p>Forward pieces are runs of floats on one line: from {@code starts[i]} up to the next start, {@code y = slope (x -
 * anchor) + value}. Points are finer: a new one begins at every bend of a hidden node too, and a bend that is itself a
 * float is one of its own; there derivative and sums are constant.
 *
 * @param segments the network's real function, for users
 * @param starts first float of every piece, ascending, the first -infinity
 * @param anchors a finite float on or next to the piece, where the effect is closest to 0
 * @param values the effect at the anchor
 * @param slopes the slope, 0 exactly where the effect is constant
 * @param fineStarts first float of every fine piece, ascending, the first -infinity
 * @param pieceOf the piece every fine piece lies in
 * @param derivatives g'(z) sum v f'(p) w in every fine piece
 * @param active whether g'(z) is 1, otherwise 0, in every fine piece
 * @param firstActive the first fine piece in which a node is active
 * @param endActive the first fine piece past the last in which it is
 * @param normal whether all coefficients are zeros or normal floats: otherwise their rounding has no bound
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; kernels read the arrays in their hot loops
public record BentLineTable(
        Segments segments,
        float[] starts,
        float[] anchors,
        float[] values,
        float[] slopes,
        float[] fineStarts,
        int[] pieceOf,
        float[] derivatives,
        boolean[] active,
        int[] firstActive,
        int[] endActive,
        boolean normal) {

    /**
     * The network's real function y(x): between {@code from[i]} and {@code to[i]} it is {@code slopes[i] (x -
     * anchors[i]) + values[i]}, and at {@code from[i]} it is {@code heights[i]}, except at the infinite outer ends.
     * Neighbours lie on different lines.
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Segments(
            double[] from, double[] to, double[] heights, double[] anchors, double[] values, double[] slopes) {}

    /** The number of segments of the real function. */
    public int segmentCount() {
        return segments.from().length;
    }

    /** The number of fine pieces. */
    public int finePieces() {
        return fineStarts.length;
    }
}
