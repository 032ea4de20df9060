package dev.bentline.descent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.kernel.NetworkParameters;
import dev.bentline.testing.Networks;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When an index takes over: the numbers that {@code GradientDescent.fit} promises. */
class BreakEvenTest {
    private static final int MANY = 10_000_000;
    private static final long ALL = Long.MAX_VALUE;

    private static NetworkParameters network(int width, boolean softplus) {
        return Networks.zigzag(width, softplus, false);
    }

    @ParameterizedTest
    @CsvSource({
        "1, false, false, 26",
        "2, false, false, 60",
        "3, false, false, 20",
        "8, false, false, 13",
        "16, false, false, 8",
        "64, true, false, 6",
        "2, false, true, 33",
        "8, false, true, 7",
        "64, true, true, 27"
    })
    void manyObservations(int width, boolean bentLine, boolean ordered, long expected) {
        assertThat(BreakEven.evaluations(MANY, width, bentLine, ordered)).isEqualTo(expected);
    }

    /** An epoch on an index costs as much for few observations as for many. */
    @Test
    void fewObservationsNeverPay() {
        assertThat(BreakEven.evaluations(1, 1, false, false)).isEqualTo(ALL);
        assertThat(BreakEven.evaluations(3200, 2, false, false)).isEqualTo(ALL);
        assertThat(BreakEven.evaluations(1 << 16, 1024, true, false)).isEqualTo(ALL);
        long last = ALL;
        for (int count = 1000; count < MANY; count *= 3) {
            long now = BreakEven.evaluations(count, 2, false, false);
            assertThat(now).isLessThanOrEqualTo(last).isPositive();
            last = now;
        }
        assertThat(BreakEven.evaluations(Integer.MAX_VALUE - 8, 1, false, false))
                .isEqualTo(26);
    }

    @Test
    void aTwelfthWhereThereMayBeMore() {
        float[] t = new float[1 << 20];
        float[] x = new float[t.length];
        Random random = new Random(1);
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextFloat();
        }
        NetworkParameters two = network(2, false);
        assertThat(BreakEven.passes(two, 0, x, t, 2)).isEqualTo(ALL);
        assertThat(BreakEven.passes(two, 59, x, t, 2)).isEqualTo(ALL);
        assertThat(BreakEven.passes(two, 60, x, t, 2)).isEqualTo(5);
        assertThat(BreakEven.passes(two, Long.MAX_VALUE, x, t, 1)).isEqualTo(5);
        assertThat(BreakEven.passes(network(64, false), 5, x, t, 2)).isEqualTo(ALL);
        assertThat(BreakEven.passes(network(64, false), 6, x, t, 2)).isZero();
        assertThat(BreakEven.passes(network(2, true), Long.MAX_VALUE, x, t, 2)).isEqualTo(ALL);
        Arrays.sort(x);
        assertThat(BreakEven.passes(two, 32, x, t, 2)).isEqualTo(ALL);
        assertThat(BreakEven.passes(two, 33, x, t, 2)).isEqualTo(2);
        assertThat(BreakEven.passes(network(64, false), 27, x, t, 2)).isEqualTo(ALL);
        assertThat(BreakEven.passes(network(64, false), 28, x, t, 2)).isEqualTo(2);
        for (int i = 0; i < x.length / 2; i++) {
            float swap = x[i];
            x[i] = x[x.length - 1 - i];
            x[x.length - 1 - i] = swap;
        }
        assertThat(BreakEven.passes(two, 33, x, t, 1)).isEqualTo(2);
        // one at the end is out of order
        x[x.length - 1] = 2;
        assertThat(BreakEven.passes(two, 33, x, t, 2)).isEqualTo(ALL);
    }
}
