package dev.bentline.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.bentline.Activation;
import dev.bentline.BentLine;
import dev.bentline.DosageIndex;
import dev.bentline.DosageScale;
import dev.bentline.Fit;
import dev.bentline.Interval;
import dev.bentline.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dosages of effects, benchmark dosages and slopes of curves whose numbers are known, and by bisection. */
class EffectiveDosagesTest {
    private static final Interval TEN = new Interval(0, 10);

    /** A curve through points, the first at dosage 0, that goes on straight. */
    private static BentLine through(float... points) {
        int nodes = points.length / 2 - 1;
        float[] w = new float[nodes];
        float[] b = new float[nodes];
        float[] v = new float[nodes];
        float slope = 0;
        for (int node = 0; node < nodes; node++) {
            float next = (points[2 * node + 3] - points[2 * node + 1]) / (points[2 * node + 2] - points[2 * node]);
            w[node] = 1;
            b[node] = -points[2 * node];
            v[node] = next - slope;
            slope = next;
        }
        return BentLine.of(Network.of(Activation.RELU, w, b, v, points[1], Activation.IDENTITY));
    }

    private static double[] dosages(EffectiveDosage effective) {
        return effective.dosages().stream()
                .mapToDouble(EffectiveDosage.Crossing::dosage)
                .toArray();
    }

    /** The curve goes from 8 at 0 to 2 at 10. */
    @ParameterizedTest
    @CsvSource({
        "CONTROL, 50, 4, 6.6666667",
        "CONTROL, 25, 6, 3.3333333",
        "UPPER, 50, 5, 5",
        "UPPER, 10, 7.4, 1",
        "ABSOLUTE, 3, 3, 8.3333333"
    })
    void percentsOfAFallingCurve(Reference reference, double percent, double level, double dosage) {
        BentLine line = through(0, 8, 10, 2);
        List<EffectiveDosage> found = EffectiveDosages.of(line, TEN, reference, percent);
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().percent()).isEqualTo(percent);
        assertThat(found.getFirst().level()).isCloseTo(level, within(1e-6));
        assertThat(dosages(found.getFirst())).hasSize(1);
        assertThat(dosages(found.getFirst())[0]).isCloseTo(dosage, within(1e-5));
        assertThat(found.getFirst().dosages().getFirst().direction()).isEqualTo(-1);
        assertThat(found.getFirst().dosages().getFirst().limits()).isEqualTo(ConfidenceInterval.UNKNOWN);
    }

    /** Curves go from 2 at 0 to 8 at 10, and from -8 to -2, whose control is below 0. */
    @ParameterizedTest
    @CsvSource({
        "2, 8, CONTROL, 50, 3", "2, 8, CONTROL, 200, 6", "2, 8, UPPER, 50, 5", "2, 8, UPPER, 10, 2.6",
        "2, 8, ABSOLUTE, 7, 7", "-8, -2, CONTROL, 50, -4", "-8, -2, UPPER, 10, -7.4", "-2, -8, CONTROL, 100, -4"
    })
    void percentsOfOtherCurves(float first, float last, Reference reference, double percent, double level) {
        BentLine line = through(0, first, 10, last);
        EffectiveDosage found =
                EffectiveDosages.of(line, TEN, reference, percent).getFirst();
        assertThat(found.level()).isCloseTo(level, within(1e-6));
        assertThat(dosages(found)).hasSize(1);
        assertThat(line.effect(dosages(found)[0])).isCloseTo(level, within(1e-6));
    }

    /** A medium dosage does best: it falls all the same, from a control of 10 by way of 14 to 2. */
    @Test
    void hormesisHasSeveral() {
        BentLine line = through(0, 10, 4, 14, 10, 2);
        List<EffectiveDosage> found = EffectiveDosages.of(line, TEN, Reference.UPPER, 10, 50, 100);
        assertThat(found.get(0).level()).isCloseTo(12.8, within(1e-6));
        assertThat(dosages(found.get(0))[0]).isCloseTo(2.8, within(1e-6));
        assertThat(dosages(found.get(0))[1]).isCloseTo(4.6, within(1e-6));
        assertThat(found.get(0).dosages())
                .extracting(EffectiveDosage.Crossing::direction)
                .containsExactly(1, -1);
        assertThat(found.get(1).level()).isEqualTo(8);
        assertThat(dosages(found.get(1))).hasSize(1);
        assertThat(dosages(found.get(2))[0]).isEqualTo(10);
        assertThat(dosages(
                        EffectiveDosages.of(line, TEN, Reference.ABSOLUTE, 10).getFirst())[0])
                .isZero();
    }

    @Test
    void whereThereIsNoneThereIsNone() {
        BentLine line = through(0, 8, 10, 2);
        assertThat(dosages(EffectiveDosages.of(line, TEN, Reference.CONTROL, 80).getFirst()))
                .as("beyond the dosages")
                .isEmpty();
        assertThat(dosages(EffectiveDosages.of(line, TEN, Reference.UPPER, 120).getFirst()))
                .isEmpty();
        EffectiveDosage flat = EffectiveDosages.of(through(0, 3, 10, 3), TEN, Reference.UPPER, 50)
                .getFirst();
        assertThat(flat).isEqualTo(new EffectiveDosage(50, Double.NaN, List.of()));
        EffectiveDosage fromZero = EffectiveDosages.of(through(0, 0, 10, 3), TEN, Reference.CONTROL, 50)
                .getFirst();
        assertThat(fromZero).isEqualTo(new EffectiveDosage(50, Double.NaN, List.of()));
        assertThat(EffectiveDosages.of(line, TEN, Reference.UPPER)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void whatIsNoPercentIsRefused(double percent) {
        BentLine line = through(0, 8, 10, 2);
        assertThatThrownBy(() -> EffectiveDosages.of(line, TEN, Reference.UPPER, 50, percent))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a percent is " + percent + "; it must be finite and at least 0");
        assertThatThrownBy(() -> EffectiveDosages.of(line, TEN, Reference.ABSOLUTE, Double.NaN))
                .hasMessage("an effect is NaN; it must be finite");
        assertThat(dosages(
                        EffectiveDosages.of(line, TEN, Reference.ABSOLUTE, -1).getFirst()))
                .isEmpty();
    }

    /** Every change of sign on a fine grid, halved until it is found. */
    @RepeatedTest(20)
    void bisectionFindsTheSame(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        int nodes = 1 + random.nextInt(6);
        float[] w = new float[nodes];
        float[] b = new float[nodes];
        float[] v = new float[nodes];
        for (int node = 0; node < nodes; node++) {
            w[node] = random.nextBoolean() ? 1 : -1;
            b[node] = -w[node] * random.nextFloat(10);
            v[node] = random.nextFloat(-3, 3);
        }
        BentLine line = BentLine.of(Network.of(Activation.RELU, w, b, v, 1.5f, Activation.IDENTITY));
        double level = (line.effect(random.nextDouble(10)) + line.effect(random.nextDouble(10))) / 2;
        List<Double> naive = new ArrayList<>();
        int steps = 10_007;
        for (int i = 0; i < steps; i++) {
            double low = 10.0 * i / steps;
            double high = 10.0 * (i + 1) / steps;
            if ((line.effect(low) < level) != (line.effect(high) < level)) {
                boolean below = line.effect(low) < level;
                while (high - low > 1e-13) {
                    double middle = (low + high) / 2;
                    if ((line.effect(middle) < level) == below) {
                        low = middle;
                    } else {
                        high = middle;
                    }
                }
                naive.add(high);
            }
        }
        double[] found = dosages(
                EffectiveDosages.of(line, TEN, Reference.ABSOLUTE, level).getFirst());
        for (double dosage : naive) {
            assertThat(Arrays.stream(found)
                            .map(other -> Math.abs(other - dosage))
                            .min()
                            .orElseThrow())
                    .isLessThan(1e-9);
        }
        assertThat(found).as("but for touching").hasSizeGreaterThanOrEqualTo(naive.size());
        assertThat(found).isSorted();
        assertThat(Arrays.stream(found)).allMatch(dosage -> Math.abs(line.effect(dosage) - level) < 1e-9);
    }

    private static Refits refits(float[] x, float[] t, int refits) {
        DosageIndex index = DosageIndex.of(x, t, DosageScale.log10(x), 1);
        Fit fit = BendSearch.of(2).fit(index);
        return Bootstrap.of(fit, index).withRefits(refits).run();
    }

    private static Refits hormesis(int count) {
        SplittableRandom random = new SplittableRandom(2);
        float[] doses = {0, 0.3f, 1, 3, 10, 30, 100};
        float[] effects = {1, 1.1f, 1.3f, 1.1f, 0.7f, 0.5f, 0.3f};
        float[] x = new float[21];
        float[] t = new float[21];
        for (int i = 0; i < x.length; i++) {
            x[i] = doses[i % 7];
            t[i] = effects[i % 7] + random.nextFloat(-0.1f, 0.1f);
        }
        return refits(x, t, count);
    }

    /** The limits of each crossing are those of the refits' crossings that go the same way, one after the other. */
    @Test
    void limitsAreThoseOfTheSameCrossing() {
        Refits refits = hormesis(200);
        List<EffectiveDosage> found = EffectiveDosages.of(refits, 0.9, Reference.ABSOLUTE, 1.1, 0.6, 9);
        assertThat(found.get(0).dosages())
                .extracting(EffectiveDosage.Crossing::direction)
                .containsExactly(1, -1);
        for (int direction : new int[] {1, -1}) {
            double[] values = refits.statistic(line -> line.crossings(1.1, 0, 100).stream()
                    .filter(crossing -> crossing.direction() == direction)
                    .mapToDouble(BentLine.Crossing::dosage)
                    .min()
                    .orElse(Double.NaN));
            ConfidenceInterval expected = ConfidenceInterval.percentile(values, 0.9);
            ConfidenceInterval limits =
                    found.get(0).dosages().get(direction > 0 ? 0 : 1).limits();
            assertThat(limits.from()).isCloseTo(expected.from(), withinPercentage(1e-4)); // networks are of floats
            assertThat(limits.to()).isCloseTo(expected.to(), withinPercentage(1e-4));
            assertThat(limits.refits()).isEqualTo(expected.refits());
        }
        EffectiveDosage.Crossing last = found.get(1).dosages().getFirst();
        assertThat(last.dosage()).isBetween(last.limits().from(), last.limits().to());
        assertThat(last.limits().refits() + last.limits().missing()).isEqualTo(200);
        assertThat(found.get(2).dosages()).isEmpty();
    }

    /** Refits take percents of their own limits. */
    @Test
    void levelsOfRefitsAreTheirOwn() {
        Refits refits = hormesis(100);
        double[] values = refits.statistic(line -> {
            double level = (line.min(0, 100).effect() + line.max(0, 100).effect()) / 2;
            return line.crossings(level, 0, 100).stream()
                    .filter(crossing -> crossing.direction() < 0)
                    .mapToDouble(BentLine.Crossing::dosage)
                    .min()
                    .orElse(Double.NaN);
        });
        double to = refits.dosages().to();
        assertThat(to).isCloseTo(100, within(1e-4));
        ConfidenceInterval limits = EffectiveDosages.of(refits, 0.95, Reference.UPPER, 50)
                .getFirst()
                .dosages()
                .getLast()
                .limits();
        ConfidenceInterval naive = ConfidenceInterval.percentile(values, 0.95);
        assertThat(limits.from()).isCloseTo(naive.from(), within(1e-4));
        assertThat(limits.to()).isCloseTo(naive.to(), within(1e-4));
        assertThatThrownBy(() -> EffectiveDosages.of(refits, Double.NaN, Reference.UPPER, 50))
                .hasMessage("the level is NaN; it must be between 0 and 1");
    }

    @Test
    void benchmarkDosagesGoEitherWay() {
        BentLine line = through(0, 10, 4, 14, 10, 2);
        assertThat(BenchmarkDosage.of(line, TEN, 0.1).dosage()).isCloseTo(1, within(1e-6));
        assertThat(BenchmarkDosage.of(line, TEN, 0.5).dosage()).isCloseTo(8.5, within(1e-6)); // 5
        assertThat(BenchmarkDosage.of(line, TEN, 0.9).dosage()).isNaN();
        assertThat(BenchmarkDosage.of(through(0, 0, 10, 5), TEN, 0.1).dosage()).isNaN();
        assertThat(BenchmarkDosage.of(through(0, -10, 10, 0), TEN, 0.1).dosage())
                .isCloseTo(1, within(1e-6));
        assertThatThrownBy(() -> BenchmarkDosage.of(line, TEN, Double.NaN))
                .hasMessage("the benchmark response is NaN; it must be finite and above 0");
        assertThatThrownBy(() -> BenchmarkDosage.of(line, TEN, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** A refit without a benchmark dosage has it beyond the dosages. */
    @Test
    void lowerLimitsCountWhatIsBeyond() {
        SplittableRandom random = new SplittableRandom(3);
        float[] x = new float[24];
        float[] t = new float[24];
        for (int i = 0; i < x.length; i++) {
            x[i] = i % 8;
            t[i] = 10 - 0.05f * x[i] + random.nextFloat(-1, 1);
        }
        DosageIndex index = DosageIndex.of(x, t, 1);
        Refits refits =
                Bootstrap.of(BendSearch.of(1).fit(index), index).withRefits(400).run();
        BenchmarkDosage found = BenchmarkDosage.of(refits, 0.1, 0.95);
        double[] values = refits.statistic(line -> {
            for (double dosage = 0; dosage <= 7; dosage += 1e-3) {
                if (Math.abs(line.effect(dosage) - line.effect(0)) >= 0.1 * Math.abs(line.effect(0))) {
                    return dosage;
                }
            }
            return Double.POSITIVE_INFINITY;
        });
        Arrays.sort(values);
        int missing = (int) Arrays.stream(values).filter(Double::isInfinite).count();
        assertThat(found.missing()).isEqualTo(missing).isBetween(20, 380);
        assertThat(found.refits()).isEqualTo(400 - missing);
        assertThat(found.lower()).isCloseTo(values[19] + 0.95 * (values[20] - values[19]), within(2e-3));
        assertThat(BenchmarkDosage.of(refits, 0.99, 0.95).lower()).isNaN();
    }

    @Test
    void theSteepestSlopeIsThatWithinTheDosages() {
        BentLine line = through(0, 10, 4, 14, 10, 2);
        assertThat(SteepestSlope.of(line, TEN)).isCloseTo(-2, within(1e-6));
        assertThat(SteepestSlope.of(line, new Interval(0, 4))).isEqualTo(1);
        assertThat(SteepestSlope.of(line, new Interval(4, 5))).isCloseTo(-2, within(1e-6));
        assertThat(SteepestSlope.of(line, new Interval(3, 3))).isEqualTo(1);
        BentLine log = BentLine.of(
                Network.of(Activation.RELU, new float[] {1}, new float[] {0}, new float[] {3}, 1, Activation.IDENTITY)
                        .withDosageScale(DosageScale.log10(0.1f)));
        assertThat(SteepestSlope.of(log, new Interval(0, 100)))
                .as("per factor of 10")
                .isEqualTo(3);
        assertThatThrownBy(() -> SteepestSlope.of(log, new Interval(-1, 100)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
