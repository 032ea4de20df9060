package dev.bentline.bench.report;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Rows that do the same work, measured in turns.
 *
 * @param group the name it is chosen by on the command line
 * @param operation forward, derivative, gradient, softplus forward, epoch, fit, index build, compile or memory,
 *     or one of {@link DeepSection}, {@link CurvesSection} or {@link ColdStartSections}
 * @param nodes hidden nodes; 0 where there is no network
 * @param dosages or observations of a call; 0 where there are none
 * @param unit what the times of its lines are in: ns/dosage, us/epoch, us/fit, us/curve, ms/call or s/process
 * @param notes what a reader of this table needs to know, a line each
 */
public record ResultTable(
        String group,
        String title,
        String operation,
        int nodes,
        long dosages,
        String unit,
        List<ResultRow> lines,
        List<String> notes) {
    public ResultTable {
        lines = List.copyOf(lines);
        notes = List.copyOf(notes);
    }

    /** Returns the median of the fastest row of a family that settled. */
    OptionalDouble fastest(Family family) {
        return lines.stream()
                .filter(line -> line.family() == family && line.isSettled())
                .mapToDouble(ResultRow::median)
                .min();
    }
}
