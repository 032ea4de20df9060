package dev.bentline.bench.suite;

import java.util.List;
import java.util.stream.Stream;

/**
 * Plans a table: rows that do the same work.
 *
 * @param task what each of them does
 * @param notes what a reader of this table needs to know, a line each
 */
public record TablePlan(
        BenchmarkGroup group, String title, Task task, Unit unit, List<RowPlan> rows, List<String> notes) {
    /** A table that needs no words. */
    TablePlan(BenchmarkGroup group, String title, Task task, Unit unit, List<RowPlan> rows) {
        this(group, title, task, unit, rows, List.of());
    }

    /**
     * Tells what a call does.
     *
     * @param nodes hidden nodes; 0 where there is no network
     * @param dosages or observations, or elements of an array; 0 where there are none
     */
    public record Task(String operation, int nodes, long dosages) {}

    /** Adds rows. */
    TablePlan with(RowPlan... more) {
        return of(title, Stream.concat(rows.stream(), Stream.of(more)).toList());
    }

    /** Takes another title and other rows for the same work. */
    public TablePlan of(String title, List<RowPlan> rows) {
        return new TablePlan(group, title, task, unit, rows, notes);
    }

    /** Puts words below. */
    TablePlan noting(String... words) {
        return new TablePlan(group, title, task, unit, rows, List.of(words));
    }
}
