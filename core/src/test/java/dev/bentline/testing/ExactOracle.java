package dev.bentline.testing;

import dev.bentline.Activation;
import dev.bentline.Bend;
import dev.bentline.Network;
import java.math.BigDecimal;

/**
 * The network of real numbers: exact for ReLU, to some 60 digits for softplus. It shares no code with a kernel.
 *
 * <p>With it come the bounds the float results keep, u being 2^-24 and H at most 4096:
 *
 * <pre>
 * a[h] = |w[h] x| + |b[h]| + s         s = 0 for ReLU, 1 for softplus      k = 2 for ReLU, 6 for softplus
 * M    = |c| + sum |v[h]| a[h]         S = sum |v[h] w[h]|
 *
 * effect:      E = (H + k) u M + 2^-147 (H + sum |v[h]|)
 * derivative:  (H + k) u S + 2^-147 (H + S)          where |z| &gt; E, or the output is identity
 * </pre>
 *
 * They hold where every a[h], M and S are below 2^127, so that nothing overflows. Where |z| &lt;= E a ReLU output may be
 * taken for active or not. The hidden bends are exact: p is rounded once, and is 0 only where |p| &lt;= 2^-150.
 *
 * <p>Why: p and each of the H sums are rounded once, softplus costs 2 ulp, which are 4u, and an error of p reaches f
 * undiminished at worst; the rest of k is for the products of these errors. Each underflow loses 2^-150 at most, those
 * inside softplus 2^-148.
 */
public final class ExactOracle {
    public static final BigDecimal UNIT = power(-24);
    private static final BigDecimal UNDERFLOW = power(-147);
    private static final BigDecimal HALF_SMALLEST = power(-150);
    private static final BigDecimal LARGEST = power(127);

    /** Beyond this softplus is a straight line but for 10^-86. */
    private static final BigDecimal STRAIGHT = BigDecimal.valueOf(200);

    private final boolean softplus;
    private final boolean reluOutput;
    private final boolean bendOne;
    private final BigDecimal[] w;
    private final BigDecimal[] b;
    private final BigDecimal[] v;
    private final BigDecimal c;

    public ExactOracle(Network network) {
        softplus = network.hidden() == Activation.SOFTPLUS;
        reluOutput = network.output() == Activation.RELU;
        bendOne = network.bend() == Bend.ONE;
        w = exact(network.hiddenWeights());
        b = exact(network.hiddenBiases());
        v = exact(network.outputWeights());
        c = new BigDecimal(network.outputBias());
    }

    private static BigDecimal[] exact(float[] values) {
        BigDecimal[] exact = new BigDecimal[values.length];
        for (int i = 0; i < values.length; i++) {
            exact[i] = new BigDecimal(values[i]);
        }
        return exact;
    }

    public static BigDecimal power(int exponent) {
        return exponent < 0 ? BigDecimal.ONE.divide(BigDecimal.TWO.pow(-exponent)) : BigDecimal.TWO.pow(exponent);
    }

    public int width() {
        return w.length;
    }

    public BigDecimal hiddenWeight(int h) {
        return w[h];
    }

    public BigDecimal hiddenBias(int h) {
        return b[h];
    }

    public BigDecimal outputWeight(int h) {
        return v[h];
    }

    public boolean isSoftplus() {
        return softplus;
    }

    // ---- the truth

    public BigDecimal node(int h, BigDecimal x) {
        return w[h].multiply(x).add(b[h]);
    }

    public BigDecimal value(BigDecimal p) {
        if (!softplus || p.abs().compareTo(STRAIGHT) > 0) {
            return p.max(BigDecimal.ZERO);
        }
        return p.max(BigDecimal.ZERO).add(Series.log1p(Series.exp(p.abs().negate())));
    }

    public BigDecimal slope(BigDecimal p) {
        if (!softplus) {
            return active(p) ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        if (p.abs().compareTo(STRAIGHT) > 0) {
            return p.signum() > 0 ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        BigDecimal e = Series.exp(p.abs().negate());
        return (p.signum() < 0 ? e : BigDecimal.ONE).divide(BigDecimal.ONE.add(e), Series.DIGITS);
    }

    private boolean active(BigDecimal p) {
        return p.abs().compareTo(HALF_SMALLEST) <= 0 ? bendOne : p.signum() > 0;
    }

    public BigDecimal sum(BigDecimal x) {
        BigDecimal z = c;
        for (int h = 0; h < w.length; h++) {
            z = z.add(v[h].multiply(value(node(h, x))));
        }
        return z;
    }

    public BigDecimal effect(BigDecimal z) {
        return reluOutput ? z.max(BigDecimal.ZERO) : z;
    }

    /** Returns whether the output lets a slope through. */
    public boolean outputActive(BigDecimal z) {
        return !reluOutput || active(z);
    }

    /** The slope of the sum z, which is that of the effect where the output is active. */
    public BigDecimal derivative(BigDecimal x) {
        BigDecimal slope = BigDecimal.ZERO;
        for (int h = 0; h < w.length; h++) {
            slope = slope.add(v[h].multiply(w[h]).multiply(slope(node(h, x))));
        }
        return slope;
    }

    // ---- the bounds

    public BigDecimal size(int h, BigDecimal x) {
        BigDecimal size = w[h].multiply(x).abs().add(b[h].abs());
        return softplus ? size.add(BigDecimal.ONE) : size;
    }

    private BigDecimal size(BigDecimal x) {
        BigDecimal size = c.abs();
        for (int h = 0; h < w.length; h++) {
            size = size.add(v[h].abs().multiply(size(h, x)));
        }
        return size;
    }

    private BigDecimal steepness() {
        BigDecimal steepness = BigDecimal.ZERO;
        for (int h = 0; h < w.length; h++) {
            steepness = steepness.add(v[h].multiply(w[h]).abs());
        }
        return steepness;
    }

    /** Returns whether the bounds say something of this dosage: nothing overflows. */
    public boolean inRange(BigDecimal x) {
        boolean inRange = size(x).max(steepness()).compareTo(LARGEST) < 0;
        for (int h = 0; h < w.length; h++) {
            inRange &= size(h, x).compareTo(LARGEST) < 0;
        }
        return inRange;
    }

    public BigDecimal effectBound(BigDecimal x) {
        BigDecimal weights = BigDecimal.valueOf(w.length);
        for (BigDecimal weight : v) {
            weights = weights.add(weight.abs());
        }
        return roundings().multiply(size(x)).add(UNDERFLOW.multiply(weights));
    }

    public BigDecimal derivativeBound() {
        BigDecimal steepness = steepness();
        return roundings().multiply(steepness).add(UNDERFLOW.multiply(steepness.add(BigDecimal.valueOf(w.length))));
    }

    private BigDecimal roundings() {
        return UNIT.multiply(BigDecimal.valueOf(w.length + (softplus ? 6 : 2)));
    }

    /** Returns whether a ReLU output's side of its bend is beyond the effect's own error. */
    public boolean certain(BigDecimal z, BigDecimal effectBound) {
        return !reluOutput || z.abs().compareTo(effectBound) > 0;
    }
}
