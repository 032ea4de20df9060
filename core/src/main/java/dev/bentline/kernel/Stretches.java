package dev.bentline.kernel;

/**
 * A tile of neighbouring stretches of dosages, from left to right, on each of which every node of a layer is a straight
 * line A x + B. A stretch lies between two bends, or is a single dosage, a bend that is a float: {@code from == to}; there A
 * is what the chain rule makes of the derivatives at the bend.
 *
 * <p>Node j's numbers of stretch k stand at {@code [j][k]}: loops over stretches become vector loops.
 */
final class Stretches {
    /** Rows of 1 KiB: half as many stretches took 1.3 times as long each, twice as many the same. */
    static final int CAPACITY = 128;

    final double[] from = new double[CAPACITY];
    final double[] to = new double[CAPACITY];
    /** A. */
    final double[][] slopes;
    /** B. */
    final double[][] offsets;
    /** Sum of the absolute values that A is the sum of: its rounding is a share of this. */
    final double[][] slopeSizes;
    /** Sum of the absolute values that B is the sum of. */
    final double[][] offsetSizes;

    /** All A are multiples of this power of two; a sum of multiples is exact while its summed magnitude is below 2^53 of it. */
    double slopeGrid;
    /** All B are multiples of this one. */
    double offsetGrid;

    final int nodes;
    int count;

    Stretches(int nodes) {
        this.nodes = nodes;
        this.slopes = new double[nodes][CAPACITY];
        this.offsets = new double[nodes][CAPACITY];
        this.slopeSizes = new double[nodes][CAPACITY];
        this.offsetSizes = new double[nodes][CAPACITY];
    }

    boolean isFull() {
        return count == CAPACITY;
    }

    /** Returns whether stretch k is a single dosage. */
    boolean isPoint(int k) {
        return from[k] == to[k];
    }

    /** The magnitude whose share A may be wrong by; 0 where it is exact. */
    double slopeDoubt(int node, int k) {
        double size = slopeSizes[node][k];
        return size <= LineRounding.EXACT * slopeGrid ? 0 : size;
    }

    /** The magnitude whose share B may be wrong by; 0 where it is exact. */
    double offsetDoubt(int node, int k) {
        double size = offsetSizes[node][k];
        return size <= LineRounding.EXACT * offsetGrid ? 0 : size;
    }

    /**
     * The sign of a node's line at a dosage of stretch k or its end; 0 where rounding may have made it. At an infinity that
     * where it tends to, or 0 where the line may be flat.
     */
    int signAt(int node, int k, double x) {
        double slope = slopes[node][k];
        double doubt = slopeDoubt(node, k);
        if (Double.isInfinite(x)) {
            int sign = LineRounding.sign(slope, doubt);
            return x > 0 ? sign : -sign;
        }
        double value = Math.fma(slope, x, offsets[node][k]);
        return LineRounding.sign(value, LineRounding.size(slope, doubt, offsetDoubt(node, k), x));
    }

    /** Sets a node's line on stretch k to that of another tile's stretch, or to 0. */
    void set(int node, int k, Stretches other, int from, boolean active) {
        slopes[node][k] = active ? other.slopes[node][from] : 0;
        offsets[node][k] = active ? other.offsets[node][from] : 0;
        slopeSizes[node][k] = active ? other.slopeSizes[node][from] : 0;
        offsetSizes[node][k] = active ? other.offsetSizes[node][from] : 0;
    }
}
