package dev.bentline.fit;

import dev.bentline.BentLine;
import dev.bentline.Interval;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Benchmark dosage (BMD): the smallest dosage whose effect differs from the control's by a part of it, in either direction:
 * |effect - c| = response |c|, where c is the effect at the smallest dosage observed. That is the relative deviation of the
 * EFSA Scientific Committee's guidance on the benchmark dose approach, 2017.
 *
 * @param response the part, as 0.1
 * @param control the effect c of the smallest dosage observed
 * @param dosage the dosage, NaN where the effect nowhere differs so much between the dosages observed, or that of the control is 0
 * @param lower its lower confidence limit (BMDL), NaN where it is unknown or beyond the dosages observed
 * @param refits the number of refits that have a benchmark dosage
 * @param missing the number of those that have none: theirs counts as larger than all dosages observed
 */
public record BenchmarkDosage(double response, double control, double dosage, double lower, int refits, int missing) {
    /**
     * The benchmark dosage of a curve, without a limit.
     *
     * @param dosages the smallest and the largest dosage observed
     * @param response above 0 and finite
     */
    public static BenchmarkDosage of(BentLine line, Interval dosages, double response) {
        Curve curve = Curve.of(line, dosages);
        return new BenchmarkDosage(response, curve.control(), find(curve, response), Double.NaN, 0, 0);
    }

    /**
     * The benchmark dosage of a fit, and its one-sided lower confidence limit: the quantile 1 - confidence of the refits'.
     *
     * @param response above 0 and finite
     * @param confidence between 0 and 1, as 0.95, with which the limit is the percentile 5
     */
    public static BenchmarkDosage of(Refits refits, double response, double confidence) {
        ConfidenceInterval.checkLevel(confidence);
        Interval dosages = refits.dosages();
        Curve curve = Curve.of(BentLine.of(refits.fit().network()), dosages);
        double dosage = find(curve, response);
        double[] values = refits.curves().stream()
                .mapToDouble(refit -> find(refit, response))
                .map(found -> Double.isNaN(found) ? Double.POSITIVE_INFINITY : found)
                .toArray();
        Arrays.sort(values);
        double lower = ConfidenceInterval.quantile(values, 1 - confidence);
        int found = (int) Arrays.stream(values).filter(Double::isFinite).count();
        return new BenchmarkDosage(
                response,
                curve.control(),
                dosage,
                Double.isFinite(lower) ? lower : Double.NaN,
                found,
                values.length - found);
    }

    /** The change of the effect that is looked for, response |c|, in the unit of effects; 0 of a control whose effect is 0. */
    public double change() {
        return response * Math.abs(control);
    }

    static void check(double response) {
        if (!(response > 0 && response <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "the benchmark response is " + response + "; it must be finite and above 0");
        }
    }

    private static double find(Curve curve, double response) {
        check(response);
        double control = curve.control();
        double change = response * Math.abs(control);
        if (change == 0) {
            return Double.NaN;
        }
        return DoubleStream.of(control - change, control + change)
                .mapMulti((level, to) -> curve.crossings(level).forEach(crossing -> to.accept(crossing.dosage())))
                .min()
                .orElse(Double.NaN);
    }
}
