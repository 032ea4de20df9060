package dev.bentline.cli;

import dev.bentline.Fit;
import dev.bentline.Stop;
import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Report;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.table.TableColumn;
import dev.bentline.fit.ConfidenceInterval;
import dev.bentline.fit.CurveFit;
import dev.bentline.fit.EffectiveDosage;
import dev.bentline.fit.Estimates;
import dev.bentline.fit.Estimation;
import dev.bentline.fit.GoodnessOfFit;
import dev.bentline.fit.GroupFit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Columns and rows of the results of many groups. */
final class GroupTable {
    private final List<TableColumn> columns = new ArrayList<>();

    private final Estimation estimation;

    /**
     * @param names the columns of the group
     * @param estimation what each curve was asked
     * @throws CommandException if a column of the group has the name of a result
     */
    GroupTable(List<String> names, Estimation estimation) {
        this.estimation = estimation;
        names.forEach(name -> columns.add(new TableColumn(name, TableColumn.Type.TEXT)));
        add("observations", TableColumn.Type.INTEGER);
        add("hidden", TableColumn.Type.INTEGER);
        addNumbers("sumOfSquaredResiduals", "rSquared", "residualStandardError");
        add("degreesOfFreedom", TableColumn.Type.INTEGER);
        addNumbers("aicc", "bic", "lackOfFitP", "flatP");
        Set<String> effective = new HashSet<>();
        for (double percent : estimation.percents()) {
            if (!effective.add(name(percent))) {
                throw CommandException.wrongUsage("--ed has " + Text.number((float) percent) + " twice");
            }
            addNumberWithLimits(name(percent));
        }
        if (!estimation.percents().isEmpty()) {
            add("effectiveDosages", TableColumn.Type.JSON);
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
        add("globalOptimum", TableColumn.Type.TRUTH);
        add("network", TableColumn.Type.JSON);
        add("failure", TableColumn.Type.TEXT);
        Set<String> seen = new HashSet<>();
        for (TableColumn column : columns) {
            if (!seen.add(column.name())) {
                throw CommandException.wrongInput("--group: the results would have two columns "
                        + Text.quoted(column.name()) + "; rename the input's");
            }
        }
    }

    private void addNumbers(String... names) {
        for (String name : names) {
            add(name, TableColumn.Type.NUMBER);
        }
    }

    private void addNumberWithLimits(String name) {
        addNumbers(name);
        if (estimation.hasIntervals()) {
            addNumbers(name + "From", name + "To");
        }
    }

    /** Names an effective dosage as its column. */
    static String name(EffectiveDosage effective) {
        return name(effective.percent());
    }

    private static String name(double percent) {
        return "ed" + Text.number((float) percent);
    }

    private void add(String name, TableColumn.Type type) {
        columns.add(new TableColumn(name, type));
    }

    List<TableColumn> columns() {
        return columns;
    }

    /** The row of a group. */
    List<@Nullable Object> row(GroupFit<List<String>> result) throws IOException {
        List<@Nullable Object> row = new ArrayList<>(columns.size());
        row.addAll(result.group().key());
        row.add((long) result.group().count());
        Optional<CurveFit> curve = result.curve();
        if (curve.isEmpty()) {
            row.addAll(Collections.nCopies(columns.size() - row.size() - 1, null));
            row.add(result.failure());
        } else {
            add(curve.get(), row);
            row.add(null);
        }
        return row;
    }

    private void add(CurveFit curve, List<@Nullable Object> row) throws IOException {
        Fit fit = curve.fit();
        GoodnessOfFit goodness = curve.goodness();
        row.add((long) curve.hidden());
        row.add(fit.sumOfSquaredResiduals());
        row.add(fit.rSquared());
        row.add(goodness.residualStandardError());
        row.add((long) goodness.degreesOfFreedom());
        row.add(goodness.aicc());
        row.add(goodness.bic());
        row.add(FTest.lackOfFit(goodness));
        row.add(FTest.flat(goodness));
        add(curve.estimates(), row);
        row.add(fit.stop() == Stop.GLOBAL);
        row.add(Report.line(fit.network()));
    }

    private void add(Estimates estimates, List<@Nullable Object> row) throws IOException {
        for (EffectiveDosage effective : estimates.effectiveDosages()) {
            Optional<EffectiveDosage.Crossing> first =
                    effective.dosages().stream().findFirst();
            row.add(first.map(EffectiveDosage.Crossing::dosage).orElse(Double.NaN));
            addLimits(first.map(EffectiveDosage.Crossing::limits).orElse(ConfidenceInterval.UNKNOWN), row);
        }
        if (!estimates.effectiveDosages().isEmpty()) {
            row.add(Report.json(EstimatesReport.objects(estimates.effectiveDosages())));
        }
        estimates.benchmarkDosage().ifPresent(benchmark -> {
            row.add(benchmark.dosage());
            if (estimation.hasIntervals()) {
                row.add(benchmark.lower());
            }
        });
        row.add(estimates.area());
        row.add(estimates.areaOnScale());
        addLimits(estimates.areaOnScaleLimits(), row);
        row.add(estimates.steepestSlope());
    }

    private void addLimits(ConfidenceInterval limits, List<@Nullable Object> row) {
        if (estimation.hasIntervals()) {
            row.add(limits.from());
            row.add(limits.to());
        }
    }
}
