package dev.bentline.fit;

import dev.bentline.BentLine;
import dev.bentline.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds the dosages of effects: ED50 and the like, in closed form. */
public final class EffectiveDosages {
    private EffectiveDosages() {}

    /**
     * The dosages of some percents of effect.
     *
     * @param line the curve
     * @param dosages the smallest and the largest dosage observed; nothing is found beyond
     * @param reference what the percents are of
     * @param percents at least 0, or any effects under {@link Reference#ABSOLUTE}
     * @return as many as the percents, in their order
     * @throws IllegalArgumentException if a percent is NaN, infinite, or below 0
     */
    public static List<EffectiveDosage> of(BentLine line, Interval dosages, Reference reference, double... percents) {
        check(reference, percents);
        Curve curve = Curve.of(line, dosages);
        int direction = curve.direction();
        return Arrays.stream(percents)
                .mapToObj(percent -> {
                    double level = level(curve, reference, percent, direction);
                    List<EffectiveDosage.Crossing> crossings = crossings(curve, level).stream()
                            .map(at -> new EffectiveDosage.Crossing(
                                    at.dosage(), at.direction(), ConfidenceInterval.UNKNOWN))
                            .toList();
                    return new EffectiveDosage(percent, level, crossings);
                })
                .toList();
    }

    /**
     * The dosages of some percents of effect of a fit, with percentile intervals of its refits. Every refit has its own level,
     * as its own control or limits say, on the side of the control where that of the fit is. To the first, second, ... dosage
     * where the fit's curve falls to the level belongs the first, second, ... where the refit's does, and likewise where they
     * rise; a refit that has none is {@linkplain ConfidenceInterval#missing counted}.
     *
     * @param refits the refits of a bootstrap
     * @param confidence how much of the refits lies between the limits, as 0.95
     * @param reference what the percents are of
     * @param percents at least 0, or any effects under {@link Reference#ABSOLUTE}
     * @return as many as the percents, in their order
     * @throws IllegalArgumentException if the confidence is not between 0 and 1, or a percent is NaN, infinite, or below 0
     */
    public static List<EffectiveDosage> of(Refits refits, double confidence, Reference reference, double... percents) {
        ConfidenceInterval.checkLevel(confidence);
        BentLine line = BentLine.of(refits.fit().network());
        int direction = Curve.of(line, refits.dosages()).direction();
        List<Curve> curves = refits.curves();
        return of(line, refits.dosages(), reference, percents).stream()
                .map(found -> {
                    List<List<BentLine.Crossing>> others = curves.stream()
                            .map(curve -> crossings(curve, level(curve, reference, found.percent(), direction)))
                            .toList();
                    return new EffectiveDosage(
                            found.percent(), found.level(), withLimits(found.dosages(), others, confidence));
                })
                .toList();
    }

    private static List<EffectiveDosage.Crossing> withLimits(
            List<EffectiveDosage.Crossing> dosages, List<List<BentLine.Crossing>> others, double confidence) {
        List<EffectiveDosage.Crossing> sure = new ArrayList<>();
        for (EffectiveDosage.Crossing at : dosages) {
            long before = sure.stream()
                    .filter(other -> other.direction() == at.direction())
                    .count();
            double[] values = others.stream()
                    .mapToDouble(refit -> refit.stream()
                            .filter(other -> other.direction() == at.direction())
                            .skip(before)
                            .mapToDouble(BentLine.Crossing::dosage)
                            .findFirst()
                            .orElse(Double.NaN))
                    .toArray();
            sure.add(new EffectiveDosage.Crossing(
                    at.dosage(), at.direction(), ConfidenceInterval.percentile(values, confidence)));
        }
        return List.copyOf(sure);
    }

    static void check(Reference reference, double[] percents) {
        for (double percent : percents) {
            boolean absolute = reference == Reference.ABSOLUTE;
            if (!Double.isFinite(percent) || (percent < 0 && !absolute)) {
                throw new IllegalArgumentException((absolute ? "an effect is " : "a percent is ") + percent
                        + "; it must be finite" + (absolute ? "" : " and at least 0"));
            }
        }
    }

    /** The effect of some percents; NaN where a part of nothing is asked for. */
    private static double level(Curve curve, Reference reference, double percent, int direction) {
        double control = curve.control();
        double lower = curve.lower();
        double upper = curve.upper();
        if ((reference == Reference.CONTROL && control == 0) || (reference == Reference.UPPER && upper == lower)) {
            return Double.NaN;
        }
        double part = percent / 100;
        return switch (reference) {
            case CONTROL -> control + direction * part * Math.abs(control);
            case UPPER -> direction > 0 ? lower + part * (upper - lower) : upper - part * (upper - lower);
            case ABSOLUTE -> percent;
        };
    }

    private static List<BentLine.Crossing> crossings(Curve curve, double level) {
        return Double.isNaN(level) ? List.of() : curve.crossings(level);
    }
}
