package dev.bentline;

import dev.bentline.kernel.BentLineCompiler;
import dev.bentline.kernel.BentLineTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A ReLU network as what it is: a bent line, straight between its bends; immutable.
 *
 * <p>Bends, slopes and values of a {@link Network} come from exact sums of the network's numbers, rounded to double once, so that cancellation
 * between nodes does no harm. Everything here describes the network's real function, not the floats an {@link Engine}
 * computes.
 *
 * <p>On a {@link DosageScale} it is straight between its bends over positions, which {@link #segments} are told in. All
 * else takes dosages and returns dosages.
 */
public final class BentLine {
    private static final double LOG_OF_10 = 2.302585092994046;

    private final List<Segment> segments;
    /** The effect where a segment begins: one number for both segments that meet there. */
    private final double[] heights;

    private final DosageScale scale;

    private BentLine(List<Segment> segments, double[] heights, DosageScale scale) {
        this.segments = segments;
        this.heights = heights;
        this.scale = scale;
    }

    /**
     * The bent line of a network with ReLU hidden nodes, in O(H log H).
     *
     * @throws IllegalArgumentException if the hidden nodes are softplus, which bends everywhere
     */
    public static BentLine of(Network network) {
        Objects.requireNonNull(network, "network");
        if (network.hidden() != Activation.RELU) {
            throw new IllegalArgumentException(
                    "the hidden activation is " + network.hidden() + "; only RELU networks are bent lines");
        }
        return of(BentLineCompiler.compile(network.parameters()).segments(), network.dosageScale());
    }

    /**
     * The bent line of either kind of model. That of a {@link DeepNetwork} comes from sums in double: bends closer to each other,
     * and slopes and effects closer to 0, than some 32 roundings of the summed magnitude are taken for equal, and for 0. It
     * costs segments times the sum of the products of neighbouring widths.
     *
     * @throws IllegalArgumentException if the hidden nodes are softplus, or a deep network has more than 2^20 segments or
     *     leaves the range of doubles
     */
    public static BentLine of(Model model) {
        return switch (Objects.requireNonNull(model, "model")) {
            case Network network -> of(network);
            case DeepNetwork deep -> of(deep.compile().segments(), deep.dosageScale());
        };
    }

    private static BentLine of(BentLineTable.Segments table, DosageScale scale) {
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < table.from().length; i++) {
            segments.add(new Segment(
                    table.from()[i], table.to()[i], table.anchors()[i], table.values()[i], table.slopes()[i]));
        }
        return new BentLine(List.copyOf(segments), table.heights(), scale);
    }

    /** The scale it is straight on, between its bends. */
    public DosageScale scale() {
        return scale;
    }

    /**
     * The segments from left to right; neighbours share their ends, and lie on different lines. Their dosages are positions on
     * the {@link #scale}, and their slopes effect per unit of it.
     */
    public List<Segment> segments() {
        return segments;
    }

    /** The effect of a dosage; NaN for NaN. */
    public double effect(double dosage) {
        double position = scale.position(dosage);
        return Double.isNaN(position) ? Double.NaN : effect(find(position), position);
    }

    /** The effect of a position in segment i, its ends included; no rounding carries it beyond theirs. */
    private double effect(int i, double dosage) {
        Segment segment = segments.get(i);
        boolean bendsLeft = i > 0;
        boolean bendsRight = i < segments.size() - 1;
        if (bendsRight && dosage == segment.to()) { // first, for a segment shorter than doubles are apart
            return heights[i + 1];
        }
        if (bendsLeft && dosage == segment.from()) {
            return heights[i];
        }
        double effect = segment.effect(dosage);
        if (segment.slope() == 0) {
            return effect;
        }
        boolean rises = segment.slope() > 0;
        if (bendsLeft) {
            effect = rises ? Math.max(effect, heights[i]) : Math.min(effect, heights[i]);
        }
        if (bendsRight) {
            effect = rises ? Math.min(effect, heights[i + 1]) : Math.max(effect, heights[i + 1]);
        }
        return effect;
    }

    /**
     * The smallest effect of the dosages from {@code from} to {@code to}, and the first dosage that has it.
     *
     * @throws IllegalArgumentException if the ends are not finite and in order
     */
    public Extreme min(double from, double to) {
        return extreme(from, to, -1);
    }

    /** The largest effect; arguments as for {@link #min}. */
    public Extreme max(double from, double to) {
        return extreme(from, to, 1);
    }

    /**
     * A dosage and its effect.
     *
     * @param dosage the first dosage with that effect
     * @param effect the effect
     */
    public record Extreme(double dosage, double effect) {}

    private Extreme extreme(double from, double to, int sign) {
        Range range = new Range(from, to);
        double best = effect(from);
        double at = range.first;
        for (int i = find(range.first); i < segments.size() && segments.get(i).from() <= range.last; i++) {
            double end = Math.min(segments.get(i).to(), range.last);
            double effect = effect(i, end);
            if (sign * effect > sign * best) {
                best = effect;
                at = end;
            }
        }
        return new Extreme(range.dosage(at), best);
    }

    /** Range of dosages, and its place on the scale. */
    private final class Range {
        final double from;
        final double to;
        /** The ends' positions. */
        final double first;

        final double last;

        Range(double from, double to) {
            boolean inOrder = Double.isFinite(from) && Double.isFinite(to) && from <= to;
            if (!inOrder || (from < 0 && !scale.isLinear())) {
                throw new IllegalArgumentException("the range is " + from + " to " + to + "; its ends must be finite"
                        + (scale.isLinear() ? "" : ", 0 or above") + " and in order");
            }
            this.from = from;
            this.to = to;
            first = scale.position(from);
            last = scale.position(to);
        }

        /** The smallest dosage of the range at a position. */
        double dosage(double position) {
            if (position == first) {
                return from;
            }
            return position == last ? to : Math.clamp(scale.dosage(position), from, to);
        }
    }

    /**
     * The integral of the effect over the dosages from {@code from} to {@code to}: the area under the curve.
     *
     * @throws IllegalArgumentException if the ends are not finite and in order
     */
    public double integral(double from, double to) {
        Range range = new Range(from, to);
        if (scale.isLinear()) {
            return sum(range, BentLine::straight);
        }
        double controls = Math.clamp(scale.zero(), from, to);
        return sum(range, BentLine::overDosages) + effect(from) * (controls - from);
    }

    /**
     * The integral of the effect over the positions from that of one dosage to that of another: the area under the curve as it
     * is drawn on the {@link #scale}.
     *
     * @throws IllegalArgumentException if the ends are not finite and in order
     */
    public double integralOnScale(double from, double to) {
        return sum(new Range(from, to), BentLine::straight);
    }

    private interface Area {
        double of(Segment segment, double left, double right);
    }

    private double sum(Range range, Area areas) {
        double area = 0;
        double lost = 0; // Kahan's compensation: thousands of segments, positive and negative
        for (int i = find(range.first); i < segments.size() && segments.get(i).from() <= range.last; i++) {
            Segment segment = segments.get(i);
            double left = Math.max(segment.from(), range.first);
            double right = Math.min(segment.to(), range.last);
            double term = areas.of(segment, left, right) - lost;
            double sum = area + term;
            lost = Double.isInfinite(sum) ? 0 : (sum - area) - term;
            area = sum;
        }
        return area;
    }

    private static double straight(Segment segment, double left, double right) {
        double half = right / 2 - left / 2; // the whole may be more than a double holds
        return 2 * (half * segment.effect(left + half));
    }

    /** The integral of a + s log10(x / x0) over dosages x from x0: a (x - x0) + s / log 10 (x log(x / x0) - (x - x0)). */
    private static double overDosages(Segment segment, double left, double right) {
        double x0 = StrictMath.pow(10, left);
        double growth = StrictMath.expm1((right - left) * LOG_OF_10); // x / x0 - 1
        double log = (right - left) * LOG_OF_10;
        return x0 * (segment.effect(left) * growth + segment.slope() / LOG_OF_10 * ((1 + growth) * log - growth));
    }

    /**
     * The dosages between {@code from} and {@code to} that have an effect, from left to right. Of a flat stretch at that
     * effect it is the first dosage.
     *
     * @throws IllegalArgumentException if the ends are not finite and in order, or the effect is NaN
     */
    public List<Crossing> crossings(double effect, double from, double to) {
        Range range = new Range(from, to);
        checkNumber("effect", effect);
        List<Crossing> crossings = new ArrayList<>();
        boolean on = false; // whether the segment before ends at the effect
        for (int i = find(range.first); i < segments.size() && segments.get(i).from() <= range.last; i++) {
            Segment segment = segments.get(i);
            double left = Math.max(segment.from(), range.first);
            double right = Math.min(segment.to(), range.last);
            double before = effect(i, left);
            double after = effect(i, right);
            if (before == effect) {
                if (!on) {
                    crossings.add(new Crossing(range.dosage(left), sign(segment.slope())));
                }
            } else if ((before < effect && effect <= after) || (before > effect && effect >= after)) {
                double inside = segment.anchor() + (effect - segment.value()) / segment.slope();
                crossings.add(new Crossing(range.dosage(Math.clamp(inside, left, right)), sign(segment.slope())));
            }
            on = after == effect;
        }
        return List.copyOf(crossings);
    }

    private static int sign(double slope) {
        return slope > 0 ? 1 : slope < 0 ? -1 : 0;
    }

    /**
     * A dosage where the effect has some value.
     *
     * @param dosage the dosage
     * @param direction 1 where the line comes to it from below, -1 from above; where it begins there, what it does next, and 0
     *     if it stays
     */
    public record Crossing(double dosage, int direction) {}

    /**
     * The dosages between {@code from} and {@code to} whose effect is at least the threshold: closed intervals from left
     * to right that do not touch. A single dosage is an interval of length 0.
     *
     * @throws IllegalArgumentException if the ends are not finite and in order, or the threshold is NaN
     */
    public List<Interval> windows(double threshold, double from, double to) {
        Range range = new Range(from, to);
        checkNumber("threshold", threshold);
        List<Interval> windows = new ArrayList<>();
        for (int i = find(range.first); i < segments.size() && segments.get(i).from() <= range.last; i++) {
            Segment segment = segments.get(i);
            double left = Math.max(segment.from(), range.first);
            double right = Math.min(segment.to(), range.last);
            boolean atLeft = effect(i, left) >= threshold;
            boolean atRight = effect(i, right) >= threshold;
            if (atLeft || atRight) {
                double crossing = segment.anchor() + (threshold - segment.value()) / segment.slope();
                double inside = Math.max(left, Math.min(right, crossing));
                append(windows, atLeft ? left : inside, atRight ? right : inside);
            }
        }
        return windows.stream()
                .map(window -> new Interval(range.dosage(window.from()), range.dosage(window.to())))
                .toList();
    }

    private static void checkNumber(String what, double value) {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("the " + what + " is NaN; it must be a number");
        }
    }

    private static void append(List<Interval> windows, double from, double to) {
        if (!windows.isEmpty() && windows.getLast().to() >= from) {
            windows.set(
                    windows.size() - 1,
                    new Interval(
                            windows.getLast().from(),
                            Math.max(to, windows.getLast().to())));
        } else {
            windows.add(new Interval(from, to));
        }
    }

    /** The last segment that begins at or before a position. */
    private int find(double dosage) {
        int low = 0;
        int high = segments.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (segments.get(middle).from() <= dosage) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
