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
 */
public final class BentLine {
    private final List<Segment> segments;
    /** The effect where a segment begins: one number for both segments that meet there. */
    private final double[] heights;

    private BentLine(List<Segment> segments, double[] heights) {
        this.segments = segments;
        this.heights = heights;
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
        return of(BentLineCompiler.compile(network.parameters()).segments());
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
            case DeepNetwork deep -> of(deep.compile().segments());
        };
    }

    private static BentLine of(BentLineTable.Segments table) {
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < table.from().length; i++) {
            segments.add(new Segment(
                    table.from()[i], table.to()[i], table.anchors()[i], table.values()[i], table.slopes()[i]));
        }
        return new BentLine(List.copyOf(segments), table.heights());
    }

    /** The segments from left to right; neighbours share their ends, and lie on different lines. */
    public List<Segment> segments() {
        return segments;
    }

    /** The effect of a dosage; NaN for NaN. */
    public double effect(double dosage) {
        return Double.isNaN(dosage) ? Double.NaN : effect(find(dosage), dosage);
    }

    /** The effect of a dosage of segment i, its ends included; no rounding carries it beyond theirs. */
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
        checkRange(from, to);
        double best = effect(from);
        double at = from;
        for (int i = find(from); i < segments.size() && segments.get(i).from() <= to; i++) {
            Segment segment = segments.get(i);
            double end = Math.min(segment.to(), to);
            double effect = effect(i, end);
            if (sign * effect > sign * best) {
                best = effect;
                at = end;
            }
        }
        return new Extreme(at, best);
    }

    /**
     * The integral of the effect over the dosages from {@code from} to {@code to}: the area under the curve.
     *
     * @throws IllegalArgumentException if the ends are not finite and in order
     */
    public double integral(double from, double to) {
        checkRange(from, to);
        double area = 0;
        double lost = 0; // Kahan's compensation: thousands of segments, positive and negative
        for (int i = find(from); i < segments.size() && segments.get(i).from() <= to; i++) {
            Segment segment = segments.get(i);
            double left = Math.max(segment.from(), from);
            double right = Math.min(segment.to(), to);
            double half = right / 2 - left / 2; // the whole may be more than a double holds
            double term = 2 * (half * segment.effect(left + half)) - lost;
            double sum = area + term;
            lost = Double.isInfinite(sum) ? 0 : (sum - area) - term;
            area = sum;
        }
        return area;
    }

    /**
     * The dosages between {@code from} and {@code to} whose effect is at least the threshold: closed intervals from left
     * to right that do not touch. A single dosage is an interval of length 0.
     *
     * @throws IllegalArgumentException if the ends are not finite and in order, or the threshold is NaN
     */
    public List<Interval> windows(double threshold, double from, double to) {
        checkRange(from, to);
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("the threshold is NaN; it must be a number");
        }
        List<Interval> windows = new ArrayList<>();
        for (int i = find(from); i < segments.size() && segments.get(i).from() <= to; i++) {
            Segment segment = segments.get(i);
            double left = Math.max(segment.from(), from);
            double right = Math.min(segment.to(), to);
            boolean atLeft = effect(i, left) >= threshold;
            boolean atRight = effect(i, right) >= threshold;
            if (atLeft || atRight) {
                double crossing = segment.anchor() + (threshold - segment.value()) / segment.slope();
                double inside = Math.max(left, Math.min(right, crossing));
                append(windows, atLeft ? left : inside, atRight ? right : inside);
            }
        }
        return List.copyOf(windows);
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

    /** The last segment that begins at or before a dosage. */
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

    private static void checkRange(double from, double to) {
        if (!Double.isFinite(from) || !Double.isFinite(to) || from > to) {
            throw new IllegalArgumentException(
                    "the range is " + from + " to " + to + "; its ends must be finite and in order");
        }
    }
}
