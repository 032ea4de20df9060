package dev.bentline.cli.figure;

import dev.bentline.DosageScale;
import dev.bentline.Interval;
import dev.bentline.Model;
import dev.bentline.Network;
import dev.bentline.Segment;
import dev.bentline.cli.engine.EngineFactory;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Which dosages show a network's shape. */
public final class DosageRange {
    /** Distances from the middle bend, of which half are at most 1: a bend farther out is left out. */
    private static final double FAR = 10;

    private DosageRange() {}

    /** Chooses the dosages it was fitted to; else 0 to 1, or a range around the bends where most of them lie elsewhere. */
    public static Range of(Model model) {
        if (model.dosages().isPresent()) {
            Interval fitted = model.dosages().get();
            return new Range(fitted.from(), fitted.to());
        }
        DosageScale scale = model.dosageScale();
        Range positions = around(bends(model));
        return new Range(scale.dosage(positions.from()), finite(scale.dosage(positions.to())));
    }

    private static double finite(double dosage) {
        return Math.min(dosage, Float.MAX_VALUE);
    }

    private static Range around(double[] bends) {
        long inside =
                Arrays.stream(bends).filter(bend -> bend >= 0 && bend <= 1).count();
        if (2 * inside >= bends.length) {
            return new Range(0, 1);
        }
        Arrays.sort(bends);
        double middle = bends[bends.length / 2];
        double[] distances = Arrays.stream(bends)
                .map(bend -> Math.abs(bend - middle))
                .sorted()
                .toArray();
        double far = FAR * distances[distances.length / 2];
        Range range = Range.NONE;
        for (double bend : bends) {
            range = Math.abs(bend - middle) <= far ? range.with(bend) : range;
        }
        return widened(range);
    }

    /** Leaves some room on both sides of the bends, and begins from 0 on if that is near. */
    private static Range widened(Range bends) {
        double width = bends.to() > bends.from() ? bends.to() - bends.from() : Math.abs(bends.to());
        double from = bends.from() - width / 10;
        double to = bends.to() + width / 10;
        if (bends.from() >= 0 && from < width) {
            from = 0;
        }
        return new Range(Math.max(from, -Float.MAX_VALUE), Math.min(to, Float.MAX_VALUE));
    }

    /** The positions where it bends; of a softplus network those in the middle of each bend, where p[h] is 0. */
    private static double[] bends(Model model) {
        DoubleStream bends = model instanceof Network network && !model.isPiecewiseLinear()
                ? IntStream.range(0, network.width())
                        .mapToDouble(h -> -(double) network.hiddenBias(h) / network.hiddenWeight(h))
                : EngineFactory.bentLine(model).segments().stream().mapToDouble(Segment::from);
        return bends.filter(bend -> Math.abs(bend) <= Float.MAX_VALUE).toArray();
    }
}
