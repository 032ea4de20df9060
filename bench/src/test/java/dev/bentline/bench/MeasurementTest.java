package dev.bentline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementTest {
    @Test
    void quantilesLieBetweenTheTwoNearest() {
        List<Double> values = List.of(4.0, 1.0, 3.0, 2.0);
        assertThat(Measurement.quantile(values, 0)).isEqualTo(1);
        assertThat(Measurement.quantile(values, 0.25)).isEqualTo(1.75);
        assertThat(Measurement.quantile(values, 0.5)).isEqualTo(2.5);
        assertThat(Measurement.quantile(values, 1)).isEqualTo(4);
        assertThat(Measurement.quantile(List.of(7.0), 0.5)).isEqualTo(7);
    }

    @Test
    void aWideMiddleHalfIsUnsteady() {
        assertThat(of(1, 1.1, 1.2, 1.3).unsteady()).isFalse();
        assertThat(of(1, 1, 2, 2).unsteady()).isTrue();
    }

    private static Measurement of(double... nanos) {
        Measurement measurement = new Measurement();
        for (double value : nanos) {
            measurement.add(value);
        }
        return measurement;
    }
}
