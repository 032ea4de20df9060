package dev.bentline.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bentline.DosageIndex;
import dev.bentline.DosageScale;
import dev.bentline.Fit;
import dev.bentline.Interval;
import dev.bentline.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupedFitTest {
    private static final float[] DOSAGES = {0, 0.01f, 0.1f, 1, 10, 100};

    /** A curve that falls by a hundred at a dosage of its own, with noise. */
    private static ObservationGroup<Integer> curve(int key) {
        Random random = new Random(key);
        int count = 12 + random.nextInt(30);
        float[] dosages = new float[count];
        float[] effects = new float[count];
        double half = Math.pow(10, random.nextDouble() * 3 - 2);
        for (int i = 0; i < count; i++) {
            dosages[i] = DOSAGES[i % DOSAGES.length];
            effects[i] = (float) (100 / (1 + dosages[i] / half) + 5 * random.nextGaussian());
        }
        return ObservationGroup.of(key, dosages, effects);
    }

    private static List<ObservationGroup<Integer>> curves(int count) {
        return IntStream.range(0, count).mapToObj(GroupedFitTest::curve).toList();
    }

    private static <K> List<GroupFit<K>> fit(GroupedFit fit, List<ObservationGroup<K>> groups) {
        List<GroupFit<K>> results = new ArrayList<>();
        fit.fit(groups.iterator(), results::add);
        return results;
    }

    private static CurveFit curve(GroupFit<?> result) {
        assertThat(result.failure()).isEmpty();
        return result.curve().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void everyGroupIsFittedAsIfItWereAlone(int threads) {
        List<GroupFit<Integer>> results =
                fit(GroupedFit.of(BendSearch.of(2)).withLog10().withThreads(threads), curves(700));
        assertThat(results).hasSize(700);
        for (int i = 0; i < results.size(); i++) {
            ObservationGroup<Integer> group = curve(i);
            assertThat(results.get(i).group().key()).isEqualTo(i);
            DosageScale scale = DosageScale.log10(group.dosages());
            DosageIndex index = DosageIndex.of(group.dosages(), group.effects(), scale, 1);
            Fit alone = BendSearch.of(2).fit(index);
            CurveFit curve = curve(results.get(i));
            Network network = curve.fit().network();
            Interval dosages = network.dosages().orElseThrow();
            assertThat(network).isEqualTo(alone.network().withDosages(dosages));
            assertThat(dosages).isEqualTo(new Interval(0, 100));
            assertThat(curve.fit().sumOfSquaredResiduals()).isEqualTo(alone.sumOfSquaredResiduals());
            assertThat(curve.fit().stop()).isEqualTo(alone.stop());
            assertThat(curve.goodness()).isEqualTo(GoodnessOfFit.of(alone, WeightedObservations.of(index)));
            assertThat(curve.hidden()).isEqualTo(2);
        }
    }

    @Test
    void widthsAreChosenForEachGroup() {
        List<GroupFit<Integer>> results =
                fit(GroupedFit.ofAnyWidth(search -> search).withThreads(2), curves(30));
        for (int i = 0; i < results.size(); i++) {
            WidthChoice alone = WidthChoice.of(WeightedObservations.of(curve(i).dosages(), curve(i).effects()));
            assertThat(curve(results.get(i)).hidden()).isEqualTo(alone.hidden());
            assertThat(curve(results.get(i)).fit().sumOfSquaredResiduals())
                    .isEqualTo(alone.fit().sumOfSquaredResiduals());
        }
    }

    @Test
    void weightsOfOneAreAsNone() {
        for (GroupedFit fit : List.of(
                GroupedFit.of(BendSearch.of(2)),
                GroupedFit.of(BendSearch.of(2)).withLog10(),
                GroupedFit.ofAnyWidth(search -> search).withScale(DosageScale.log10(0.001f)))) {
            ObservationGroup<Integer> group = curve(5);
            float[] ones = new float[group.count()];
            Arrays.fill(ones, 1);
            GroupFit<Integer> weighted = fit.fit(new ObservationGroup<>(5, group.dosages(), group.effects(), ones));
            assertThat(curve(weighted)).isEqualTo(curve(fit.fit(group)));
        }
    }

    /** The sums of trapezoids and the differences between close dosages know nothing of segments. */
    @Test
    void areaAndSlopeAreThoseOfTheNetwork() {
        for (int i = 0; i < 50; i++) {
            CurveFit curve = curve(GroupedFit.of(BendSearch.of(2)).withLog10().fit(curve(i)));
            Network network = curve.fit().network();
            double from = network.dosageScale().position(0.0);
            double to = network.dosageScale().position(100.0);
            int steps = 20_000;
            double step = (to - from) / steps;
            double area = 0;
            double steepest = 0;
            for (int s = 0; s < steps; s++) {
                double left = DosageMeans.effect(network, from + s * step);
                double right = DosageMeans.effect(network, from + (s + 1) * step);
                area += step * (left + right) / 2;
                double slope = (right - left) / step;
                steepest = Math.abs(slope) > Math.abs(steepest) ? slope : steepest;
            }
            assertThat(curve.estimates().areaOnScale())
                    .isCloseTo(area, org.assertj.core.data.Offset.offset(1e-4 * 100 * (to - from)));
            assertThat(curve.estimates().steepestSlope())
                    .isCloseTo(steepest, org.assertj.core.data.Percentage.withPercentage(0.1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void questionsAreAskedOfEveryCurveAsIfItWereAlone(int threads) {
        Estimation estimation = Estimation.of(Reference.UPPER, 10, 50)
                .withBenchmarkResponse(0.1)
                .withBootstrap(40)
                .withSeed(7)
                .withConfidence(0.9)
                .withResampling(Resampling.CASES);
        List<GroupFit<Integer>> results = fit(
                GroupedFit.of(BendSearch.of(1))
                        .withLog10()
                        .withEstimation(estimation)
                        .withThreads(threads),
                curves(100));
        for (int i = 0; i < results.size(); i++) {
            ObservationGroup<Integer> group = curve(i);
            DosageIndex index = DosageIndex.of(group.dosages(), group.effects(), DosageScale.log10(group.dosages()), 1);
            Estimates alone = estimation.answer(BendSearch.of(1).fit(index), WeightedObservations.of(index));
            assertThat(curve(results.get(i)).estimates()).isEqualTo(alone.withoutRefits());
        }
    }

    /** Dosages whose observations do not count are none: of the range, of the curve, and of what is read off it. */
    @Test
    void weightsOfZeroAreAsNoObservations() {
        GroupedFit fit = GroupedFit.of(BendSearch.of(1))
                .withEstimation(Estimation.of(Reference.UPPER, 50).withBootstrap(20));
        float[] dosages = {1, 2, 3, 4, 5, 6};
        float[] effects = {1, 1, 2, 3, 3, 9};
        float[] weights = {1, 2, 1, 2, 1, 0};
        CurveFit five = curve(fit.fit(new ObservationGroup<>(
                "", Arrays.copyOf(dosages, 5), Arrays.copyOf(effects, 5), Arrays.copyOf(weights, 5))));
        assertThat(curve(fit.fit(new ObservationGroup<>("", dosages, effects, weights))))
                .isEqualTo(five);
    }

    /** A dosage that does not count says nothing of where controls stand, and need not lie above that. */
    @Test
    void weightsOfZeroDoNotPlaceControls() {
        float[] dosages = {0, 0.001f, 1, 2, 4, 8, 16};
        float[] effects = {9, 9, 8, 7, 4, 2, 1};
        float[] weights = {1, 0, 1, 1, 1, 2, 1};
        for (GroupedFit fit : List.of(
                GroupedFit.of(BendSearch.of(2)).withLog10(),
                GroupedFit.ofAnyWidth(search -> search).withLog10())) {
            CurveFit curve = curve(fit.fit(new ObservationGroup<>("", dosages, effects, weights)));
            assertThat(curve.fit().network().dosageScale()).isEqualTo(DosageScale.log10(1 / 3f));
            assertThat(curve.goodness().observations()).isEqualTo(6);
        }
    }

    @Test
    void observationsOfWeightZeroAreNotEnoughForParameters() {
        float[] dosages = {1, 2, 3, 4, 5};
        float[] effects = {1, 2, 4, 3, 5};
        GroupedFit fit = GroupedFit.of(BendSearch.of(2));
        assertThat(fit.fit(ObservationGroup.of("", dosages, effects)).failure()).isEmpty();
        assertThat(fit.fit(new ObservationGroup<>("", dosages, effects, new float[] {1, 1, 0, 1, 1}))
                        .failure())
                .isEqualTo("fewer observations than parameters");
    }

    @Test
    void dosagesAtOnePlaceOfAScaleAreOne() {
        GroupedFit fit = GroupedFit.of(BendSearch.of(1)).withScale(DosageScale.log10(3));
        assertThat(fit.fit(ObservationGroup.of("", new float[] {0, 0, 3, 3}, new float[] {1, 2, 3, 4}))
                        .failure())
                .isEqualTo("all observations are of one dosage");
    }

    static List<Arguments> faults() {
        float[] five = {0, 1, 2, 3, 4};
        float[] rising = {1, 2, 4, 3, 5};
        return List.of(
                Arguments.of(new float[0], new float[0], "no observation"),
                Arguments.of(new float[] {1, 1, 1, 1, 1}, rising, "all observations are of one dosage"),
                Arguments.of(new float[] {0, -0f, 0, 0, 0}, rising, "all observations are of one dosage"),
                Arguments.of(five, new float[] {7, 7, 7, 7, 7}, "all effects are the same"),
                Arguments.of(new float[] {0, 1, 2, 3}, new float[] {1, 2, 4, 3}, "fewer observations than parameters"),
                Arguments.of(new float[] {-1, 1, 2, 3, 4}, rising, "a dosage is below 0, and has no logarithm"),
                Arguments.of(
                        new float[] {-1, 0, -2, -3, -4},
                        rising,
                        "no dosage is above 0 and finite; a logarithm needs one that is"),
                Arguments.of(new float[] {0, Float.NaN, 2, 3, 4}, rising, "a dosage is not a finite number"),
                Arguments.of(
                        five, new float[] {1, 2, Float.POSITIVE_INFINITY, 3, 5}, "an effect is not a finite number"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void faultsAreToldAndTheOthersGoOn(float[] dosages, float[] effects, String failure) {
        for (int threads : new int[] {1, 2}) {
            List<GroupFit<Integer>> results = fit(
                    GroupedFit.of(BendSearch.of(2)).withLog10().withThreads(threads),
                    List.of(curve(1), ObservationGroup.of(2, dosages, effects), curve(3)));
            assertThat(results).extracting(GroupFit::failure).containsExactly("", failure, "");
            assertThat(results.get(1).curve()).isEmpty();
        }
    }

    @Test
    void dosagesBelowThePlaceOfControlsAreAFault() {
        GroupedFit fit = GroupedFit.of(BendSearch.of(1)).withScale(DosageScale.log10(0.5f));
        assertThat(fit.fit(curve(1)).failure()).isEqualTo("a dosage above 0 is below the place of dosages of 0");
    }

    @Test
    void moreDosagesThanASearchTakesAreAFault() {
        float[] many = new float[10_001];
        for (int i = 0; i < many.length; i++) {
            many[i] = i;
        }
        assertThat(GroupedFit.of(BendSearch.of(1))
                        .fit(ObservationGroup.of(1, many, many))
                        .failure())
                .contains("10001 distinct dosages");
    }

    @Test
    void weightsThatAreNoneAreAFault() {
        float[] x = {1, 2, 3, 4, 5};
        for (float[] weights : List.of(new float[] {1, 1, -1, 1, 1}, new float[] {1, Float.NaN, 1, 1, 1})) {
            assertThat(GroupedFit.of(BendSearch.of(1))
                            .fit(new ObservationGroup<>("", x, x, weights))
                            .failure())
                    .isEqualTo("a weight is below 0, or not a finite number");
        }
        assertThat(GroupedFit.of(BendSearch.of(1))
                        .fit(new ObservationGroup<>("", x, x, new float[5]))
                        .failure())
                .isEqualTo("no observation");
    }

    /** Groups are asked for only as fast as results are taken: 16 batches of up to 2,048 observations are on their way. */
    @Test
    void fewGroupsAreHeld() {
        for (int count : new int[] {0, 20}) {
            AtomicInteger taken = new AtomicInteger();
            int[] most = {0};
            float[] same = new float[count];
            Iterator<ObservationGroup<Integer>> groups = IntStream.range(0, 100_000)
                    .mapToObj(i -> {
                        most[0] = Math.max(most[0], i - taken.get());
                        return ObservationGroup.of(i, same, same);
                    })
                    .iterator();
            GroupedFit.of(BendSearch.of(1))
                    .withThreads(2)
                    .fit(groups, result -> assertThat(result.group().key()).isEqualTo(taken.getAndIncrement()));
            assertThat(taken).hasValue(100_000);
            assertThat(most[0]).isLessThanOrEqualTo(17 * 2048 / Math.max(1, count));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whatFailsAroundTheFitsEndsTheRun(int threads) {
        GroupedFit fit = GroupedFit.of(BendSearch.of(1)).withThreads(threads);
        assertThatThrownBy(() -> fit.fit(curves(500).iterator(), result -> {
                    throw new IllegalStateException("full");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("full");
        Iterator<ObservationGroup<Integer>> broken = IntStream.range(0, 500)
                .mapToObj(i -> {
                    if (i == 300) {
                        throw new IllegalStateException("unreadable");
                    }
                    return curve(i);
                })
                .iterator();
        assertThatThrownBy(() -> fit.fit(broken, result -> {})).hasMessage("unreadable");
    }

    @Test
    void argumentsAreChecked() {
        assertThatThrownBy(() -> GroupedFit.of(BendSearch.of(1)).withThreads(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads is 0; it must be at least 1");
        assertThatThrownBy(() -> ObservationGroup.of("a", new float[2], new float[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are 2 dosages and 3 effects; they must be as many");
        assertThatThrownBy(() -> new ObservationGroup<>("a", new float[2], new float[2], new float[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are 2 dosages and 2 effects and 1 weights; they must be as many");
    }
}
