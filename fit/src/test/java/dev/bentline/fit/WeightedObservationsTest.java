package dev.bentline.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bentline.DosageScale;
import dev.bentline.Fit;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Observations in their order, and that weights of 1 are as none wherever they go. */
class WeightedObservationsTest {
    private static final float[] DOSAGES = {8, 0, 1, 1, 2, 4, 0, 16, 32};
    private static final float[] EFFECTS = {3, 9, 9, 8, 7, 5, 8.5f, 1, 1};
    private static final DosageScale SCALE = DosageScale.log10(DOSAGES);

    private static float[] ones() {
        float[] ones = new float[DOSAGES.length];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double[][] rows(WeightedObservations observations) {
        return IntStream.range(0, observations.count())
                .mapToObj(i -> new double[] {observations.dosage(i), observations.effect(i), observations.weight(i)})
                .toArray(double[][]::new);
    }

    @Test
    void theyAreSortedByDosageEffectAndWeight() {
        float[] dosages = {2, -0f, 0, 2, 2, -1};
        float[] effects = {5, -0f, 0, 4, 5, 7};
        float[] weights = {3, 2, 1, 0.5f, 2, 0};
        WeightedObservations observations = WeightedObservations.of(dosages, effects, weights);
        assertThat(rows(observations))
                .isDeepEqualTo(new double[][] {{0, 0, 1}, {0, 0, 2}, {2, 4, 0.5}, {2, 5, 2}, {2, 5, 3}});
        assertThat(observations.distinct()).isEqualTo(2);
        assertThat(observations.scale()).isEqualTo(DosageScale.LINEAR);
    }

    /** Two dosages may have one position, where effects are in order. */
    @Test
    void theOrderIsThatOfPositions() {
        float[] dosages = {1, Math.nextUp(1e-3f), 1e-3f, 0};
        float[] effects = {4, 1, 2, 3};
        float[] weights = {40, 10, 20, 30};
        DosageScale scale = DosageScale.log10(0.1f);
        float zero = scale.position(0f);
        WeightedObservations observations = WeightedObservations.of(dosages, effects, weights, scale);
        assertThat(rows(observations))
                .isDeepEqualTo(new double[][] {{zero, 1, 10}, {zero, 2, 20}, {zero, 3, 30}, {0, 4, 40}});
        assertThat(rows(WeightedObservations.of(dosages, effects, scale)))
                .isDeepEqualTo(new double[][] {{zero, 1, 1}, {zero, 2, 1}, {zero, 3, 1}, {0, 4, 1}});
    }

    @ParameterizedTest
    @EnumSource(Resampling.class)
    void weightsOfOneAreAsNone(Resampling resampling) {
        WeightedObservations plain = WeightedObservations.of(DOSAGES, EFFECTS, SCALE);
        WeightedObservations weighted = WeightedObservations.of(DOSAGES, EFFECTS, ones(), SCALE);
        assertThat(rows(weighted)).isDeepEqualTo(rows(plain));
        Fit fit = BendSearch.of(1).fit(plain);
        assertThat(BendSearch.of(1).fit(weighted)).isEqualTo(fit);
        assertThat(GoodnessOfFit.of(fit, weighted)).isEqualTo(GoodnessOfFit.of(fit, plain));
        assertThat(WidthChoice.of(weighted)).isEqualTo(WidthChoice.of(plain));
        Estimation estimation = Estimation.of(Reference.UPPER, 10, 50)
                .withBenchmarkResponse(0.1)
                .withBootstrap(50)
                .withResampling(resampling);
        assertThat(estimation.answer(fit, weighted).withoutRefits())
                .isEqualTo(estimation.answer(fit, plain).withoutRefits());
    }

    @Test
    void noLogarithmIsMissing() {
        float[] dosages = {1, -2, 3};
        assertThatThrownBy(() -> WeightedObservations.of(dosages, dosages, new float[] {1, 0, 1}, SCALE))
                .hasMessage("dosage 1 is -2.0; on a scale of logarithms it must be 0 or above");
        assertThatThrownBy(() -> WeightedObservations.of(dosages, dosages, SCALE))
                .hasMessage("dosage 1 is -2.0; on a scale of logarithms it must be 0 or above");
    }
}
