package dev.bentline.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinearAxisTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0     | 1     | 0 0.2 0.4 0.6 0.8 1
            0     | 1.01  | 0 0.2 0.4 0.6 0.8 1 1.2
            -0.05 | 1.04  | -0.2 0 0.2 0.4 0.6 0.8 1 1.2
            0     | 0     | 0 0.2 0.4 0.6 0.8 1
            -16   | 0     | -16 -14 -12 -10 -8 -6 -4 -2 0
            0     | 3e38  | 0 5E+37 1E+38 1.5E+38 2E+38 2.5E+38 3E+38
            0     | 1e-45 | 0 2E-46 4E-46 6E-46 8E-46 1E-45
            """)
    void roundTicks(double from, double to, String ticks) {
        LinearAxis axis = LinearAxis.covering(from, to);
        assertThat(axis.place(from)).isBetween(0.0, 1.0);
        assertThat(axis.place(to)).isBetween(0.0, 1.0);
        assertThat(String.join(" ", axis.ticks().stream().map(Axis.Tick::label).toList()))
                .isEqualTo(ticks);
    }
}
