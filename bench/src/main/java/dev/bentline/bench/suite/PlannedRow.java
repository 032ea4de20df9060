package dev.bentline.bench.suite;

/** A row in its panel: what is measured, once a round. */
public record PlannedRow(TablePlan panel, RowPlan row) {}
