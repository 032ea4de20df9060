package dev.bentline.testing;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * The true loss and gradient, and the bounds the engine's keep. With E the effect's bound (0 for backward, whose d is
 * given), factor 2 for the gradient and 1 for backward, n dosages:
 *
 * <pre>
 * r    = |d| + factor E            the size of d, which is factor (y - t) or the upstream value, where the output is active
 * F    = 1 for c, |v| for b, |v x| for w, |w x| + |b| + s for v
 *
 * gradient:  140 u sum r F + sum factor E F + 2^-147 sum (1 + r) (1 + F)
 * loss:      140 u sum q^2 + sum (q^2 - (y - t)^2) + 2^-147 n      with q = |y - t| + E
 * </pre>
 *
 * and r F once more for every dosage where |z| &lt;= E, since there the output counts as active or not. They hold where sum
 * q^2 and every sum r (1 + |x| + |w x| + |b| + s) are below 2^127, so that nothing overflows.
 *
 * <p>Why 140: a lane takes 128 terms of a block, each addition is rounded, and so is each term, up to ten times.
 */
public final class OracleSums {
    private static final BigDecimal ROUNDINGS = ExactOracle.UNIT.multiply(BigDecimal.valueOf(140));
    private static final BigDecimal UNDERFLOW = ExactOracle.power(-147);

    /** Exact sums, in the order of {@link SumsReference#numbers}. */
    public final BigDecimal[] exact;

    public final BigDecimal[] bounds;

    private final ExactOracle oracle;
    private final boolean observed;
    private BigDecimal reach = BigDecimal.ZERO;

    public OracleSums(ExactOracle oracle, float[] x, float[] t, boolean observed) {
        this.oracle = oracle;
        this.observed = observed;
        exact = zeros(2 + 3 * oracle.width());
        bounds = zeros(exact.length);
        for (int i = 0; i < x.length; i++) {
            add(new BigDecimal(x[i]), new BigDecimal(t[i]));
        }
    }

    /** Returns whether nothing overflows. */
    public boolean inRange() {
        return reach.compareTo(ExactOracle.power(127)) < 0;
    }

    private static BigDecimal[] zeros(int length) {
        BigDecimal[] zeros = new BigDecimal[length];
        Arrays.fill(zeros, BigDecimal.ZERO);
        return zeros;
    }

    private void add(BigDecimal x, BigDecimal t) {
        BigDecimal z = oracle.sum(x);
        BigDecimal zBound = oracle.effectBound(x);
        BigDecimal d = t;
        BigDecimal error = BigDecimal.ZERO;
        if (observed) {
            BigDecimal residual = oracle.effect(z).subtract(t);
            BigDecimal square = residual.multiply(residual);
            BigDecimal most = residual.abs().add(zBound).pow(2);
            exact[0] = exact[0].add(square);
            bounds[0] = bounds[0]
                    .add(ROUNDINGS.multiply(most))
                    .add(most.subtract(square))
                    .add(UNDERFLOW);
            d = residual.multiply(BigDecimal.TWO);
            error = zBound.multiply(BigDecimal.TWO);
        }
        boolean active = oracle.outputActive(z);
        boolean certain = oracle.certain(z, zBound);
        if (!active && certain) {
            return;
        }
        BigDecimal size = d.abs().add(error);
        Terms terms = new Terms(active ? d : BigDecimal.ZERO, error, size, certain);
        int width = oracle.width();
        reach = reach.add(size.multiply(BigDecimal.ONE.add(x.abs())));
        add(1, terms, BigDecimal.ONE, BigDecimal.ONE);
        for (int h = 0; h < width; h++) {
            BigDecimal p = oracle.node(h, x);
            BigDecimal v = oracle.outputWeight(h);
            BigDecimal throughNode = v.multiply(oracle.slope(p));
            reach = reach.add(size.multiply(oracle.size(h, x)));
            add(2 + h, terms, throughNode.multiply(x), v.multiply(x).abs());
            add(2 + width + h, terms, throughNode, v.abs());
            add(2 + 2 * width + h, terms, oracle.value(p), oracle.size(h, x));
        }
    }

    private record Terms(BigDecimal d, BigDecimal error, BigDecimal size, boolean certain) {}

    private void add(int index, Terms terms, BigDecimal factor, BigDecimal size) {
        exact[index] = exact[index].add(terms.d.multiply(factor));
        BigDecimal term = terms.size.multiply(size);
        bounds[index] = bounds[index]
                .add(ROUNDINGS.multiply(term))
                .add(terms.error.multiply(size))
                .add(terms.certain ? BigDecimal.ZERO : term)
                .add(UNDERFLOW.multiply(BigDecimal.ONE.add(terms.size)).multiply(BigDecimal.ONE.add(size)));
    }
}
