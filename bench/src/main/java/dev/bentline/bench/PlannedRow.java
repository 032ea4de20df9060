package dev.bentline.bench;

/** A row in its panel: what is measured, once a round. */
record PlannedRow(TablePlan panel, RowPlan row) {}
