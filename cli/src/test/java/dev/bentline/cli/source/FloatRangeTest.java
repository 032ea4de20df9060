package dev.bentline.cli.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloatRangeTest {
    private static final float NAN = Float.NaN;
    private static final float INFINITY = Float.POSITIVE_INFINITY;

    @Test
    void nanIsLeftOutWhereverItStands() {
        FloatRange expected = new FloatRange(-2, 3);
        assertThat(FloatRange.of(new float[] {3, -2, 1}, 3)).isEqualTo(expected);
        assertThat(FloatRange.of(new float[] {NAN, 3, -2}, 3)).isEqualTo(expected);
        assertThat(FloatRange.of(new float[] {3, NAN, -2}, 3)).isEqualTo(expected);
        assertThat(FloatRange.of(new float[] {3, -2, NAN}, 3)).isEqualTo(expected);
        assertThat(FloatRange.of(new float[] {NAN, 5, NAN}, 3)).isEqualTo(new FloatRange(5, 5));
    }

    @Test
    void onlyTheFirstCount() {
        assertThat(FloatRange.of(new float[] {1, 2, 100}, 2)).isEqualTo(new FloatRange(1, 2));
        assertThat(FloatRange.of(new float[] {1, NAN, 100}, 2)).isEqualTo(new FloatRange(1, 1));
        assertThat(FloatRange.of(new float[] {1, 2, NAN}, 2)).isEqualTo(new FloatRange(1, 2));
        assertThat(FloatRange.areFinite(new float[] {1, NAN}, 1)).isTrue();
        assertThat(FloatRange.areFinite(new float[] {1, 2, INFINITY}, 2)).isTrue();
    }

    @Test
    void whereThereIsNoNumberItIsEmpty() {
        assertThat(FloatRange.of(new float[] {1}, 0)).isEqualTo(FloatRange.EMPTY);
        assertThat(FloatRange.of(new float[] {NAN, NAN}, 2)).isEqualTo(FloatRange.EMPTY);
        assertThat(FloatRange.EMPTY.isEmpty()).isTrue();
        assertThat(new FloatRange(1, 1).isEmpty()).isFalse();
        assertThat(new FloatRange(-INFINITY, INFINITY).isEmpty()).isFalse();
        assertThat(FloatRange.EMPTY.and(new FloatRange(1, 2))).isEqualTo(new FloatRange(1, 2));
        assertThat(new FloatRange(1, 4).and(new FloatRange(-3, 2))).isEqualTo(new FloatRange(-3, 4));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void whatIsNotFiniteIsFoundAnywhere(float wrong) {
        for (int place = 0; place < 50; place++) {
            float[] values = new float[50];
            values[place] = wrong;
            assertThat(FloatRange.areFinite(values, 50)).isFalse();
            values[place] = -Float.MAX_VALUE;
            assertThat(FloatRange.areFinite(values, 50)).isTrue();
        }
    }
}
