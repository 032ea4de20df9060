package dev.bentline.spark;

import dev.bentline.Stop;
import dev.bentline.fit.ConfidenceInterval;
import dev.bentline.fit.CurveFit;
import dev.bentline.fit.EffectiveDosage;
import dev.bentline.fit.Estimates;
import dev.bentline.fit.Estimation;
import dev.bentline.fit.GoodnessOfFit;
import dev.bentline.fit.GroupFit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.special.Beta;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Columns and rows of the results of groups, with the names that {@code bentline fit --group} gives them. */
final class FitTable {
    private static final StructType EFFECTIVE_DOSAGE = new StructType()
            .add("percent", DataTypes.DoubleType)
            .add("effect", DataTypes.DoubleType)
            .add("dosage", DataTypes.DoubleType)
            .add("from", DataTypes.DoubleType)
            .add("to", DataTypes.DoubleType)
            .add("direction", DataTypes.StringType)
            .add("refits", DataTypes.LongType)
            .add("refitsWithout", DataTypes.LongType);

    private final Estimation estimation;
    private StructType columns = new StructType();

    FitTable(Estimation estimation) {
        this.estimation = estimation;
        add("observations", DataTypes.LongType);
        add("hidden", DataTypes.LongType);
        addNumbers("sumOfSquaredResiduals", "rSquared", "residualStandardError");
        add("degreesOfFreedom", DataTypes.LongType);
        addNumbers("aicc", "bic", "lackOfFitP", "flatP");
        estimation.percents().forEach(percent -> addNumberWithLimits(name(percent)));
        if (!estimation.percents().isEmpty()) {
            add("effectiveDosages", DataTypes.createArrayType(EFFECTIVE_DOSAGE, false));
        }
        if (estimation.asksForBenchmarkDosage()) {
            addNumbers("benchmarkDosage");
            if (estimation.hasIntervals()) {
                addNumbers("benchmarkDosageLower");
            }
        }
        addNumbers("area");
        addNumberWithLimits("areaOnScale");
        addNumbers("steepestSlope");
        add("globalOptimum", DataTypes.BooleanType);
        add("network", DataTypes.StringType);
        add("failure", DataTypes.StringType);
    }

    /** The name of the column of a percent. */
    static String name(double percent) {
        return "ed" + (percent == Math.rint(percent) ? Long.toString((long) percent) : Float.toString((float) percent));
    }

    private void add(String name, DataType type) {
        columns = columns.add(name, type);
    }

    private void addNumbers(String... names) {
        for (String name : names) {
            add(name, DataTypes.DoubleType);
        }
    }

    private void addNumberWithLimits(String name) {
        addNumbers(name);
        if (estimation.hasIntervals()) {
            addNumbers(name + "From", name + "To");
        }
    }

    /** The type of a row. */
    StructType columns() {
        return columns;
    }

    /** The row of a group. */
    InternalRow row(GroupFit<?> result) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add((long) result.group().count());
        result.curve().ifPresent(curve -> add(curve, row));
        @Nullable Object[] values = Arrays.copyOf(row.toArray(), columns.size());
        if (result.curve().isEmpty()) {
            values[values.length - 1] = UTF8String.fromString(result.failure());
        }
        return new GenericInternalRow(values);
    }

    private void add(CurveFit curve, List<@Nullable Object> row) {
        GoodnessOfFit goodness = curve.goodness();
        row.add((long) curve.hidden());
        row.add(number(curve.fit().sumOfSquaredResiduals()));
        row.add(number(curve.fit().rSquared()));
        row.add(number(goodness.residualStandardError()));
        row.add((long) goodness.degreesOfFreedom());
        row.add(number(goodness.aicc()));
        row.add(number(goodness.bic()));
        row.add(number(probability(
                goodness.lackOfFitF(), goodness.lackOfFitDegreesOfFreedom(), goodness.pureErrorDegreesOfFreedom())));
        row.add(number(probability(goodness.flatF(), goodness.flatDegreesOfFreedom(), goodness.degreesOfFreedom())));
        add(curve.estimates(), row);
        row.add(curve.fit().stop() == Stop.GLOBAL);
        row.add(UTF8String.fromString(curve.fit().network().toJson()));
    }

    private void add(Estimates estimates, List<@Nullable Object> row) {
        for (EffectiveDosage effective : estimates.effectiveDosages()) {
            List<EffectiveDosage.Crossing> dosages = effective.dosages();
            row.add(dosages.isEmpty() ? null : number(dosages.getFirst().dosage()));
            addLimits(
                    dosages.isEmpty()
                            ? ConfidenceInterval.UNKNOWN
                            : dosages.getFirst().limits(),
                    row);
        }
        if (!estimates.effectiveDosages().isEmpty()) {
            row.add(new GenericArrayData(crossings(estimates.effectiveDosages()).toArray()));
        }
        estimates.benchmarkDosage().ifPresent(benchmark -> {
            row.add(number(benchmark.dosage()));
            if (estimation.hasIntervals()) {
                row.add(number(benchmark.lower()));
            }
        });
        row.add(number(estimates.area()));
        row.add(number(estimates.areaOnScale()));
        addLimits(estimates.areaOnScaleLimits(), row);
        row.add(number(estimates.steepestSlope()));
    }

    private void addLimits(ConfidenceInterval limits, List<@Nullable Object> row) {
        if (estimation.hasIntervals()) {
            row.add(number(limits.from()));
            row.add(number(limits.to()));
        }
    }

    /** Makes one for each dosage that has an effect, and one for an effect that no dosage has. */
    private static List<InternalRow> crossings(List<EffectiveDosage> effectiveDosages) {
        List<InternalRow> rows = new ArrayList<>();
        for (EffectiveDosage effective : effectiveDosages) {
            effective.dosages().forEach(at -> rows.add(crossing(effective, at)));
            if (effective.dosages().isEmpty()) {
                rows.add(crossing(effective, new EffectiveDosage.Crossing(Double.NaN, 0, ConfidenceInterval.UNKNOWN)));
            }
        }
        return rows;
    }

    private static InternalRow crossing(EffectiveDosage effective, EffectiveDosage.Crossing at) {
        ConfidenceInterval limits = at.limits();
        return new GenericInternalRow(new @Nullable Object[] {
            effective.percent(),
            number(effective.level()),
            number(at.dosage()),
            number(limits.from()),
            number(limits.to()),
            UTF8String.fromString(direction(at)),
            (long) limits.refits(),
            (long) limits.missing()
        });
    }

    private static String direction(EffectiveDosage.Crossing at) {
        if (Double.isNaN(at.dosage())) {
            return "none";
        }
        return at.direction() > 0 ? "rising" : at.direction() < 0 ? "falling" : "flat";
    }

    /** The number, or NULL where there is none, or an infinite one, as the aicc of a fit without residuals. */
    private static @Nullable Double number(double number) {
        return Double.isFinite(number) ? (Double) number : null;
    }

    /** The probability that an F statistic is at least as large by chance; NaN of NaN. */
    private static double probability(double f, int numerator, int denominator) {
        return Double.isNaN(f)
                ? f
                : Beta.regularizedBeta(denominator / (denominator + numerator * f), denominator / 2.0, numerator / 2.0);
    }
}
