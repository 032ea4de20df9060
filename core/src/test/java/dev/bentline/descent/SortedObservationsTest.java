package dev.bentline.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Moments, statistics and searches of sorted observations, against decimals and a look at every observation. */
class SortedObservationsTest {
    private static final int BLOCK = SortedObservations.BLOCK;

    /** Dosages and effects of sizes from 2^-20 to 2^20, of either sign. */
    private static SortedObservations observations(int count) {
        Random random = new Random(count);
        float[] x = new float[count];
        float[] t = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = (float) Math.scalb(random.nextGaussian(), random.nextInt(-20, 20));
            t[i] = (float) Math.scalb(random.nextGaussian(), random.nextInt(-20, 20));
        }
        return ObservationSort.sorted(x, t, 1);
    }

    private static BigDecimal product(float a, float b) {
        return new BigDecimal(a).multiply(new BigDecimal(b));
    }

    /** The terms of a moment: dosages, their squares, effects, products of both, squares of effects. */
    private static BigDecimal term(SortedObservations data, int moment, int i) {
        float x = data.dosages()[i];
        float t = data.effects()[i];
        return switch (moment) {
            case 0 -> new BigDecimal(x);
            case 1 -> product(x, x);
            case 2 -> new BigDecimal(t);
            case 3 -> product(x, t);
            default -> product(t, t);
        };
    }

    /** Two blocks in lanes, and the rest one by one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 7, 260 * BLOCK + 50})
    void momentsAreAsExactAsTheySay(int count) {
        SortedObservations data = observations(count);
        Moments moments = new Moments();
        double[] sums = new double[SortedObservations.SUMS];
        BigDecimal[] exact = new BigDecimal[5];
        BigDecimal[] sizes = new BigDecimal[5];
        Arrays.fill(exact, BigDecimal.ZERO);
        Arrays.fill(sizes, BigDecimal.ZERO);
        for (int position = 0; position <= count; position++) {
            data.before(position, moments, sums);
            DoubleDouble[] found = {moments.x, moments.xx, moments.t, moments.xt, moments.tt};
            for (int moment = 0; moment < 5; moment++) {
                BigDecimal error = new BigDecimal(found[moment].high())
                        .add(new BigDecimal(found[moment].low()))
                        .subtract(exact[moment])
                        .abs();
                // a place in the middle of a block may be reached from behind, over terms that are taken away
                BigDecimal most = sizes[moment].add(behind(data, moment, position));
                assertThat(error)
                        .as("moment %d before %d", moment, position)
                        .isLessThanOrEqualTo(most.multiply(new BigDecimal(Math.scalb(1.0, -79))));
                if (position < count) {
                    exact[moment] = exact[moment].add(term(data, moment, position));
                    sizes[moment] =
                            sizes[moment].add(term(data, moment, position).abs());
                }
            }
        }
    }

    private static BigDecimal behind(SortedObservations data, int moment, int position) {
        BigDecimal sum = BigDecimal.ZERO;
        int end = Math.min(data.count(), (position / BLOCK + 1) * BLOCK);
        for (int i = position; i < end; i++) {
            sum = sum.add(term(data, moment, i).abs());
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 95, 1000})
    void theSpreadIsThatAroundTheMean(int count) {
        for (float offset : new float[] {0, 1e6f}) {
            float[] t = new float[count];
            BigDecimal sum = BigDecimal.ZERO;
            Random random = new Random(count);
            for (int i = 0; i < count; i++) {
                t[i] = offset + (float) random.nextGaussian();
                sum = sum.add(new BigDecimal(t[i]));
            }
            BigDecimal mean = sum.divide(new BigDecimal(count), MathContext.DECIMAL128);
            BigDecimal squares = BigDecimal.ZERO;
            for (float effect : t) {
                squares = squares.add(new BigDecimal(effect).subtract(mean).pow(2));
            }
            ObservationStatistics found =
                    ObservationSort.sorted(new float[count], t, 1).statistics();
            double expected = squares.doubleValue();
            assertThat(found.totalSumOfSquares()).isCloseTo(expected, within(4 * Math.ulp(expected)));
            assertThat(found.meanEffect()).isCloseTo(mean.doubleValue(), within(Math.ulp(mean.doubleValue())));
        }
    }

    /** Guesses anywhere, and looks within any part. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 300})
    void aCrossingIsFoundFromAnywhere(int count) {
        Random random = new Random(count);
        float[] x = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = random.nextInt(count) - count / 2;
        }
        SortedObservations data = ObservationSort.sorted(x, new float[count], 1);
        DoubleDoubleLine line = new DoubleDoubleLine();
        for (int round = 0; round < 3000; round++) {
            int low = random.nextInt(count + 1);
            int high = random.nextInt(low, count + 1);
            int guess = random.nextInt(count + 1);
            double bend = random.nextInt(count + 10) - count / 2 - 5 + (random.nextBoolean() ? 0 : 0.5);
            boolean zeroIsEnough = random.nextBoolean();
            line.set(2, -2 * bend);
            int expected = low;
            while (expected < high
                    && (zeroIsEnough ? data.dosages()[expected] < bend : data.dosages()[expected] <= bend)) {
                expected++;
            }
            assertThat(data.crossing(line, zeroIsEnough, low, high, guess))
                    .as("from %d to %d, near %d, bend %s", low, high, guess, bend)
                    .isEqualTo(expected);
        }
    }
}
