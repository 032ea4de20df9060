package dev.bentline.numerics;

/**
 * The true values, in double: {@code Math.exp} and {@code Math.log1p} are within 1 ulp of a double, which is 2^-29 ulp of a
 * float.
 */
enum Exact {
    SOFTPLUS {
        @Override
        double of(float p) {
            return Math.max(0.0, p) + Math.log1p(Math.exp(-Math.abs((double) p)));
        }
    },
    SIGMOID {
        @Override
        double of(float p) {
            double e = Math.exp(-Math.abs((double) p));
            return (p < 0 ? e : 1) / (1 + e);
        }
    };

    abstract double of(float p);

    /** The error of a float in units of the spacing of floats at the true value. */
    static double ulps(float actual, double exact) {
        float below = (float) exact;
        if (below > exact) {
            below = Math.nextDown(below); // the spacing on the true value's own side of a power of two
        }
        return Float.isNaN(actual) ? Double.POSITIVE_INFINITY : Math.abs(actual - exact) / Math.ulp(below);
    }
}
