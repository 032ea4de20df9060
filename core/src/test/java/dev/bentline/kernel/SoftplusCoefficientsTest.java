package dev.bentline.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.testing.Series;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Derives the coefficients of {@link Softplus}: least squares on 160 Chebyshev points, each point weighted so
 * that the error counts relative to the result. The lowest coefficient is rounded to float, what it leaves is fitted
 * again for the next one, and so on.
 */
class SoftplusCoefficientsTest {
    private static final MathContext DIGITS = Series.DIGITS;
    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final BigDecimal TWO = BigDecimal.TWO;
    private static final BigDecimal LN_2 = Series.log1p(ONE);
    private static final int POINTS = 160;

    /** e^r = 1 + r + r^2 EXP(r) where |r| is at most half of ln 2, and a little more for the rounding of n. */
    @Test
    void exponential() {
        BigDecimal half = LN_2.divide(TWO).multiply(new BigDecimal("1.0001"));
        float[] coefficients = fit(
                5,
                half.negate(),
                half,
                r -> divide(Series.exp(r).subtract(ONE).subtract(r), r.multiply(r, DIGITS)),
                r -> r.multiply(r, DIGITS));
        assertThat(coefficients)
                .containsExactly(Softplus.EXP0, Softplus.EXP1, Softplus.EXP2, Softplus.EXP3, Softplus.EXP4);
    }

    /** ln(1 + e) = e (1 + e LOG(e)) for e from 0 to 1. */
    @Test
    void logarithm() {
        float[] coefficients = fit(
                9, BigDecimal.ZERO, ONE, e -> divide(divide(Series.log1p(e), e).subtract(ONE), e), e -> e);
        assertThat(coefficients)
                .containsExactly(
                        Softplus.LOG0,
                        Softplus.LOG1,
                        Softplus.LOG2,
                        Softplus.LOG3,
                        Softplus.LOG4,
                        Softplus.LOG5,
                        Softplus.LOG6,
                        Softplus.LOG7,
                        Softplus.LOG8);
    }

    private static float[] fit(
            int count,
            BigDecimal from,
            BigDecimal to,
            UnaryOperator<BigDecimal> function,
            UnaryOperator<BigDecimal> weight) {
        BigDecimal[] x = chebyshevPoints(from, to);
        BigDecimal[] rest = new BigDecimal[POINTS]; // of the function, without the terms already fixed, over x^k
        BigDecimal[] weights = new BigDecimal[POINTS]; // times x^k
        for (int i = 0; i < POINTS; i++) {
            rest[i] = function.apply(x[i]);
            weights[i] = weight.apply(x[i]);
        }
        float[] coefficients = new float[count];
        for (int k = 0; k < count; k++) {
            coefficients[k] = leastSquares(x, rest, weights, count - k)[0].floatValue();
            BigDecimal fixed = new BigDecimal(coefficients[k]);
            for (int i = 0; i < POINTS; i++) {
                rest[i] = divide(rest[i].subtract(fixed), x[i]);
                weights[i] = weights[i].multiply(x[i], DIGITS);
            }
        }
        return coefficients;
    }

    /** The coefficients of x^0 to x^(n-1) that make the sum of (weight (rest - polynomial))^2 smallest. */
    private static BigDecimal[] leastSquares(BigDecimal[] x, BigDecimal[] rest, BigDecimal[] weights, int n) {
        BigDecimal[] moments = zeros(2 * n - 1);
        BigDecimal[] right = zeros(n);
        for (int i = 0; i < POINTS; i++) {
            BigDecimal term = weights[i].multiply(weights[i], DIGITS);
            for (int power = 0; power < moments.length; power++) {
                moments[power] = moments[power].add(term, DIGITS);
                if (power < n) {
                    right[power] = right[power].add(term.multiply(rest[i], DIGITS), DIGITS);
                }
                term = term.multiply(x[i], DIGITS);
            }
        }
        BigDecimal[][] matrix = new BigDecimal[n][n];
        for (int row = 0; row < n; row++) {
            System.arraycopy(moments, row, matrix[row], 0, n);
        }
        return solve(matrix, right);
    }

    /** Gaussian elimination; the matrix of normal equations is positive definite and needs no pivoting. */
    private static BigDecimal[] solve(BigDecimal[][] matrix, BigDecimal[] right) {
        int n = right.length;
        for (int pivot = 0; pivot < n; pivot++) {
            for (int row = pivot + 1; row < n; row++) {
                BigDecimal factor = divide(matrix[row][pivot], matrix[pivot][pivot]);
                for (int column = pivot; column < n; column++) {
                    matrix[row][column] =
                            matrix[row][column].subtract(factor.multiply(matrix[pivot][column], DIGITS), DIGITS);
                }
                right[row] = right[row].subtract(factor.multiply(right[pivot], DIGITS), DIGITS);
            }
        }
        for (int row = n - 1; row >= 0; row--) {
            for (int column = row + 1; column < n; column++) {
                right[row] = right[row].subtract(matrix[row][column].multiply(right[column], DIGITS), DIGITS);
            }
            right[row] = divide(right[row], matrix[row][row]);
        }
        return right;
    }

    private static BigDecimal[] chebyshevPoints(BigDecimal from, BigDecimal to) {
        BigDecimal middle = from.add(to).divide(TWO);
        BigDecimal radius = to.subtract(from).divide(TWO);
        BigDecimal pi = Series.pi();
        BigDecimal[] points = new BigDecimal[POINTS];
        for (int k = 0; k < POINTS; k++) {
            BigDecimal angle = divide(pi.multiply(BigDecimal.valueOf(2L * k + 1)), BigDecimal.valueOf(2L * POINTS));
            points[k] = middle.add(radius.multiply(Series.cos(angle)), DIGITS);
        }
        return points;
    }

    private static BigDecimal divide(BigDecimal a, BigDecimal b) {
        return a.divide(b, DIGITS);
    }

    private static BigDecimal[] zeros(int n) {
        BigDecimal[] zeros = new BigDecimal[n];
        Arrays.fill(zeros, BigDecimal.ZERO);
        return zeros;
    }
}
