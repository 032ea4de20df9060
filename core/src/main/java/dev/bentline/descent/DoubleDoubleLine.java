package dev.bentline.descent;

/** slope x + height, in twice the precision of double: heights at x = 0 of steep lines far from 0 cancel. */
final class DoubleDoubleLine {
    final DoubleDouble slope = new DoubleDouble();
    final DoubleDouble height = new DoubleDouble();

    void set(double slope, double height) {
        this.slope.set(slope, 0);
        this.height.set(height, 0);
    }

    /**
     * The value at x. Exact in its sign where slope and height are doubles, hence monotone in its sign; otherwise within
     * 2^-52 of itself and 2^-104 of its terms.
     */
    double at(double x) {
        return residual(x, 0, false);
    }

    /**
     * The value at x, or 0 where that is negative and the output is ReLU, minus an effect near it: without the rounding of
     * the value.
     */
    double residual(double x, double effect, boolean reluOutput) {
        double product = slope.high() * x;
        double productError = Math.fma(slope.high(), x, -product);
        double sum = product + height.high();
        double back = sum - product;
        double sumError = (product - (sum - back)) + (height.high() - back);
        double rest = sumError + (productError + Math.fma(slope.low(), x, height.low()));
        return reluOutput && sum + rest <= 0 ? -effect : (sum - effect) + rest;
    }
}
