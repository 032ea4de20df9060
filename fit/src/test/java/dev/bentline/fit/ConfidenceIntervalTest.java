package dev.bentline.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfidenceIntervalTest {
    /** Figures of R: quantile(c(10, 1, 4, 2, 8), c(0.1, 0.25, 0.5, 0.9)), and quantile(1:10, c(0.025, 0.975)). */
    @Test
    void quantilesAreThoseOfR() {
        double[] sorted = {1, 2, 4, 8, 10};
        assertThat(ConfidenceInterval.quantile(sorted, 0)).isEqualTo(1);
        assertThat(ConfidenceInterval.quantile(sorted, 0.1)).isCloseTo(1.4, within(1e-12));
        assertThat(ConfidenceInterval.quantile(sorted, 0.25)).isEqualTo(2);
        assertThat(ConfidenceInterval.quantile(sorted, 0.5)).isEqualTo(4);
        assertThat(ConfidenceInterval.quantile(sorted, 0.9)).isCloseTo(9.2, within(1e-12));
        assertThat(ConfidenceInterval.quantile(sorted, 1)).isEqualTo(10);
        ConfidenceInterval ten = ConfidenceInterval.percentile(new double[] {3, 1, 2, 10, 9, 8, 4, 5, 7, 6}, 0.95);
        assertThat(ten.from()).isCloseTo(1.225, within(1e-12));
        assertThat(ten.to()).isCloseTo(9.775, within(1e-12));
    }

    @Test
    void valuesThatAreMissingAreCounted() {
        ConfidenceInterval interval =
                ConfidenceInterval.percentile(new double[] {Double.NaN, 5, 3, Double.NaN, 4}, 0.5);
        assertThat(interval).isEqualTo(new ConfidenceInterval(3.5, 4.5, 0.5, 3, 2));
        assertThat(ConfidenceInterval.percentile(new double[] {Double.NaN}, 0.9))
                .isEqualTo(new ConfidenceInterval(Double.NaN, Double.NaN, 0.9, 0, 1));
        assertThat(ConfidenceInterval.percentile(new double[] {7}, 0.9))
                .isEqualTo(new ConfidenceInterval(7, 7, 0.9, 1, 0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.5, 95, Double.NaN})
    void levelsOutsideAreRefused(double level) {
        assertThatThrownBy(() -> ConfidenceInterval.percentile(new double[] {1}, level))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the level is " + level + "; it must be between 0 and 1");
    }
}
