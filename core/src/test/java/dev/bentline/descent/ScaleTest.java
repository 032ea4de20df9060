package dev.bentline.descent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1, 0, 1, 2, 2",
        "0, 0.9, -1, 2.9, 1, 4",
        "-5, 1, -1, 3, 8, 8", // the farther end; the range from -1 to 3
        "0, 0, 7, 7, 1, 8", // one effect
        "0, 0, -7, -7, 1, 8",
        "0, 0, 0, 0, 1, 1",
        "1e-45, 1e-45, -3.4e38, 3.4e38, 0x1p-148, 0x1p129", // the range of the effects is no float
    })
    void unitsAreThePowersOfTwoAbove(
            float smallest, float largest, float least, float most, double dosage, double effect) {
        Scale scale = Scale.of(new ObservationStatistics(9, smallest, largest, least, most, 0, 0));
        assertThat(scale).isEqualTo(new Scale(dosage, effect));
    }

    @Test
    void everyParameterHasItsUnit() {
        assertThat(new Scale(4, 8).units(new Shape(2, false, false, false))).containsExactly(0.25, 0.25, 1, 1, 8, 8, 8);
    }

    @Test
    void floatsHoldUnitsWithin32BinaryPlaces() {
        for (double within : new double[] {0x1p-32, 1, 0x1p32}) {
            assertThat(new Scale(within, 1).suitsFloats()).isTrue();
            assertThat(new Scale(1, within).suitsFloats()).isTrue();
        }
        for (double beyond : new double[] {0x1p-33, 0x1p33}) {
            assertThat(new Scale(beyond, 1).suitsFloats()).isFalse();
            assertThat(new Scale(1, beyond).suitsFloats()).isFalse();
        }
    }
}
