package dev.bentline.bench.report;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** All rows of a sheet. */
final class ResultTableText {
    /** Explains the columns. */
    static final List<String> NOTES = List.of(
            "ns/dosage, us/epoch, us/fit, us/curve, ms/call, s/process: the median over all iterations of all forks, then their middle half (first to third"
                    + " quartile). A ! marks a row whose middle half spans more than a quarter: measure again on a quieter machine.",
            "Dosages are random and in no order unless a row says otherwise.",
            "x C: times the fastest C row of the table. x memory: times the fastest row that only moves the same bytes (a copy;"
                    + " for a gradient, a read of two arrays).",
            "B/call: bytes allocated on the heap per call (gc.alloc.rate.norm), JMH's own included, some kilobytes an iteration:"
                    + " a copy allocates nothing and shows how much of it falls on a call.");

    private ResultTableText() {}

    static TextTable of(ResultTable sheet) {
        OptionalDouble c = sheet.fastest(Family.C);
        OptionalDouble memory = sheet.fastest(Family.CEILING);
        return new TextTable(
                sheet.title(),
                List.of("implementation", sheet.unit(), "middle half", "x C", "x memory", "B/call"),
                sheet.lines().stream().map(line -> row(line, c, memory)).toList(),
                sheet.notes());
    }

    private static List<String> row(ResultRow line, OptionalDouble c, OptionalDouble memory) {
        if (line.obstacle() != null) {
            return List.of(line.label(), line.obstacle());
        }
        String half = Numbers.time(line.lowerQuartile()) + "-" + Numbers.time(line.upperQuartile());
        return Stream.of(
                        line.label(),
                        Numbers.time(line.median()),
                        line.unsettled() != null ? "not settled" : line.isUnsteady() ? half + " !" : half,
                        ratio(line, c),
                        ratio(line, memory),
                        line.bytesPerCall() == 0 ? "" : Numbers.grouped(line.bytesPerCall()))
                .toList();
    }

    private static String ratio(ResultRow line, OptionalDouble base) {
        return base.isPresent() && line.isSettled() ? Numbers.ratio(line.median() / base.getAsDouble()) : "";
    }
}
