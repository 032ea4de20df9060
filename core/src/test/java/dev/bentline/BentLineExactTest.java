package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bentline.testing.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All closed forms of a bent line against rational arithmetic, where its effects are flat, equal or touched. */
class BentLineExactTest {
    private static final int NETWORKS = 1500;

    /** Distribution of a network's numbers. */
    enum Kind {
        /** Multiples of a half, so that nodes cancel, bends coincide and effects are equal. */
        HALVES,
        /** Tenths, which no float holds, but of which one node still cancels the next. */
        PLATEAUS,
        /** Numbers of some thirty orders of magnitude. */
        SCALES
    }

    private static Network draw(Kind kind, Random random) {
        int width = 1 + random.nextInt(6);
        float[] w = new float[width];
        float[] b = new float[width];
        float[] v = new float[width];
        for (int h = 0; h < width; h++) {
            w[h] = number(kind, random);
            b[h] = number(kind, random);
            v[h] = number(kind, random);
            if (kind == Kind.PLATEAUS && h % 2 == 1) { // the slope of both together is 0
                w[h] = 2 * w[h - 1];
                v[h] = -v[h - 1] / 2;
            }
        }
        Activation output = random.nextBoolean() ? Activation.RELU : Activation.IDENTITY;
        return Network.of(Activation.RELU, w, b, v, number(kind, random), output);
    }

    private static float number(Kind kind, Random random) {
        return switch (kind) {
            case HALVES -> (random.nextInt(17) - 8) / 2f;
            case PLATEAUS -> (random.nextInt(201) - 100) / 10f;
            case SCALES -> (float) (random.nextGaussian() * Math.pow(10, random.nextInt(31) - 15));
        };
    }

    /** A network as its knots, from left to right: the ends of a range, and what bends between them. */
    private record Knots(Network network, List<Rational> dosages, List<Rational> effects) {
        static Knots of(Network network, double from, double to) {
            Rational left = Rational.of(from);
            Rational right = Rational.of(to);
            TreeSet<Rational> dosages = new TreeSet<>(List.of(left, right));
            for (int h = 0; h < network.width(); h++) {
                if (network.hiddenWeight(h) != 0) {
                    Rational bend = Rational.of(-network.hiddenBias(h)).over(Rational.of(network.hiddenWeight(h)));
                    if (bend.compareTo(left) > 0 && bend.compareTo(right) < 0) {
                        dosages.add(bend);
                    }
                }
            }
            if (network.output() == Activation.RELU) {
                dosages.addAll(zeros(network, List.copyOf(dosages)));
            }
            List<Rational> sorted = List.copyOf(dosages);
            return new Knots(
                    network,
                    sorted,
                    sorted.stream().map(x -> effect(network, x)).toList());
        }

        private static List<Rational> zeros(Network network, List<Rational> dosages) {
            List<Rational> zeros = new ArrayList<>();
            for (int i = 1; i < dosages.size(); i++) {
                Rational left = sum(network, dosages.get(i - 1));
                Rational right = sum(network, dosages.get(i));
                if (left.signum() * right.signum() < 0) {
                    zeros.add(crossing(dosages.get(i - 1), left, dosages.get(i), right, Rational.ZERO));
                }
            }
            return zeros;
        }

        static Rational crossing(Rational x0, Rational y0, Rational x1, Rational y1, Rational threshold) {
            return x0.plus(x1.minus(x0).times(threshold.minus(y0)).over(y1.minus(y0)));
        }

        static Rational sum(Network network, Rational x) {
            Rational z = Rational.of(network.outputBias());
            for (int h = 0; h < network.width(); h++) {
                Rational p = Rational.of(network.hiddenWeight(h)).times(x).plus(Rational.of(network.hiddenBias(h)));
                z = z.plus(p.max(Rational.ZERO).times(Rational.of(network.outputWeight(h))));
            }
            return z;
        }

        static Rational effect(Network network, Rational x) {
            Rational z = sum(network, x);
            return network.output() == Activation.RELU ? z.max(Rational.ZERO) : z;
        }

        /** The first knot whose effect is better than all before, and no later one's better. */
        int first(BiPredicate<Rational, Rational> better) {
            int best = 0;
            for (int i = 1; i < effects.size(); i++) {
                best = better.test(effects.get(i), effects.get(best)) ? i : best;
            }
            return best;
        }

        /** Rounding of an effect between bends: relative, and where the line's zero is rounded, the slope times that. */
        double slack(double effect) {
            double size = Math.max(
                    Math.abs(dosages.getFirst().toDouble()),
                    Math.abs(dosages.getLast().toDouble()));
            return 0x1p-50 * Math.abs(effect) + 0x1p-51 * steepest() * size;
        }

        private double steepest() {
            double steepest = 0;
            for (int h = 0; h < network.width(); h++) {
                steepest += Math.abs((double) network.outputWeight(h) * network.hiddenWeight(h));
            }
            return steepest;
        }

        /** Rounding of a dosage at which a threshold is crossed, where the line is as flat as any of it. */
        double slackOfDosages(double threshold) {
            double flattest = Double.MAX_VALUE;
            for (int i = 1; i < dosages.size(); i++) {
                double rise = effects.get(i).minus(effects.get(i - 1)).toDouble();
                if (rise != 0) {
                    double run = dosages.get(i).minus(dosages.get(i - 1)).toDouble();
                    flattest = Math.min(flattest, Math.abs(rise / run));
                }
            }
            return 4 * slack(threshold) / flattest;
        }

        double from() {
            return dosages.getFirst().toDouble();
        }

        double to() {
            return dosages.getLast().toDouble();
        }

        double area() {
            Rational twice = Rational.ZERO;
            for (int i = 1; i < dosages.size(); i++) {
                Rational heights = effects.get(i - 1).plus(effects.get(i));
                twice = twice.plus(dosages.get(i).minus(dosages.get(i - 1)).times(heights));
            }
            return twice.toDouble() / 2;
        }

        /** The windows, where a knot reaches the threshold if its nearest double does. */
        List<Interval> windows(double threshold) {
            List<Interval> windows = new ArrayList<>();
            double begin = Double.NaN;
            for (int i = 0; i < dosages.size(); i++) {
                boolean reaches = effects.get(i).toDouble() >= threshold;
                boolean before = i > 0 && effects.get(i - 1).toDouble() >= threshold;
                if (reaches && !before) {
                    begin = i == 0 ? dosages.get(0).toDouble() : crossing(i, threshold);
                } else if (before && !reaches) {
                    windows.add(new Interval(begin, crossing(i, threshold)));
                }
            }
            if (effects.getLast().toDouble() >= threshold) {
                windows.add(new Interval(begin, dosages.getLast().toDouble()));
            }
            return windows;
        }

        private double crossing(int i, double threshold) {
            double at = crossing(
                            dosages.get(i - 1),
                            effects.get(i - 1),
                            dosages.get(i),
                            effects.get(i),
                            Rational.of(threshold))
                    .toDouble();
            double left = dosages.get(i - 1).toDouble();
            return Math.max(left, Math.min(dosages.get(i).toDouble(), at)); // a threshold next to a knot's effect
        }
    }

    private static Stream<Network> networks(Kind kind) {
        Random random = new Random(kind.name().hashCode());
        return IntStream.range(0, NETWORKS).mapToObj(i -> draw(kind, random));
    }

    private static void onRanges(Kind kind, long seed, BiConsumer<Knots, BentLine> check) {
        Random random = new Random(seed);
        networks(kind).forEach(network -> {
            double from = kind == Kind.SCALES ? number(kind, random) : random.nextInt(-20, 5) / 4.0;
            double length = kind == Kind.SCALES ? Math.abs(number(kind, random)) : random.nextInt(40) / 4.0;
            check.accept(Knots.of(network, from, from + length), BentLine.of(network));
        });
    }

    /** A bend has one value, the nearest double of the real one, whichever of its lines it is computed from. */
    @ParameterizedTest
    @EnumSource
    void theEffectAtABendIsTheNearestDouble(Kind kind) {
        networks(kind).forEach(network -> {
            BentLine line = BentLine.of(network);
            for (int h = 0; h < network.width(); h++) {
                if (network.hiddenWeight(h) != 0) {
                    Rational bend = Rational.of(-network.hiddenBias(h)).over(Rational.of(network.hiddenWeight(h)));
                    double dosage = bend.toDouble();
                    if (beginsOnce(line, dosage)) {
                        assertThat(line.effect(dosage))
                                .as("%s at %s: %s", network, dosage, line.segments())
                                .isEqualTo(Knots.effect(network, bend).toDouble());
                    }
                }
            }
            for (Segment segment : line.segments()) {
                assertThat(segment.from()).isLessThanOrEqualTo(segment.to());
                if (segment.slope() == 0 && beginsOnce(line, segment.from()) && beginsOnce(line, segment.to())) {
                    assertThat(line.effect(segment.from())).as("%s", network).isEqualTo(segment.value());
                    assertThat(line.effect(segment.to())).as("%s", network).isEqualTo(segment.value());
                }
            }
        });
    }

    /** Returns whether one segment begins at a dosage, not several that are closer than doubles. */
    private static boolean beginsOnce(BentLine line, double dosage) {
        return line.segments().stream().filter(s -> s.from() == dosage).count() == 1;
    }

    @ParameterizedTest
    @EnumSource
    void extremesAreAtTheFirstKnotThatHasThem(Kind kind) {
        onRanges(kind, 17, (knots, line) -> {
            check(knots, knots.first((x, y) -> x.compareTo(y) > 0), line.max(knots.from(), knots.to()));
            check(knots, knots.first((x, y) -> x.compareTo(y) < 0), line.min(knots.from(), knots.to()));
        });
    }

    /** Another knot may be found only where its effect is different, and too little so for doubles. */
    private static void check(Knots knots, int first, BentLine.Extreme found) {
        double effect = knots.effects.get(first).toDouble();
        assertThat(found.effect()).as("%s", knots).isEqualTo(effect, within(knots.slack(effect)));
        int at = first;
        while (knots.dosages.get(at).toDouble() != found.dosage()) {
            at = (at + 1) % knots.dosages.size();
            assertThat(at).as("%s: %s is no knot", knots, found).isNotEqualTo(first);
        }
        if (at != first) {
            assertThat(knots.effects.get(at)).as("%s", knots).isNotEqualByComparingTo(knots.effects.get(first));
            assertThat(knots.effects.get(at).toDouble()).as("%s", knots).isEqualTo(effect, within(knots.slack(effect)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void areasAreThoseOfTheTrapezes(Kind kind) {
        onRanges(kind, 18, (knots, line) -> {
            double size = 0;
            for (Rational effect : knots.effects) {
                size = Math.max(size, Math.abs(effect.toDouble()));
            }
            double slack = (knots.to() - knots.from()) * knots.slack(size);
            assertThat(line.integral(knots.from(), knots.to()))
                    .as("%s", knots)
                    .isEqualTo(knots.area(), within(4 * slack));
        });
    }

    @ParameterizedTest
    @EnumSource
    void windowsAreWhereTheThresholdIsReached(Kind kind) {
        onRanges(kind, 19, (knots, line) -> {
            for (int i = 0; i < knots.dosages.size(); i++) {
                double effect = knots.effects.get(i).toDouble();
                double apart = 1e-6 * Math.abs(effect) + Double.MIN_NORMAL;
                boolean bend = i > 0 && i < knots.dosages.size() - 1; // elsewhere effects are rounded
                for (double threshold : bend
                        ? new double[] {effect, Math.nextUp(effect), effect + apart}
                        : new double[] {effect - apart, effect + apart}) {
                    check(knots, threshold, line.windows(threshold, knots.from(), knots.to()));
                }
            }
        });
    }

    private static void check(Knots knots, double threshold, List<Interval> found) {
        double slack = knots.slackOfDosages(threshold);
        List<Interval> windows = merged(knots, knots.windows(threshold), slack);
        List<Interval> merged = merged(knots, found, slack);
        String what = knots + ", threshold " + threshold + ": " + found;
        assertThat(merged).as(what).hasSameSizeAs(windows);
        for (int i = 0; i < merged.size(); i++) {
            assertThat(merged.get(i).from()).as(what).isEqualTo(windows.get(i).from(), within(3 * slack));
            assertThat(merged.get(i).to()).as(what).isEqualTo(windows.get(i).to(), within(3 * slack));
        }
    }

    /** Windows with no gap that rounding could close, and without those at an end of the range that rounding could make. */
    private static List<Interval> merged(Knots knots, List<Interval> windows, double slack) {
        List<Interval> merged = new ArrayList<>();
        for (Interval window : windows) {
            if (!merged.isEmpty() && window.from() - merged.getLast().to() <= 2 * slack) {
                window = new Interval(merged.removeLast().from(), window.to());
            }
            merged.add(window);
        }
        merged.removeIf(window -> window.to() - window.from() <= 2 * slack
                && (window.from() == knots.from() || window.to() == knots.to()));
        return merged;
    }

    @Test
    void aFlatEndIsAWindowToTheEndOfTheRange() {
        Network network = Network.of(
                Activation.RELU,
                new float[] {6.7f, 13.4f},
                new float[] {-7f, -9.8f},
                new float[] {-4.9f, 2.45f},
                3.6f,
                Activation.IDENTITY);
        BentLine line = BentLine.of(network);
        double bend = line.segments().getLast().from();
        assertThat(bend).isEqualTo(7 / (double) 6.7f);
        assertThat(line.max(0, 100)).isEqualTo(new BentLine.Extreme(bend, line.effect(50)));
        assertThat(line.windows(line.effect(50), 0, 100)).containsExactly(new Interval(bend, 100));
        assertThat(line.windows(line.effect(50), 1.02, 100)).containsExactly(new Interval(bend, 100));
        assertThat(line.windows(Double.NEGATIVE_INFINITY, 0, 100)).containsExactly(new Interval(0, 100));
        assertThat(line.windows(Double.POSITIVE_INFINITY, 0, 100)).isEmpty();
        assertThat(line.integral(bend, bend)).isZero();
        assertThat(line.integral(-Double.MAX_VALUE, Double.MAX_VALUE)).isInfinite();
        assertThat(BentLine.of(Network.relu()).integral(-Double.MAX_VALUE, Double.MAX_VALUE))
                .isEqualTo(BentLine.of(Network.relu()).integral(0, 1), within(1e-15));
    }
}
