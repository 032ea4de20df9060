package dev.bentline.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bentline.kernel.KernelSelector;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statistics of observations in their order, beside those of an index of them, which are exact to doubles. */
class ObservationStatisticsTest {
    private static final int SLICE = ObservationStatistics.SLICE;

    private static float[] normal(int count, long seed, double mean, double spread) {
        Random random = new Random(seed);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian(mean, spread);
        }
        return numbers;
    }

    private static ObservationStatistics statistics(float[] x, float[] t, int threads) {
        Shape shape = new Shape(2, false, false, false);
        return new PassLoss(x, t, shape, KernelSelector.choice().kernels(), threads).begin(new double[7]);
    }

    private static void assertIndexAgrees(float[] x, float[] t) {
        ObservationStatistics expected = ObservationSort.sorted(x, t, 1).statistics();
        ObservationStatistics found = statistics(x, t, 1);
        assertThat(found.count()).isEqualTo(expected.count());
        assertThat(found.smallestDosage()).isEqualTo(expected.smallestDosage());
        assertThat(found.largestDosage()).isEqualTo(expected.largestDosage());
        assertThat(found.smallestEffect()).isEqualTo(expected.smallestEffect());
        assertThat(found.largestEffect()).isEqualTo(expected.largestEffect());
        double spread = Math.sqrt(expected.totalSumOfSquares() / x.length);
        assertThat(found.meanEffect()).isCloseTo(expected.meanEffect(), within(1e-6 * spread));
        assertThat(found.totalSumOfSquares())
                .isCloseTo(expected.totalSumOfSquares(), within(0x1p-18 * expected.totalSumOfSquares()));
        assertThat(statistics(x, t, 3)).isEqualTo(found);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 17, 511, 512, 513, SLICE - 1, SLICE, SLICE + 1, 70 * SLICE + 2050})
    void ofAnyNumber(int count) {
        assertIndexAgrees(normal(count, count, 0.5, 1), normal(count, -count, -2, 3));
    }

    @Test
    void effectsThatAreNotSpreadAlike() {
        int count = 2 * SLICE + 100;
        float[] x = normal(count, 1, 0, 1);
        assertIndexAgrees(x, normal(count, 2, 1e6, 10)); // far from 0
        assertIndexAgrees(x, normal(count, 2, -1e-5, 1e-6));
        float[] rising = new float[count];
        float[] first = normal(count, 3, 0, 1);
        for (int i = 0; i < count; i++) {
            rising[i] = i;
        }
        first[0] = 1e8f;
        assertIndexAgrees(x, rising);
        assertIndexAgrees(rising, first); // one outlier, where the mean is guessed
    }

    @Test
    void allTheSame() {
        float[] t = new float[SLICE + 5];
        Arrays.fill(t, 0.1f);
        ObservationStatistics found = statistics(t, t, 2);
        assertThat(found.totalSumOfSquares()).isZero();
        assertThat(found.meanEffect()).isCloseTo(0.1f, within(1e-9));
        assertThat(found.rSquared(0, 0)).isNaN();
        float[] zeros = {-0f, 0f, -0f};
        assertThat(statistics(zeros, zeros, 1))
                .isEqualTo(ObservationSort.sorted(zeros, zeros, 1).statistics());
        float[] negative = {-0f};
        assertThat(Float.floatToRawIntBits(statistics(negative, negative, 1).largestEffect()))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void whatIsNotFiniteIsNamed(float wrong) {
        for (int place : new int[] {0, 1, 2048, SLICE, 2 * SLICE + 6}) {
            float[] x = normal(2 * SLICE + 7, 1, 0, 1);
            float[] t = normal(2 * SLICE + 7, 2, 0, 1);
            x[place] = wrong;
            x[2 * SLICE + 6] = wrong;
            assertThatThrownBy(() -> statistics(x, t, 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("dosage " + place + " is " + wrong + "; it must be a finite float");
            float[] dosages = normal(x.length, 1, 0, 1);
            t[place] = wrong;
            assertThatThrownBy(() -> statistics(dosages, t, 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("effect " + place + " is " + wrong + "; it must be a finite float");
        }
    }

    @Test
    void shareOfTheSpreadThatIsExplained() {
        ObservationStatistics data = statistics(new float[] {0, 1, 2, 3}, new float[] {1, 2, 3, 4}, 1);
        assertThat(data.totalSumOfSquares()).isEqualTo(5);
        assertThat(data.rSquared(0, 0)).isEqualTo(1);
        assertThat(data.rSquared(1, 0)).isEqualTo(0.8);
        assertThat(data.rSquared(5.000001, 1e-6)).isZero();
        assertThat(data.rSquared(10, 1e-6)).isEqualTo(-1);
    }

    /** An effect of a million has an ulp of 1/16: 4,096 residuals that are wrong by as much square to 16. */
    @Test
    void aMeanOfFloatsIsAsGoodAsTheMean() {
        ObservationStatistics data = new ObservationStatistics(4096, 0, 1, 0, 2e6f, 1e6, 1000);
        assertThat(data.rSquared(1016, 0)).isZero();
        assertThat(data.rSquared(984, 0)).isZero();
        assertThat(data.rSquared(1017, 0)).isCloseTo(-0.017, within(1e-9));
        assertThat(data.rSquared(983, 0)).isCloseTo(0.017, within(1e-9));
    }
}
