package dev.bentline.cli.figure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.DosageScale;
import dev.bentline.plot.Axis;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DosageAxisTest {
    private static List<String> labels(DosageAxis axis) {
        return axis.ticks().stream().map(Axis.Tick::label).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0     | 0.9  | 30   | 0 1 2 5 10 20 50
                    0     | 0.3  | 100  | 0 1 10 100
                    1     | 1    | 300  | 1 2 5 10 20 50 100 200 500
                    1e-5  | 1e-5 | 1000 | 0.00001 0.0001 0.001 0.01 0.1 1 10 100 1000
                    0     | 3e-6 | 5000 | 0 0.0001 0.01 1 100 10000
                    1e-30 | 1e-30 | 1e30 | 1E-32 1E-24 1E-16 1E-8 1 1E+8 1E+16 1E+24 1E+32
                    """)
    void marks(double from, float smallest, double to, String labels) {
        DosageScale scale = DosageScale.log10(smallest / 3);
        assertThat(String.join(" ", labels(DosageAxis.covering(scale, from, to))))
                .isEqualTo(labels);
    }

    /** Eighty characters of labels, and as much between them, are as wide as a picture. */
    @ParameterizedTest
    @ValueSource(doubles = {3, 8, 9, 12.5, 20, 37, 60, 75})
    void labelsOfManyPowersOfTenDoNotTouch(double powers) {
        float smallest = (float) Math.pow(10, -powers / 2);
        DosageScale scale = DosageScale.log10(smallest / 3);
        double to = Math.pow(10, powers / 2);
        for (double from : new double[] {0, smallest}) {
            DosageAxis axis = DosageAxis.covering(scale, from, to);
            assertThat(String.join("", labels(axis))).hasSizeLessThan(60);
            assertThat(axis.place(scale.position(from))).isBetween(-1e-6, 1.0);
            assertThat(axis.place(scale.position(to))).isBetween(0.5, 1.0);
        }
    }
}
