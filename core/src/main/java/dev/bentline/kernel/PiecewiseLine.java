package dev.bentline.kernel;

/**
 * A function of a float that is {@code slope (x - anchor) + value} on every piece, in one subtraction and one fused
 * multiply-add; on a piece of slope 0 it is the value, at infinities too. NaN gives NaN.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; kernels read the arrays in their hot loops
public record PiecewiseLine(PieceIndex index, float[] starts, float[] anchors, float[] values, float[] slopes) {
    /** The network's effect, on its pieces. */
    static PiecewiseLine effects(BentLineTable table) {
        return new PiecewiseLine(
                new PieceIndex(table.starts()), table.starts(), table.anchors(), table.values(), table.slopes());
    }

    /** The network's derivative, on its fine pieces: constant on each. */
    static PiecewiseLine derivatives(BentLineTable table, PieceIndex index) {
        float[] zeros = new float[table.finePieces()];
        return new PiecewiseLine(index, table.fineStarts(), zeros, table.derivatives(), zeros);
    }

    /** The network's effect, on its fine pieces: the same bits. */
    static PiecewiseLine fineEffects(BentLineTable table, PieceIndex index) {
        int count = table.finePieces();
        float[] anchors = new float[count];
        float[] values = new float[count];
        float[] slopes = new float[count];
        for (int i = 0; i < count; i++) {
            int piece = table.pieceOf()[i];
            anchors[i] = table.anchors()[piece];
            values[i] = table.values()[piece];
            slopes[i] = table.slopes()[piece];
        }
        return new PiecewiseLine(index, table.fineStarts(), anchors, values, slopes);
    }

    /** Returns whether it is constant on every piece. */
    public boolean flat() {
        for (float slope : slopes) {
            if (slope != 0f) {
                return false;
            }
        }
        return true;
    }

    /** The number of pieces. */
    public int pieces() {
        return starts.length;
    }

    /** The first finite float of a piece. */
    public float first(int piece) {
        return Math.max(starts[piece], -Float.MAX_VALUE);
    }

    /** The last finite float of a piece. */
    public float last(int piece) {
        return piece + 1 == starts.length ? Float.MAX_VALUE : Math.nextDown(starts[piece + 1]);
    }

    /** The value at a dosage of that piece, or at NaN. */
    public float at(int piece, float x) {
        float y = Math.fma(slopes[piece], x - anchors[piece], values[piece]);
        return slopes[piece] == 0f && !Float.isNaN(x) ? values[piece] : y;
    }

    /** The value at any float. */
    public float at(float x) {
        return at(index.find(x), x);
    }
}
