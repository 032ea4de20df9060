package dev.bentline.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sum of squares against decimals, over more observations than a thread takes at a time. */
class DirectLossTest {
    private static SortedObservations observations(int count) {
        Random random = new Random(count);
        float[] x = new float[count];
        float[] t = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = (float) i / count;
            t[i] = random.nextFloat(0.5f, 1);
        }
        return ObservationSort.sorted(x, t, 1);
    }

    /** Effects of a network are 0 up to the bend at 0.5, then dosage - 0.5: residuals are floats, their squares doubles. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 65_535, 65_536, 65_537, 150_001})
    void isExactToTheLastBit(int count) {
        SortedObservations data = observations(count);
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < count; i++) {
            double residual = Math.max(0, data.dosages()[i] - 0.5) - data.effects()[i];
            BigDecimal exact = new BigDecimal(residual);
            sum = sum.add(exact.multiply(exact));
        }
        double[] parameters = {1, -0.5, 1, 0};
        for (int threads : new int[] {1, 3}) {
            assertThat(DirectLoss.of(data, new Shape(1, false, false, false), parameters, threads))
                    .isEqualTo(sum.doubleValue());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofSoftplusIsNodeByNode(boolean reluOutput) {
        SortedObservations data = observations(150_001);
        double[] p = {3, -40, -1, 30, -2, 1.5, -0.5};
        double sum = 0;
        for (int i = 0; i < data.count(); i++) {
            double x = data.dosages()[i];
            double z = p[6]
                    + p[4] * Math.log(1 + Math.exp(p[0] * x + p[2]))
                    + p[5] * Math.log(1 + Math.exp(p[1] * x + p[3]));
            double residual = (reluOutput ? Math.max(0, z) : z) - data.effects()[i];
            sum += residual * residual;
        }
        Shape shape = new Shape(2, true, reluOutput, false);
        assertThat(DirectLoss.of(data, shape, p, 2)).isCloseTo(sum, within(1e-10 * sum));
        assertThat(DirectLoss.of(data, shape, p, 1)).isEqualTo(DirectLoss.of(data, shape, p, 3));
    }
}
