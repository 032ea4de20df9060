package dev.bentline.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.testing.Ulps;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Softplus and its derivative against the true values, for all 2^32 floats.
 *
 * <p>The oracle is double: {@code Math.exp} and {@code Math.log1p} are within 1 ulp of a double, which is 2^-29 ulp of a
 * float. Two ranges need neither of them:
 *
 * <ul>
 *   <li>where |p| &lt; 2^-25, ln(1 + e^p) = ln 2 + p/2 and its derivative is 1/2 + p/4, but for less than 2^-52;
 *   <li>where |p| &gt; 104, e^-|p| &lt; 2^-150, half the smallest float: the true values are those of the bent line and of the
 *       step, but for less than half an ulp of a subnormal.
 * </ul>
 */
class SoftplusAccuracyTest {
    private static final double LIMIT = 2;
    private static final int TASKS = 1 << 12;
    private static final int FLOATS_PER_TASK = 1 << 20;

    private static final double LN_2 = Math.log(2);

    private record Worst(double error, float at) {
        static final Worst NONE = new Worst(0, 0);

        /** The nearest float is never the worst, and needs no measuring. */
        Worst or(float actual, double exact, float p) {
            boolean nearest = Float.floatToRawIntBits(actual) == Float.floatToRawIntBits((float) exact);
            return nearest ? this : or(new Worst(Ulps.error(actual, exact), p));
        }

        Worst or(Worst other) {
            return other.error > error ? other : this;
        }
    }

    private record Pair(Worst value, Worst slope) {
        Pair or(Pair other) {
            return new Pair(value.or(other.value), slope.or(other.slope));
        }
    }

    @Test
    void everyFloat() {
        Pair worst = IntStream.range(0, TASKS)
                .parallel()
                .mapToObj(SoftplusAccuracyTest::worst)
                .reduce(new Pair(Worst.NONE, Worst.NONE), Pair::or);
        System.out.printf(
                "softplus: worst error of %d floats %.4f ulp at %s; its derivative: %.4f ulp at %s%n",
                (long) TASKS * FLOATS_PER_TASK,
                worst.value.error,
                Float.toHexString(worst.value.at),
                worst.slope.error,
                Float.toHexString(worst.slope.at));
        assertThat(worst.value.error).as("softplus at %s", worst.value.at).isLessThanOrEqualTo(LIMIT);
        assertThat(worst.slope.error).as("derivative at %s", worst.slope.at).isLessThanOrEqualTo(LIMIT);
        // An oracle that is the code under test, or a helper that sees nothing, would find no error at all.
        assertThat(worst.value.error).isGreaterThan(0.5);
        assertThat(worst.slope.error).isGreaterThan(0.5);
    }

    private static Pair worst(int task) {
        Worst value = Worst.NONE;
        Worst slope = Worst.NONE;
        for (int i = 0; i < FLOATS_PER_TASK; i++) {
            float p = Float.intBitsToFloat(task * FLOATS_PER_TASK + i);
            double exactValue;
            double exactSlope;
            float a = Math.abs(p);
            if (a < 0x1p-25f) {
                exactValue = LN_2 + 0.5 * p;
                exactSlope = 0.5 + 0.25 * p;
            } else if (a > 104f) {
                exactValue = p < 0 ? 0 : p;
                exactSlope = p < 0 ? 0 : 1;
            } else {
                double e = Math.exp(-a); // NaN comes here
                exactValue = (p < 0 ? 0 : p) + Math.log1p(e);
                exactSlope = (p < 0 ? e : 1) / (1 + e);
            }
            value = value.or(Softplus.value(p), exactValue, p);
            slope = slope.or(Softplus.slope(p), exactSlope, p);
        }
        return new Pair(value, slope);
    }
}
