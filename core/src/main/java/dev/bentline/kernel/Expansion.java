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

    /** The double nearest to the sum, to even where two are. */
    double value() {
        if (Double.isNaN(value)) {
            value = rounded();
        }
        return value;
    }

    /** The largest parts first: once one of them does not fit, only the next one's sign can matter, in a tie. */
    private double rounded() {
        if (count == 0) {
            return 0;
        }
        int i = count - 1;
        double sum = parts[i];
        double rest = 0;
        while (i > 0 && rest == 0) {
            double larger = sum;
            sum = larger + parts[--i];
            rest = parts[i] - (sum - larger);
        }
        if (i > 0 && rest * Math.signum(parts[i - 1]) > 0) {
            double away = sum + 2 * rest;
            if (away - sum == 2 * rest) {
                return away;
            }
        }
        return sum;
    }

    /** The double nearest to the quotient of two sums, to even where two are; the divisor is not 0. */
    double dividedBy(Expansion divisor) {
        double quotient = value() / divisor.value(); // three roundings, so it may be two steps away
        while (true) {
            int side = compareQuotient(divisor, quotient, quotient);
            double next = side > 0 ? Math.nextUp(quotient) : Math.nextDown(quotient);
            int nearer = side * compareQuotient(divisor, quotient, next);
            boolean even = (Double.doubleToRawLongBits(quotient) & 1) == 0;
            if (side == 0 || nearer < 0 || (nearer == 0 && even)) {
                return quotient;
            }
            quotient = next;
        }
    }

    /** The sign of the exact quotient minus the middle of two doubles. */
    private int compareQuotient(Expansion divisor, double low, double high) {
        Expansion rest = new Expansion();
        rest.addProduct(this, 2);
        rest.addProduct(divisor, -low);
        rest.addProduct(divisor, -high);
        return rest.sign() * divisor.sign();
    }
}
