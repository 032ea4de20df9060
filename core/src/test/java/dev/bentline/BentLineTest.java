package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The network's real function against exact arithmetic. */
class BentLineTest {
    private static final BentLine RELU = BentLine.of(Network.relu());

    @Test
    void theWorkedExampleIsZeroThenAPeakThenZero() {
        List<Segment> segments = RELU.segments();
        assertThat(segments).hasSize(4);
        assertThat(segments.getFirst().from()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(segments.getFirst().slope()).isZero();
        assertThat(segments.getFirst().to()).isEqualTo(16 / (2.7f * (double) 12.6f), within(1e-15));
        assertThat(segments.get(1).to()).isEqualTo(0.5);
        assertThat(segments.get(1).slope()).isEqualTo(2.7f * (double) 12.6f, within(1e-14));
        assertThat(segments.getLast().to()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(RELU.effect(0.5)).isEqualTo(1.01, within(1e-5));
        assertThat(RELU.effect(0)).isZero();
        assertThat(RELU.effect(1)).isZero();
        assertThat(RELU.effect(Double.NaN)).isNaN();
        assertThat(RELU.effect(Double.POSITIVE_INFINITY)).isZero();
    }

    @Test
    void itsExtremesAreaAndWindowHaveClosedForms() {
        BentLine.Extreme peak = RELU.max(0, 1);
        assertThat(peak.dosage()).isEqualTo(0.5);
        assertThat(peak.effect()).isEqualTo(1.01, within(1e-5));
        assertThat(RELU.min(0, 1)).isEqualTo(new BentLine.Extreme(0, 0));
        List<Segment> segments = RELU.segments();
        double base = segments.get(2).to() - segments.get(1).from();
        assertThat(RELU.integral(0, 1)).isEqualTo(base * peak.effect() / 2, within(1e-15));

        assertThat(RELU.windows(0.5, 0, 1)).hasSize(1);
        Interval window = RELU.windows(0.5, 0, 1).getFirst();
        assertThat(RELU.effect(window.from())).isEqualTo(0.5, within(1e-14));
        assertThat(RELU.effect(window.to())).isEqualTo(0.5, within(1e-14));
        assertThat(RELU.windows(0, 0, 1)).containsExactly(new Interval(0, 1));
        assertThat(RELU.windows(2, 0, 1)).isEmpty();
        assertThat(RELU.windows(peak.effect(), 0, 1)).containsExactly(new Interval(0.5, 0.5));
        assertThat(RELU.windows(0.5, 0.5, 0.5)).containsExactly(new Interval(0.5, 0.5));
    }

    @Test
    void softplusAndBadRangesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BentLine.of(Network.softplus()))
                .withMessageContaining("SOFTPLUS");
        assertThatIllegalArgumentException().isThrownBy(() -> RELU.max(1, 0)).withMessageContaining("1.0 to 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RELU.integral(0, Double.POSITIVE_INFINITY))
                .withMessageContaining("Infinity");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RELU.windows(Double.NaN, 0, 1))
                .withMessageContaining("threshold");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RELU.windows(0.5, 1, 0))
                .withMessageContaining("1.0 to 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RELU.windows(0.5, Double.NEGATIVE_INFINITY, 1))
                .withMessageContaining("-Infinity");
    }

    /** Without compensation it would be off by some 30 ulps. */
    @Test
    void anAreaOfThousandsOfSegmentsIsTheirSumWithinTwoUlps() {
        int width = 4096;
        Random random = new Random(9);
        float[] w = new float[width];
        float[] b = new float[width];
        float[] v = new float[width];
        for (int h = 0; h < width; h++) {
            w[h] = 1;
            b[h] = -random.nextFloat();
            v[h] = (float) random.nextGaussian();
        }
        BentLine line = BentLine.of(Network.of(Activation.RELU, w, b, v, 1000f, Activation.IDENTITY));
        BigDecimal sum = BigDecimal.ZERO;
        for (Segment segment : line.segments()) {
            double left = Math.max(0, segment.from());
            double right = Math.min(1, segment.to());
            if (left < right) {
                double half = right / 2 - left / 2;
                sum = sum.add(new BigDecimal(2 * (half * segment.effect(left + half))));
            }
        }
        double area = line.integral(0, 1);
        assertThat(line.segments()).hasSizeGreaterThan(4000);
        assertThat(new BigDecimal(area).subtract(sum).abs().doubleValue()).isLessThanOrEqualTo(2 * Math.ulp(area));
    }

    /** w x + b is 2^-46, and v times that, less 2^-46, is 2^-69: far below the rounding of the products. */
    @Test
    void aSumThatCancelsBeyondDoublesKeepsItsSign() {
        float next = Math.nextUp(1f);
        float[] w = {next};
        float[] b = {-(1 + 0x1p-22f)};
        Network network = Network.of(Activation.RELU, w, b, w, -0x1p-46f, Activation.RELU);
        Engine engine = Engine.of(network, Formulation.BENT_LINE);
        float[] effects = new float[2];
        float[] slopes = new float[2];
        engine.forward(new float[] {1, next}, effects);
        engine.derivative(new float[] {1, next}, slopes);
        assertThat(effects).containsExactly(0, 0x1p-69f);
        assertThat(slopes).containsExactly(0, next * next);
    }

    @Test
    void aBendAtZeroIsAtPositiveZero() {
        float[] one = {1};
        float[] falling = {-1};
        for (float[] w : List.of(one, falling)) {
            for (float b : new float[] {0f, -0f}) {
                BentLine line =
                        BentLine.of(Network.of(Activation.RELU, w, new float[] {b}, one, 1f, Activation.IDENTITY));
                assertThat(line.segments().getFirst().to()).isEqualTo(0.0);
                assertThat(1 / line.segments().getFirst().to()).isPositive();
            }
        }
    }

    @Test
    void nodesThatCancelLeaveNoBend() {
        Network network = Network.of(
                Activation.RELU,
                new float[] {1e30f, 1e30f, -2f, 0f},
                new float[] {1e30f, 1e30f, 1f, 3f},
                new float[] {1e8f, -1e8f, 1f, 2f},
                0f,
                Activation.IDENTITY);
        assertThat(BentLine.of(network).segments())
                .containsExactly(
                        new Segment(Double.NEGATIVE_INFINITY, 0.5, 0.5, 6, -2),
                        new Segment(0.5, Double.POSITIVE_INFINITY, 0.5, 6, 0));
    }

    /** An output that is 0 at a bend, on both sides positive: two segments, and none of length 0 between them. */
    @Test
    void touchingZeroFromAboveMakesNoSegment() {
        assertThat(pair(1, 1).segments())
                .containsExactly(
                        new Segment(Double.NEGATIVE_INFINITY, 0, 0, 0, -1),
                        new Segment(0, Double.POSITIVE_INFINITY, 0, 0, 1));
    }

    /** An output's sum that is 0 between two bends, and negative outside: 0 all over, in one segment. */
    @Test
    void touchingZeroFromBelowIsAConstant() {
        Segment zero = new Segment(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0, 0, 0);
        assertThat(pair(-1, 1).segments()).hasSize(2);
        assertThat(pair(-1, -1).segments()).containsExactly(zero);
        Network plateau = Network.of(
                Activation.RELU, new float[] {-1, 1}, new float[] {0, -1}, new float[] {-1, -1}, 0, Activation.RELU);
        assertThat(BentLine.of(plateau).segments()).containsExactly(zero);
    }

    /** Two nodes that bend at 0. */
    private static BentLine pair(float left, float right) {
        return BentLine.of(Network.of(
                Activation.RELU, new float[] {-1, 1}, new float[2], new float[] {left, right}, 0, Activation.RELU));
    }

    /** The line turns at the first bend, and a node without weight bends before the next float. */
    @Test
    void aBendThatNoFloatPartsFromTheNextIsKept() {
        Network network = Network.of(
                Activation.RELU,
                new float[] {2.3f, 6.8999996f},
                new float[] {0.4f, 1.2f},
                new float[] {0f, -2.9f},
                -1.9f,
                Activation.IDENTITY);
        BentLine line = BentLine.of(network);
        float[] x = {-0.17391306f, -0.17391305f, -0.173913f, 0f, 1f};
        float[] y = new float[x.length];
        Engine.of(network, Formulation.BENT_LINE).forward(x, y);
        for (int i = 0; i < x.length; i++) {
            assertThat((double) y[i]).isCloseTo(line.effect(x[i]), within(Math.ulp(y[i]) * 1.0));
        }
    }

    @Test
    void deadNodesAloneAreAConstant() {
        Network network =
                Network.of(Activation.RELU, new float[] {0f}, new float[] {2f}, new float[] {3f}, -1f, Activation.RELU);
        assertThat(BentLine.of(network).segments())
                .containsExactly(new Segment(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0, 5, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 40, 300})
    void effectsAreExactToRoundingInDouble(int width) {
        Random random = new Random(width);
        for (int trial = 0; trial < 20; trial++) {
            Network network = random(random, width, trial);
            BentLine line = BentLine.of(network);
            Exact exact = new Exact(network);
            List<Double> dosages = new ArrayList<>();
            for (Segment segment : line.segments()) {
                dosages.add(segment.anchor());
                if (Double.isFinite(segment.to())) {
                    dosages.add(segment.to());
                    dosages.add(Math.nextUp(segment.to()));
                }
            }
            for (int i = 0; i < 20; i++) {
                dosages.add(3 * random.nextGaussian());
            }
            for (double dosage : dosages) {
                double effect = exact.at(dosage);
                Segment segment = segmentOf(line, dosage);
                double size = Math.abs(segment.value()) + Math.abs(segment.slope() * (dosage - segment.anchor()));
                // a bend is rounded to double, so next to one the neighbour's line may be taken
                double doubt = 0x1p-50 * size + 0x1p-51 * Math.abs(dosage) * steepest(network);
                assertThat(line.effect(dosage)).isEqualTo(effect, within(doubt + Double.MIN_VALUE));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 30})
    void windowsHoldExactlyTheDosagesThatReachTheThreshold(int width) {
        Random random = new Random(-width);
        for (int trial = 0; trial < 50; trial++) {
            Network network = random(random, width, trial);
            BentLine line = BentLine.of(network);
            Exact exact = new Exact(network);
            double threshold = exact.at(random.nextGaussian());
            List<Interval> windows = line.windows(threshold, -3, 3);
            for (int i = 1; i < windows.size(); i++) {
                assertThat(windows.get(i).from())
                        .isGreaterThan(windows.get(i - 1).to());
            }
            double slack = 0x1p-40 * (Math.abs(threshold) + steepest(network));
            for (int i = -300; i <= 300; i++) {
                double dosage = i / 100.0;
                boolean inside = windows.stream().anyMatch(w -> w.from() <= dosage && dosage <= w.to());
                double above = exact.at(dosage) - threshold;
                if (Math.abs(above) > slack) {
                    assertThat(inside).isEqualTo(above > 0);
                }
            }
        }
    }

    private static Network random(Random random, int width, int trial) {
        float[] w = new float[width];
        float[] b = new float[width];
        float[] v = new float[width];
        for (int h = 0; h < width; h++) {
            w[h] = (float) random.nextGaussian();
            b[h] = (float) random.nextGaussian();
            v[h] = (float) random.nextGaussian();
            if (trial % 3 == 1 && h % 2 == 1) { // nearly cancels its neighbour
                w[h] = w[h - 1] * 1000;
                b[h] = b[h - 1] * 1000;
                v[h] = -v[h - 1] / 1000;
            }
        }
        return Network.of(
                Activation.RELU,
                w,
                b,
                v,
                (float) random.nextGaussian(),
                trial % 2 == 0 ? Activation.RELU : Activation.IDENTITY);
    }

    private static Segment segmentOf(BentLine line, double dosage) {
        return line.segments().stream()
                .filter(s -> s.from() <= dosage && dosage <= s.to())
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static double steepest(Network network) {
        double sum = 0;
        for (int h = 0; h < network.width(); h++) {
            sum += Math.abs((double) network.outputWeight(h) * network.hiddenWeight(h));
        }
        return sum;
    }

    /** A network's real function; its numbers are made decimals once. */
    private static final class Exact {
        private final BigDecimal[] w;
        private final BigDecimal[] b;
        private final BigDecimal[] v;
        private final BigDecimal c;
        private final boolean relu;

        Exact(Network network) {
            w = decimals(network, network::hiddenWeight);
            b = decimals(network, network::hiddenBias);
            v = decimals(network, network::outputWeight);
            c = new BigDecimal(network.outputBias());
            relu = network.output() == Activation.RELU;
        }

        private static BigDecimal[] decimals(Network network, IntToDoubleFunction number) {
            return IntStream.range(0, network.width())
                    .mapToObj(h -> new BigDecimal(number.applyAsDouble(h)))
                    .toArray(BigDecimal[]::new);
        }

        double at(double dosage) {
            BigDecimal x = new BigDecimal(dosage);
            BigDecimal z = c;
            for (int h = 0; h < w.length; h++) {
                BigDecimal p = w[h].multiply(x).add(b[h]);
                if (p.signum() > 0) {
                    z = z.add(p.multiply(v[h]));
                }
            }
            z = relu ? z.max(BigDecimal.ZERO) : z;
            return z.round(new MathContext(40)).doubleValue();
        }
    }
}
