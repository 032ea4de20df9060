package dev.bentline.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatioTest {
    /** {@code scipy.stats.ttest_ind(b, a, equal_var=False).confidence_interval()} of the logarithms. */
    @Test
    void theIntervalIsWelchs() {
        Ratio ratio = Ratio.of(logs(100, 104, 98), logs(112, 109, 118, 111));
        assertThat(ratio.value()).isCloseTo(1.117401469958511, within(1e-12));
        assertThat(ratio.low()).isCloseTo(1.0484905704886147, within(1e-8));
        assertThat(ratio.high()).isCloseTo(1.190841463155533, within(1e-8));
    }

    /** Noise between forks like that on a shared machine, and noise between iterations. */
    @ParameterizedTest
    @CsvSource({"2, 0.03, 0.02", "3, 0.03, 0.02", "5, 0.03, 0.02", "10, 0.03, 0.02", "5, 0, 0.05", "3, 0.1, 0.01"})
    void theIntervalHoldsTheTrueRatioNineteenTimesOfTwenty(int forks, double between, double within) {
        Random random = new Random(forks);
        long held = IntStream.range(0, 300)
                .mapToObj(trial -> Ratio.of(
                        measured(random, forks, 100, between, within), measured(random, forks, 110, between, within)))
                .filter(ratio -> ratio.low() <= 1.1 && 1.1 <= ratio.high())
                .count();
        assertThat(held).isBetween(270L, 297L);
    }

    @Test
    void noiseAloneIsTheSameAtLeastNineTimesOfTen() {
        long same = IntStream.range(0, 100)
                .mapToObj(Random::new)
                .map(random -> Ratio.of(measured(random, 3, 100, 0.05, 0.02), measured(random, 3, 100, 0.05, 0.02)))
                .filter(ratio -> ratio.word().equals("same"))
                .count();
        assertThat(same).isGreaterThanOrEqualTo(90);
    }

    @Test
    void tightForksShowATenthMoreTime() {
        Random random = new Random(1);
        double[] a = measured(random, 3, 100, 0.005, 0.01);
        double[] b = measured(random, 3, 110, 0.005, 0.01);
        assertThat(Ratio.of(a, b).word()).isEqualTo("slower");
        assertThat(Ratio.of(b, a).word()).isEqualTo("faster");
    }

    @Test
    void oneObservationHasNoBounds() {
        Ratio ratio = Ratio.of(logs(100), logs(200, 201));
        assertThat(ratio.value()).isCloseTo(2.005, within(1e-3));
        assertThat(ratio.isBounded()).isFalse();
        assertThat(ratio.word()).isEqualTo("unknown");
    }

    @Test
    void equalObservationsAreTheSame() {
        Ratio ratio = Ratio.of(logs(100, 100), logs(100, 100));
        assertThat(List.of(ratio.low(), ratio.value(), ratio.high())).containsOnly(1.0);
        assertThat(ratio.word()).isEqualTo("same");
    }

    private static double[] measured(Random random, int forks, double median, double between, double within) {
        return new Measured(List.of(JmhJson.times(random, forks, median, between, within)), List.of(), 0).logarithms();
    }

    private static double[] logs(double... values) {
        return DoubleStream.of(values).map(Math::log).toArray();
    }
}
