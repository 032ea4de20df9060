package dev.bentline.fit;

/** Direction in which the effects of a fit may go as the dosage grows. */
public enum Monotone {
    /** They never rise. */
    DECREASING(-1),
    /** They never fall. */
    INCREASING(1);

    private final int trend;

    Monotone(int trend) {
        this.trend = trend;
    }

    /** The sign of all slopes that are not 0. */
    int trend() {
        return trend;
    }

    /**
     * Moves output weights by the few ulps that leave no slope of the wrong sign: each is a sum of several, rounded to floats.
     *
     * @param facesLeft of each node, in the order of their bends, whether it is 0 to the right of it
     * @param v the output weight of each; hidden weights are of one size
     */
    void settle(boolean[] facesLeft, float[] v) {
        for (int piece = 0; piece <= v.length; piece++) {
            while (slope(piece, facesLeft, v) * trend < 0) {
                int largest = -1;
                for (int node = 0; node < v.length; node++) {
                    boolean shown = facesLeft[node] ? node >= piece : node < piece;
                    if (shown && (largest < 0 || Math.abs(v[node]) > Math.abs(v[largest]))) {
                        largest = node;
                    }
                }
                boolean up = trend > 0 != facesLeft[largest]; // which turns all slopes that it is part of the right way
                v[largest] = up ? Math.nextUp(v[largest]) : Math.nextDown(v[largest]);
            }
        }
    }

    /** The slope of a piece, that after so many bends. */
    private static double slope(int piece, boolean[] facesLeft, float[] v) {
        double sum = 0;
        for (int node = 0; node < v.length; node++) {
            if (facesLeft[node]) {
                sum -= node >= piece ? v[node] : 0;
            } else {
                sum += node < piece ? v[node] : 0;
            }
        }
        return sum;
    }
}
