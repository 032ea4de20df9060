package dev.bentline.bench.suite;

import dev.bentline.bench.report.ResultRow;
import dev.bentline.bench.report.ResultTable;
import java.util.List;
import java.util.Map;

/** Makes the tables of the report from what the rounds found. */
public final class ResultTables {
    /** Ratio from which on a loop is called vectorised; of the fastest iterations, which noise touches least. */
    private static final double VECTORISED = 2;

    private final Map<PlannedRow, Measurement> measurements;

    public ResultTables(Map<PlannedRow, Measurement> measurements) {
        this.measurements = measurements;
    }

    public List<ResultTable> of(List<TablePlan> plans) {
        return plans.stream().map(this::of).toList();
    }

    private ResultTable of(TablePlan table) {
        return new ResultTable(
                table.group().word(),
                table.title(),
                table.task().operation(),
                table.task().nodes(),
                table.task().dosages(),
                table.unit().word(),
                table.rows().stream()
                        .map(row -> row(new PlannedRow(table, row), label(row)))
                        .toList(),
                table.notes());
    }

    private ResultRow row(PlannedRow run, String label) {
        return measurements.getOrDefault(run, new Measurement()).row(label, run.row());
    }

    private String label(RowPlan row) {
        return vectorised(row) ? row.label() + " (HotSpot vectorises it)" : row.label();
    }

    /** A loop that runs much slower without SuperWord, at any size, was vectorised by HotSpot. */
    private boolean vectorised(RowPlan row) {
        return measurements.keySet().stream()
                .filter(run -> run.row().sameCode(row))
                .anyMatch(with -> measurements.keySet().stream()
                        .filter(run -> run.panel().equals(with.panel()))
                        .filter(run -> run.row().implementation().isPresent())
                        .filter(run -> run.row().implementation().equals(row.withoutSuperWord()))
                        .anyMatch(without -> ratio(without, with) >= VECTORISED));
    }

    private double ratio(PlannedRow numerator, PlannedRow denominator) {
        ResultRow above = row(numerator, "");
        ResultRow below = row(denominator, "");
        return above.isSettled() && below.isSettled() ? above.fastest() / below.fastest() : Double.NaN;
    }
}
