package dev.bentline.cli.figure;

import dev.bentline.DosageScale;
import dev.bentline.plot.Axis;
import dev.bentline.plot.Decimal;
import dev.bentline.plot.LinearAxis;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * An axis of dosages on a network's scale: its values are positions, and its words dosages. Controls stand apart among
 * logarithms, behind a gap.
 *
 * @param from the position of its beginning
 * @param to that of its end
 * @param ticks ascending, at positions
 * @param gap the position where it is broken, if it is
 */
record DosageAxis(DosageScale scale, double from, double to, List<Tick> ticks, OptionalDouble gap) implements Axis {
    /** Powers of ten, from which on only they are marked. */
    private static final double MOST_POWERS = 2.5;

    /** Powers of ten from one mark to the last, of which every one is marked; the labels of more would touch. */
    private static final double MOST_MARKS = 8;

    private static final int MOST_ZEROS = 5;

    /** Distances from controls, as powers of ten: that of the gap, and that of the first other mark. */
    private static final double GAP = 0.2;

    private static final double FIRST_MARK = 0.35;

    /** The share of the axis to the left of controls. */
    private static final double MARGIN = 0.04;

    /** Rounding of positions. */
    private static final double SLACK = 1e-6;

    /** The axis with few round steps that covers some dosages. */
    static DosageAxis covering(DosageScale scale, double from, double to) {
        return scale.isLinear() ? linear(LinearAxis.covering(from, to)) : logarithmic(scale, from, to);
    }

    /** Makes the same, with room around a single dosage. */
    static DosageAxis around(DosageScale scale, double from, double to) {
        return scale.isLinear() ? linear(LinearAxis.around(from, to)) : logarithmic(scale, from, to);
    }

    private static DosageAxis linear(LinearAxis axis) {
        return new DosageAxis(DosageScale.LINEAR, axis.from(), axis.to(), axis.ticks(), OptionalDouble.empty());
    }

    private static DosageAxis logarithmic(DosageScale scale, double from, double to) {
        double controls = scale.position(0.0);
        double first = scale.position(from);
        double last = Math.max(scale.position(to), first);
        boolean hasControls = first <= controls + SLACK;
        double begin = hasControls ? controls + FIRST_MARK : first;
        int step = Math.max(1, (int) Math.ceil((last - begin) / MOST_MARKS));
        List<Tick> all = marks(Math.floor(begin) - step + 1, Math.ceil(Math.max(last, begin)) + step);
        if (last - begin > MOST_POWERS) {
            all = all.stream().filter(tick -> tick.value() % step == 0).toList();
        }
        int start = 0;
        while (start < all.size() - 1
                && (hasControls
                        ? all.get(start).value() < begin
                        : all.get(start + 1).value() <= begin + SLACK)) {
            start++;
        }
        int end = start;
        while (end < all.size() - 1 && all.get(end).value() < last - SLACK) {
            end++;
        }
        List<Tick> ticks = new ArrayList<>(all.subList(start, end + 1));
        double right = ticks.getLast().value();
        if (!hasControls) {
            return new DosageAxis(
                    scale,
                    ticks.getFirst().value(),
                    Math.max(right, ticks.getFirst().value() + 0.3),
                    ticks,
                    OptionalDouble.empty());
        }
        ticks.addFirst(new Tick(controls, "0"));
        double left = controls - MARGIN * (right - controls);
        return new DosageAxis(scale, left, right, ticks, OptionalDouble.of(controls + GAP));
    }

    /** The numbers that are 1, 2 or 5 times a power of ten, from one power to another. */
    private static List<Tick> marks(double from, double to) {
        List<Tick> marks = new ArrayList<>();
        for (int power = (int) from; power <= to; power++) {
            for (int factor : new int[] {1, 2, 5}) {
                String label = new Decimal(factor, power).label(MOST_ZEROS);
                marks.add(new Tick(power + (factor == 1 ? 0 : Math.log10(factor)), label));
            }
        }
        return marks;
    }

    @Override
    public double place(double position) {
        return (position - from) / (to - from);
    }

    /** The dosage in the formula of a node. */
    String variable() {
        return scale.isLinear() ? "dosage" : "log10(dosage)";
    }

    /** Names a derivative. */
    String slope() {
        return scale.isLinear() ? "effect per dosage" : "effect per power of ten";
    }
}
