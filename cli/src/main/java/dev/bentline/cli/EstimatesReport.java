package dev.bentline.cli;

import dev.bentline.cli.console.Report;
import dev.bentline.cli.console.Text;
import dev.bentline.fit.BenchmarkDosage;
import dev.bentline.fit.ConfidenceInterval;
import dev.bentline.fit.EffectiveDosage;
import dev.bentline.fit.Estimates;
import java.util.ArrayList;
import java.util.List;

/** Reports what was read off a curve. */
final class EstimatesReport {
    private EstimatesReport() {}

    /**
     * The report.
     *
     * @param json whether a program reads it, which wants every number and name
     */
    static Report of(Estimates estimates, boolean json) {
        Report report = new Report();
        boolean intervals = estimates.refits().isPresent();
        if (!estimates.effectiveDosages().isEmpty()) {
            report.add(
                    "effectiveDosages",
                    json ? objects(estimates.effectiveDosages()) : texts(estimates.effectiveDosages()));
        }
        estimates.benchmarkDosage().ifPresent(benchmark -> {
            report.add("benchmarkDosage", benchmark.dosage());
            if (Double.isNaN(benchmark.dosage())) {
                report.add("benchmarkDosageReason", reason(benchmark));
            }
        });
        if (intervals) {
            estimates
                    .benchmarkDosage()
                    .map(BenchmarkDosage::lower)
                    .ifPresent(lower -> report.add("benchmarkDosageLower", lower));
        }
        report.add("area", estimates.area()).add("areaOnScale", estimates.areaOnScale());
        if (intervals) {
            ConfidenceInterval limits = estimates.areaOnScaleLimits();
            report.add("areaOnScaleFrom", limits.from()).add("areaOnScaleTo", limits.to());
        }
        return report.add("steepestSlope", estimates.steepestSlope());
    }

    /** Says why there is no benchmark dosage. */
    private static String reason(BenchmarkDosage benchmark) {
        return benchmark.change() == 0
                ? "the effect of the control is 0, and so is every part of it"
                : "no effect between the dosages observed differs from that of the control, "
                        + Text.rounded(benchmark.control()) + ", by " + Text.rounded(benchmark.change());
    }

    /** Makes one for each dosage that has an effect, and one for an effect that no dosage has. */
    static List<Report> objects(List<EffectiveDosage> effectiveDosages) {
        List<Report> objects = new ArrayList<>();
        for (EffectiveDosage effective : effectiveDosages) {
            for (EffectiveDosage.Crossing at : effective.dosages()) {
                objects.add(object(effective, at));
            }
            if (effective.dosages().isEmpty()) {
                objects.add(object(effective, new EffectiveDosage.Crossing(Double.NaN, 0, ConfidenceInterval.UNKNOWN)));
            }
        }
        return objects;
    }

    private static Report object(EffectiveDosage effective, EffectiveDosage.Crossing at) {
        return new Report()
                .add("percent", effective.percent())
                .add("effect", effective.level())
                .add("dosage", at.dosage())
                .add("from", at.limits().from())
                .add("to", at.limits().to())
                .add("direction", direction(at))
                .add("refits", (long) at.limits().refits())
                .add("refitsWithout", (long) at.limits().missing());
    }

    private static String direction(EffectiveDosage.Crossing at) {
        if (Double.isNaN(at.dosage())) {
            return "none";
        }
        return at.direction() > 0 ? "rising" : at.direction() < 0 ? "falling" : "flat";
    }

    private static List<String> texts(List<EffectiveDosage> effectiveDosages) {
        List<String> texts = new ArrayList<>();
        for (EffectiveDosage effective : effectiveDosages) {
            String name = Text.number((float) effective.percent());
            if (effective.dosages().isEmpty()) {
                texts.add(name + " at none");
            }
            for (EffectiveDosage.Crossing at : effective.dosages()) {
                texts.add(name + " at " + Text.rounded(at.dosage()) + text(at.limits()));
            }
        }
        return texts;
    }

    /** The limits in brackets, with how many refits they know nothing of. */
    private static String text(ConfidenceInterval limits) {
        if (limits.refits() == 0) {
            return "";
        }
        String without = limits.missing() == 0
                ? ""
                : "; without " + limits.missing() + " of " + (limits.refits() + limits.missing()) + " refits";
        return " (" + Text.rounded(limits.from()) + " to " + Text.rounded(limits.to()) + without + ")";
    }
}
