package dev.bentline.cli;

import dev.bentline.Fit;
import dev.bentline.Stop;
import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Report;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.table.TableColumn;
import dev.bentline.fit.CurveFit;
import dev.bentline.fit.GoodnessOfFit;
import dev.bentline.fit.GroupFit;
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

    /**
     * @param names the columns of the group
     * @throws CommandException if one has the name of a result
     */
    GroupTable(List<String> names) {
        names.forEach(name -> columns.add(new TableColumn(name, TableColumn.Type.TEXT)));
        add("observations", TableColumn.Type.INTEGER);
        add("hidden", TableColumn.Type.INTEGER);
        for (String number : List.of(
                "sumOfSquaredResiduals", "rSquared", "residualStandardError", "aicc", "flatP", "area", "slope")) {
            add(number, TableColumn.Type.NUMBER);
        }
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

    private void add(String name, TableColumn.Type type) {
        columns.add(new TableColumn(name, type));
    }

    List<TableColumn> columns() {
        return columns;
    }

    /** The row of a group. */
    List<@Nullable Object> row(GroupFit<List<String>> result) {
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

    private static void add(CurveFit curve, List<@Nullable Object> row) {
        Fit fit = curve.fit();
        GoodnessOfFit goodness = curve.goodness();
        row.add((long) curve.hidden());
        row.add(fit.sumOfSquaredResiduals());
        row.add(fit.rSquared());
        row.add(goodness.residualStandardError());
        row.add(goodness.aicc());
        row.add(FTest.p(goodness.flatF(), goodness.flatDegreesOfFreedom(), goodness.degreesOfFreedom()));
        row.add(curve.estimates().areaOnScale());
        row.add(curve.estimates().steepestSlope());
        row.add(fit.stop() == Stop.GLOBAL);
        row.add(Report.line(fit.network()));
    }
}
