package dev.bentline.bench.suite;

import dev.bentline.bench.BootstrapBenchmark;
import dev.bentline.bench.GroupedFitBenchmark;
import dev.bentline.bench.RBenchmark;
import dev.bentline.bench.SmallFitBenchmark;
import dev.bentline.bench.contender.ForkFlags;
import dev.bentline.bench.contender.RFitter;
import dev.bentline.bench.contender.RProgram;
import dev.bentline.bench.report.CurvesSection;
import dev.bentline.bench.report.Family;
import dev.bentline.fit.Resampling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Plans what {@code bench --only curves} measures: fits to dose-response curves of 24 observations by 2 nodes, beside R where
 * the machine has it, refits, and many curves.
 *
 * @param r what of R can run here
 */
record CurvePlans(RProgram r) {
    private static final int NODES = 2;
    private static final int OBSERVATIONS = 24;

    /** Three observations of each dosage. */
    private static final int DOSAGES = 8;

    private static final int CURVES = 1_024;

    /** Plans all. */
    List<TablePlan> all() {
        return List.of(fit(DOSAGES), fit(OBSERVATIONS), refits(), many(0), many(200));
    }

    /** Plans a fit, from arrays to its loss. */
    TablePlan fit(int distinct) {
        List<RowPlan> rows = Stream.concat(
                        Stream.of(
                                fit("search of bends", "search", distinct),
                                fit("descents from 32 random starts, 10,000 epochs of Adam", "descent", distinct)),
                        Stream.of(RFitter.values()).map(fitter -> r(fitter, distinct)))
                .toList();
        TablePlan table = new TablePlan(
                BenchmarkGroup.CURVES,
                "fit to " + OBSERVATIONS + " observations of " + distinct + " dosages, " + NODES + " nodes",
                new TablePlan.Task(CurvesSection.FIT + ", " + distinct + " dosages", NODES, OBSERVATIONS),
                Unit.FIT,
                rows);
        String model = "R fits the logistic curve of four parameters that made the observations.";
        return rows.stream().allMatch(row -> row.obstacle().isEmpty())
                ? table.noting(model)
                : table.noting(model, CurvesSection.REFERENCE);
    }

    private static RowPlan fit(String label, String method, int distinct) {
        return RowPlans.bare(
                label,
                Family.BENTLINE,
                1,
                SmallFitBenchmark.class.getName() + "." + method,
                parameters(distinct, Map.of("width", Integer.toString(NODES))));
    }

    private RowPlan r(RFitter fitter, int distinct) {
        return RowPlans.bare(
                        fitter.label(),
                        Family.R,
                        1,
                        RBenchmark.class.getName() + "." + fitter.word(),
                        parameters(distinct, Map.of()))
                .in(List.of("-Xmx256m", ForkFlags.UNSAFE), r.obstacle(fitter));
    }

    /** Plans refits of one fit. */
    TablePlan refits() {
        return new TablePlan(
                BenchmarkGroup.CURVES,
                "1,000 refits to " + OBSERVATIONS + " observations of " + DOSAGES + " dosages, " + NODES + " nodes",
                new TablePlan.Task(CurvesSection.REFITS, NODES, OBSERVATIONS),
                Unit.MILLISECONDS,
                List.of(
                        refits("refits to resampled residuals", "refits", Resampling.RESIDUALS),
                        refits("refits to resampled cases", "refits", Resampling.CASES),
                        refits(
                                "refits to resampled residuals, and limits of three effective dosages",
                                "dosages",
                                Resampling.RESIDUALS)));
    }

    private static RowPlan refits(String label, String method, Resampling resampling) {
        return RowPlans.bare(
                label,
                Family.BENTLINE,
                1,
                BootstrapBenchmark.class.getName() + "." + method,
                parameters(DOSAGES, Map.of("width", Integer.toString(NODES), "resampling", resampling.name())));
    }

    /** Plans fits of many curves, each with so many refits. */
    TablePlan many(int refits) {
        String each = refits == 0 ? "no limits" : "limits of " + refits + " refits";
        return new TablePlan(
                BenchmarkGroup.CURVES,
                TablePlans.grouped(CURVES) + " curves of " + OBSERVATIONS + " observations of " + DOSAGES + " dosages, "
                        + NODES + " nodes, " + each,
                new TablePlan.Task(CurvesSection.MANY + ", " + each, NODES, OBSERVATIONS),
                Unit.curve(CURVES),
                List.of(many("1 thread", refits, 1), many("all processors", refits, 0)));
    }

    private static RowPlan many(String label, int refits, int threads) {
        Map<String, String> more = Map.of(
                "width",
                Integer.toString(NODES),
                "curves",
                Integer.toString(CURVES),
                "refits",
                Integer.toString(refits),
                "threads",
                Integer.toString(threads));
        return RowPlans.bare(
                label,
                Family.BENTLINE,
                threads == 0 ? Runtime.getRuntime().availableProcessors() : threads,
                GroupedFitBenchmark.class.getName() + ".fit",
                parameters(DOSAGES, more));
    }

    private static Map<String, String> parameters(int distinct, Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(more);
        all.put("distinct", Integer.toString(distinct));
        all.put("size", Integer.toString(OBSERVATIONS));
        return all;
    }
}
