package dev.bentline.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bentline.Activation;
import dev.bentline.Bend;
import dev.bentline.DosageIndex;
import dev.bentline.Stop;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Choices of widths, against least squares that SciPy found from many starts. */
class WidthChoiceTest {
    private static final float[] SEVEN = {0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6};

    /** Effects at {@link #SEVEN}, the width to choose, and AICc for 0, 1 and 2 nodes. */
    static Stream<Arguments> choices() {
        return Stream.of(
                Arguments.of(
                        new float[] {
                            0.25f, -0.5f, 0.5f, -0.25f, 2.5f, 1.75f, 4.5f, 4, 2.25f, 1.5f, -0.5f, 0.25f, 0.5f, -0.25f
                        },
                        2,
                        new double[] {57.520092819652, 61.60754343170436, 45.82592561352479}),
                Arguments.of(
                        new float[] {
                            0.25f, -0.5f, 0.5f, -0.25f, 0.5f, -0.75f, -0.5f, 0.25f, 0.5f, -0.25f, -0.5f, 0.25f, 0.5f,
                            -0.25f
                        },
                        0,
                        new double[] {21.691669763548653, 28.79449892119724, 40.261235780753566}));
    }

    @ParameterizedTest
    @MethodSource("choices")
    void theSmallestAiccIsChosen(float[] effects, int hidden, double[] aiccs) {
        DosageIndex index = DosageIndex.of(SEVEN, effects);
        WidthChoice choice =
                WidthChoice.of(WeightedObservations.of(index), search -> search.withOutput(Activation.IDENTITY));
        assertThat(choice.hidden()).isEqualTo(hidden);
        assertThat(choice.aiccs()).hasSize(6); // 14 observations have none for 6 nodes
        for (int tried = 0; tried < aiccs.length; tried++) {
            assertThat(choice.aiccs().get(tried)).isCloseTo(aiccs[tried], within(1e-5));
        }
        assertThat(choice.aiccs()).allMatch(aicc -> aicc >= choice.goodness().aicc());
        assertThat(choice.goodness().aicc()).isEqualTo(choice.aiccs().get(hidden));
        assertThat(choice.fit())
                .isEqualTo(BendSearch.of(hidden).withOutput(Activation.IDENTITY).fit(index));
    }

    /** Widths beyond meet all effects, too. */
    @Test
    void ofWidthsThatAreAsGoodTheSmallest() {
        float[] x = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        WidthChoice choice = WidthChoice.of(
                WeightedObservations.of(x, new float[] {0, 0, 0, 0, 0.3f, 0.6f, 0.9f, 1.2f, 1.5f, 1.8f}));
        assertThat(choice.hidden()).isEqualTo(1);
        assertThat(choice.aiccs()).hasSize(4).endsWith(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
        assertThat(choice.fit().stop()).isEqualTo(Stop.GLOBAL);
        WidthChoice flat = WidthChoice.of(WeightedObservations.of(x, new float[] {5, 5, 5, 5, 5, 5, 5, 5, 5, 5}));
        assertThat(flat.hidden()).isZero();
        assertThat(flat.fit().network().outputBias()).isEqualTo(5);
    }

    /** A width of H needs more than 2 H + 3 observations, and more than H dosages. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "3, 3, 1",
        "4, 4, 1",
        "5, 5, 1",
        "6, 6, 2",
        "7, 7, 2",
        "8, 8, 3",
        "15, 15, 6",
        "16, 16, 7",
        "40, 40, 7",
        "20, 1, 1",
        "20, 2, 2",
        "20, 6, 6",
        "20, 7, 7"
    })
    void noMoreWidthsThanTheObservationsAllow(int count, int distinct, int tried) {
        float[] x = new float[count];
        float[] t = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = i % distinct;
            t[i] = i * i % 7;
        }
        WidthChoice choice = WidthChoice.of(WeightedObservations.of(x, t));
        assertThat(choice.aiccs()).hasSize(tried);
        assertThat(choice.hidden()).isLessThan(tried);
    }

    @Test
    void everySearchHasTheOptions() {
        WidthChoice choice = WidthChoice.of(
                WeightedObservations.of(SEVEN, SEVEN),
                search -> search.withBend(Bend.ONE).withOutput(Activation.IDENTITY));
        assertThat(choice.fit().network().bend()).isEqualTo(Bend.ONE);
        assertThat(choice.fit().network().output()).isEqualTo(Activation.IDENTITY);
    }

    /** Weights of 1 change nothing, and one of 0 is no observation. */
    @Test
    void weights() {
        float[] effects = (float[]) choices().findFirst().orElseThrow().get()[0];
        float[] x = Arrays.copyOf(SEVEN, 15);
        float[] t = Arrays.copyOf(effects, 15);
        float[] w = new float[15];
        Arrays.fill(w, 0, 14, 1);
        x[14] = 100;
        WidthChoice plain = WidthChoice.of(WeightedObservations.of(SEVEN, effects));
        assertThat(WidthChoice.of(WeightedObservations.of(x, t, w))).isEqualTo(plain);
    }
}
