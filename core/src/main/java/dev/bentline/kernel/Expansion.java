package dev.bentline.kernel;

import java.util.Arrays;

/**
 * An exact sum of doubles: components that do not overlap, the smallest first, none zero (J. R. Shewchuk, Adaptive
 * Precision Floating-Point Arithmetic, 1997). Products of two floats are exact doubles, and so are their errors against a
 * third factor, so whatever a network's lines are made of is exact here, however much of it cancels.
 */
final class Expansion {
    private double[] parts = new double[8];
    private int count;
    /** Result of {@link #value}, or NaN since the last change. */
    private double value = Double.NaN;

    void clear() {
        count = 0;
        value = Double.NaN;
    }

    void set(Expansion other) {
        if (parts.length < other.count) {
            parts = new double[other.parts.length];
        }
        System.arraycopy(other.parts, 0, parts, 0, other.count);
        count = other.count;
        value = other.value;
    }

    /** Adds a double, exactly. */
    void add(double value) {
        this.value = Double.NaN;
        double carry = value;
        int kept = 0;
        for (int i = 0; i < count; i++) {
            double part = parts[i];
            double sum = carry + part;
            double back = sum - carry;
            double error = (carry - (sum - back)) + (part - back);
            if (error != 0) {
                parts[kept++] = error;
            }
            carry = sum;
        }
        if (carry != 0) {
            if (kept == parts.length) {
                parts = Arrays.copyOf(parts, 2 * kept);
            }
            parts[kept++] = carry;
        }
        count = kept;
    }

    /** Adds {@code other * factor}, exactly. */
    void addProduct(Expansion other, double factor) {
        for (int i = 0; i < other.count; i++) {
            double product = other.parts[i] * factor;
            add(Math.fma(other.parts[i], factor, -product));
            add(product);
        }
    }

    /** -1, 0 or 1: the largest part outweighs all others. */
    int sign() {
        return count == 0 ? 0 : (int) Math.signum(parts[count - 1]);
    }

    /** The sum, within one unit in the last place. */
    double value() {
        if (Double.isNaN(value)) {
            value = 0;
            for (int i = 0; i < count; i++) {
                value += parts[i];
            }
        }
        return value;
    }
}
