package dev.bentline.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.testing.Ulps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The measure itself has to see what is wrong. */
class UlpsTest {
    @ParameterizedTest
    @ValueSource(floats = {1f, 1.5f, -3e-5f, 1e-42f, Float.MIN_VALUE, Float.MIN_NORMAL, -1e38f})
    void countsSteps(float value) {
        float twoUp = Math.nextUp(Math.nextUp(value));
        assertThat(Ulps.error(value, value)).isZero();
        assertThat(Ulps.error(twoUp, value)).isEqualTo(2);
        assertThat(Ulps.error(Math.nextUp(twoUp), value)).isEqualTo(3);
        assertThat(Ulps.error(value, value + 0.75 * Math.ulp(value))).isEqualTo(0.75);
    }

    @Test
    void spacingIsThatOfTheTrueValueBelowAPowerOfTwo() {
        assertThat(Ulps.error(1f, 1 - 0x1p-24)).isEqualTo(1);
        assertThat(Ulps.error(1f, 1 - 0x1p-30)).isEqualTo(0x1p-6);
        assertThat(Ulps.error(1f, 1 + 0x1p-23)).isEqualTo(1);
    }

    @Test
    void spacingOfSubnormalsIsTheSmallestFloat() {
        assertThat(Ulps.error(0f, 0x1p-150)).isEqualTo(0.5);
        assertThat(Ulps.error(Float.MIN_VALUE, 0x1p-151)).isEqualTo(0.75);
        assertThat(Ulps.error(3 * Float.MIN_VALUE, 0.0)).isEqualTo(3);
    }

    @Test
    void nanMatchesNanOnly() {
        assertThat(Ulps.error(Float.NaN, Double.NaN)).isZero();
        assertThat(Ulps.error(Float.NaN, 1)).isInfinite();
        assertThat(Ulps.error(1f, Double.NaN)).isInfinite();
        assertThat(Ulps.error(Float.NaN, Double.POSITIVE_INFINITY)).isInfinite();
    }

    @Test
    void zeroOfTheWrongSignIsWrong() {
        assertThat(Ulps.error(-0f, 0.0)).isInfinite();
        assertThat(Ulps.error(0f, -0.0)).isInfinite();
        assertThat(Ulps.error(-0f, 0x1p-151)).isInfinite();
        assertThat(Ulps.error(-0f, -0.0)).isZero();
        assertThat(Ulps.error(0f, 0.0)).isZero();
    }

    @Test
    void infinities() {
        assertThat(Ulps.error(Float.POSITIVE_INFINITY, Double.POSITIVE_INFINITY))
                .isZero();
        assertThat(Ulps.error(Float.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY))
                .isInfinite();
        assertThat(Ulps.error(Float.MAX_VALUE, Double.POSITIVE_INFINITY)).isInfinite();
        assertThat(Ulps.error(Float.POSITIVE_INFINITY, Float.MAX_VALUE)).isEqualTo(1);
        assertThat(Ulps.error(Float.POSITIVE_INFINITY, 1.0)).isGreaterThan(1e30);
    }
}
