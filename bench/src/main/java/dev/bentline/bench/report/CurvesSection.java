package dev.bentline.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says what a run found of fits to dose-response curves: one, beside R; refits of it; many. */
public final class CurvesSection {
    /** Begins the operation of a table of fits to one curve; its distinct dosages follow. */
    public static final String FIT = "curve fit";

    /** The operation of a table of refits. */
    public static final String REFITS = "curve refits";

    /** Begins the operation of a table of fits to many curves, with a row for one thread and one for all processors. */
    public static final String MANY = "many curves";

    /** Stands in for what of R was not there to be measured. */
    public static final String REFERENCE =
            "In place of what was not measured of R: drc 3.0-1 drm 16 ms and nls 0.79 ms per"
                    + " fit, measured earlier on an AMD EPYC with 2 processors, not in this run.";

    private final BenchmarkReport report;

    private CurvesSection(BenchmarkReport report) {
        this.report = report;
    }

    static Section of(BenchmarkReport report) {
        return new CurvesSection(report).section();
    }

    private Section section() {
        return new Section(
                "curves",
                "How fast is a fit to a dose-response curve?",
                List.of(
                        "Observations of a laboratory's curves, no two of them alike: from arrays to a network and its sum of"
                                + " squared residuals, by a search that proves that no network of as many nodes leaves less, and by"
                                + " descents from random starts, which do not. R fits the same observations, in a process that has"
                                + " started. In brackets, how many times the search's time that is."),
                List.of(),
                Stream.of(fits(), others()).flatMap(Optional::stream).toList());
    }

    /** Shows a row for each way to fit, and a column for each number of dosages. */
    private Optional<TextTable> fits() {
        List<ResultTable> tables = tables(FIT).toList();
        if (tables.isEmpty()) {
            return Optional.empty();
        }
        List<List<String>> rows = tables.getFirst().lines().stream()
                .map(line -> Stream.concat(
                                Stream.of(line.label()), tables.stream().map(table -> cell(table, line.label())))
                        .toList())
                .toList();
        List<String> headings = Stream.concat(
                        Stream.of("implementation, " + tables.getFirst().unit()),
                        tables.stream().map(table -> table.operation().substring(FIT.length() + 2)))
                .toList();
        return Optional.of(new TextTable("", headings, rows, tables.getFirst().notes()));
    }

    private static String cell(ResultTable table, String label) {
        ResultRow first = table.lines().getFirst();
        return table.lines().stream()
                .filter(line -> line.label().equals(label))
                .findFirst()
                .map(line -> {
                    if (!line.isSettled()) {
                        return line.isMeasured() ? "not settled" : "not measured";
                    }
                    String time = Numbers.time(line.median());
                    return line.equals(first) || !first.isSettled()
                            ? time
                            : time + " (" + Numbers.ratio(line.median() / first.median()) + ")";
                })
                .orElse("");
    }

    /** Shows refits and many curves, which know threads. */
    private Optional<TextTable> others() {
        List<List<String>> rows = new ArrayList<>();
        tables(REFITS)
                .forEach(table -> table.lines().stream()
                        .filter(ResultRow::isSettled)
                        .forEach(line -> rows.add(List.of(
                                table.title() + ": " + line.label() + ", " + table.unit(), time(line), "", ""))));
        tables(MANY).forEach(table -> {
            ResultRow one = table.lines().getFirst();
            ResultRow all = table.lines().getLast();
            if (one.isSettled() && all.isSettled()) {
                rows.add(List.of(
                        table.title() + ", " + table.unit(),
                        time(one),
                        time(all),
                        Numbers.ratio(one.median() / all.median())));
            }
        });
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new TextTable(
                        "", List.of("work", "1 thread", "all processors", "times as fast"), rows, List.of()));
    }

    private static String time(ResultRow line) {
        return Numbers.time(line.median());
    }

    private Stream<ResultTable> tables(String operation) {
        return report.sheets().stream().filter(table -> (table.operation() + ",").startsWith(operation + ","));
    }
}
