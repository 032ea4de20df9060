package dev.bentline.fit;

import dev.bentline.BentLine;
import dev.bentline.DosageScale;
import dev.bentline.Fit;
import dev.bentline.Interval;
import dev.bentline.Network;
import dev.bentline.fit.segmented.SegmentedLine;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Result of a {@link Bootstrap}: the networks of its refits, in their order. Immutable. */
public final class Refits {
    private final Fit fit;
    private final Interval dosages;
    private final SegmentedLine[] lines;
    private final double range;
    private final @Nullable Monotone monotone;
    private final int fewDosages;

    Refits(
            Fit fit,
            Interval dosages,
            SegmentedLine[] lines,
            double range,
            @Nullable Monotone monotone,
            int fewDosages) {
        this.fit = fit;
        this.dosages = dosages;
        this.lines = lines;
        this.range = range;
        this.monotone = monotone;
        this.fewDosages = fewDosages;
    }

    /** The fit that they belong to. */
    public Fit fit() {
        return fit;
    }

    /** The smallest and the largest dosage observed. */
    public Interval dosages() {
        return dosages;
    }

    /** The number of refits. */
    public int count() {
        return lines.length;
    }

    /**
     * The number of refits to at most as many distinct dosages as there are nodes: drawn cases may be so few. Such a refit
     * meets all mean effects, on one of many bent lines that do.
     */
    public int fewDosages() {
        return fewDosages;
    }

    /** The network of refit i, 0 &lt;= i &lt; {@link #count}, on the scale of the fit's. */
    public Network network(int i) {
        Network network = fit.network();
        return BendSearch.network(lines[Objects.checkIndex(i, lines.length)], range, monotone)
                .withBend(network.bend())
                .withDosageScale(network.dosageScale());
    }

    /** The bent line of refit i. */
    public BentLine line(int i) {
        return BentLine.of(network(i));
    }

    /** The curves of all refits. */
    List<Curve> curves() {
        DosageScale scale = fit.network().dosageScale();
        return Arrays.stream(lines).map(line -> Curve.of(line, scale, dosages)).toList();
    }

    /**
     * Tells how sure the effects of some dosages are: a band around the curve, point by point.
     *
     * @param at dosages between the smallest and the largest observed
     * @param level how much of the refits lies between the limits, as 0.95
     */
    public List<ConfidenceInterval> effects(double[] at, double level) {
        DosageScale scale = fit.network().dosageScale();
        List<Curve> curves = curves();
        return Arrays.stream(at)
                .map(scale::position)
                .mapToObj(position -> ConfidenceInterval.percentile(
                        curves.stream()
                                .mapToDouble(curve -> curve.effect(position))
                                .toArray(),
                        level))
                .toList();
    }

    /** A number that each bent line has: of the effect at a dosage, say, {@code line -> line.effect(dosage)}. */
    public double[] statistic(ToDoubleFunction<BentLine> statistic) {
        return IntStream.range(0, count())
                .mapToDouble(i -> statistic.applyAsDouble(line(i)))
                .toArray();
    }
}
