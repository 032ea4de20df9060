package dev.bentline.descent;

/**
 * A sum of two doubles that do not overlap, some 106 bits (T. J. Dekker, A floating-point technique for extending the
 * available precision, 1971; operations and error bounds in Joldes, Muller and Popescu, Tight and rigorous error bounds
 * for basic building blocks of double-word arithmetic, 2017). Mutable, so that an epoch allocates none.
 */
final class DoubleDouble {
    private double high;
    private double low;

    double high() {
        return high;
    }

    double low() {
        return low;
    }

    void set(double high, double low) {
        this.high = high;
        this.low = low;
    }

    void set(DoubleDouble other) {
        high = other.high;
        low = other.low;
    }

    /** Adds high + low, a pair that does not overlap; relative error 3 * 2^-106. */
    void add(double high, double low) {
        double sum = this.high + high;
        double back = sum - this.high;
        double error = (this.high - (sum - back)) + (high - back);
        double lowSum = this.low + low;
        double lowBack = lowSum - this.low;
        double lowError = (this.low - (lowSum - lowBack)) + (low - lowBack);
        error += lowSum;
        double middle = sum + error;
        error = lowError + (error - (middle - sum));
        this.high = middle + error;
        this.low = error - (this.high - middle);
    }

    void add(DoubleDouble other) {
        add(other.high, other.low);
    }

    void subtract(DoubleDouble other) {
        add(-other.high, -other.low);
    }

    /** Adds a b. */
    void addProduct(double a, double b) {
        double product = a * b;
        add(product, Math.fma(a, b, -product));
    }

    /** Adds a b; relative error of the product 2^-104. */
    void addProduct(DoubleDouble a, double b) {
        double product = a.high * b;
        double error = Math.fma(a.low, b, Math.fma(a.high, b, -product));
        double sum = product + error;
        add(sum, error - (sum - product));
    }

    /** Adds a b; relative error of the product 5 * 2^-106. */
    void addProduct(DoubleDouble a, DoubleDouble b) {
        double product = a.high * b.high;
        double error =
                Math.fma(a.high, b.low, Math.fma(a.low, b.high, a.low * b.low)) + Math.fma(a.high, b.high, -product);
        double sum = product + error;
        add(sum, error - (sum - product));
    }
}
