package dev.bentline.bench.report;

import dev.bentline.bench.report.LineChart.Curve;
import dev.bentline.plot.Picture;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers what a reader asks of a run, as far as it measured that. */
final class ReportSections {
    /** Groups of rows that map or sum dosages in one call. */
    static final List<String> WORK =
            List.of("forward", "derivative", "gradient", "softplus", "wide", DeepSection.GROUP);

    /** Explains what the chart of the width shows. */
    static final String WIDTH_TEXT =
            "A ReLU network of one dosage is a bent line: the engine computes networks of more than 32 segments by a look-up"
                    + " and one multiply-add, so that a dosage costs the same whatever the width. The others, and the"
                    + " engine's dense form, work node by node.";

    private static final String WIDTH = "width";
    private static final String THREADS = "threads";
    private static final String FIT = "fit";

    private final BenchmarkReport report;

    ReportSections(BenchmarkReport report) {
        this.report = report;
    }

    /** The sections of the report. */
    List<Section> sections() {
        return Stream.of(
                        Stream.of(unsettled(), verdicts(), charts(), dosages(), width(), deep(), threads(), ceilings()),
                        Stream.of(CurvesSection.of(report)),
                        new ColdStartSections(report).sections(),
                        Stream.of(rows()))
                .flatMap(part -> part)
                .filter(section -> !section.isEmpty())
                .toList();
    }

    /** The command, the machine and the versions, in a few lines of Markdown. */
    String environment() {
        return "`" + report.fact("command") + "`, " + report.fact("date") + "; " + report.fact("effort") + "; "
                + report.fact("cpu") + " x " + report.fact("processors") + ", " + report.fact("caches") + "; "
                + report.fact("jdk") + "; "
                + Stream.of("gcc", "clang", "libraries")
                        .filter(report.environment()::containsKey)
                        .map(report::fact)
                        .collect(Collectors.joining("; "))
                + ".";
    }

    /** Returns where Bentline is ahead, level and behind. */
    List<Verdict> allVerdicts() {
        return Verdict.all(report, Stream.concat(WORK.stream(), Stream.of(FIT)).toList());
    }

    /** Names the rows that no verdict stands on. */
    Section unsettled() {
        List<List<String>> rows = report.sheets().stream()
                .flatMap(table -> table.lines().stream()
                        .filter(row -> row.unsettled() != null)
                        .map(row -> List.of(table.title() + ", " + row.label(), String.valueOf(row.unsettled()))))
                .toList();
        return new Section(
                "not-settled",
                "Not settled",
                List.of(
                        "These rows were not warm when the cap was reached, allocate where nothing should, or differ from"
                                + " round to round. They are in the table of all rows, and in no verdict, chart or ratio: measure"
                                + " them again on a quieter machine."),
                List.of(),
                rows.isEmpty() ? List.of() : List.of(new TextTable("", List.of("row", "why"), rows, List.of())));
    }

    private Section verdicts() {
        List<Verdict> verdicts = allVerdicts();
        return new Section(
                "standing",
                "How fast is it?",
                verdicts.isEmpty() ? List.of() : List.of(Verdict.summary(verdicts), Verdict.EXPLANATION),
                List.of(),
                verdicts.isEmpty() ? List.of() : List.of(Verdict.grid(verdicts)));
    }

    private Section charts() {
        return new Section(
                "charts",
                "The same as charts",
                List.of("Dots are medians, whiskers their middle halves; hollow dots are ceilings."),
                allVerdicts().stream()
                        .filter(verdict -> verdict.outcome() != Verdict.Outcome.UNSETTLED)
                        .map(DotChart::of)
                        .toList(),
                List.of());
    }

    private Section dosages() {
        List<Picture> pictures = new ArrayList<>();
        List<TextTable> grids = new ArrayList<>();
        sheets(WORK).filter(sheet -> sheet.nodes() == 2).collect(byOperation()).forEach((operation, sheets) -> {
            if (sheets.size() > 1) {
                Map<String, Curve> curves = new LinkedHashMap<>();
                for (ResultTable sheet : sheets) {
                    Verdict.of(sheet)
                            .best()
                            .forEach((family, line) -> curve(
                                            curves,
                                            family.label(),
                                            List.of(Family.values()).indexOf(family))
                                    .points()
                                    .put((int) sheet.dosages(), line));
                }
                String title = operation + ", 2 nodes, by the number of dosages";
                String unit = sheets.getFirst().unit();
                pictures.add(LineChart.of(title, "dosages", unit, curves.values()));
                grids.add(grid(title, "fastest row", unit, "dosages", curves.values()));
            }
        });
        return new Section(
                "dosages",
                "How does it scale with the number of dosages?",
                List.of(
                        "The fastest row of each library, on one thread. Up to 1,000 dosages a call's own cost shows; 100,000 fit"
                                + " in the L2 cache, 10,000,000 come from memory."),
                pictures,
                grids);
    }

    private Section width() {
        Map<String, Curve> curves = widthCurves();
        if (curves.isEmpty()) {
            return new Section(WIDTH, "", List.of(), List.of(), List.of());
        }
        return new Section(
                WIDTH,
                "How does it scale with the width of the network?",
                List.of(WIDTH_TEXT),
                widthChart().stream().toList(),
                List.of(grid("forward, 1,000,000 dosages", "implementation", "ns/dosage", "nodes", curves.values())));
    }

    /** Draws what a dosage costs by the width of the network, if that was measured for several widths. */
    Optional<Picture> widthChart() {
        Map<String, Curve> curves = widthCurves();
        return curves.values().stream().anyMatch(curve -> curve.points().size() > 1)
                ? Optional.of(LineChart.of(
                        "What one dosage costs, by the width of the network",
                        "hidden nodes",
                        "ns/dosage, forward",
                        curves.values()))
                : Optional.empty();
    }

    private Map<String, Curve> widthCurves() {
        Map<String, Curve> curves = new LinkedHashMap<>();
        sheets(List.of(WIDTH))
                .forEach(sheet -> sheet.lines().stream()
                        .filter(ResultRow::isSettled)
                        .forEach(line -> curve(curves, line.shortLabel(), curves.size())
                                .points()
                                .put(sheet.nodes(), line)));
        return curves;
    }

    Section deep() {
        return DeepSection.of(report);
    }

    Section threads() {
        List<List<String>> rows = new ArrayList<>();
        sheets(List.of(THREADS))
                .forEach(sheet ->
                        Pair.in(sheet).forEach(pair -> rows.add(pair.row(sheet.title() + ", " + pair.one.label()))));
        return new Section(
                THREADS,
                "How does it scale with threads?",
                List.of(),
                List.of(),
                rows.isEmpty()
                        ? List.of()
                        : List.of(new TextTable(
                                "",
                                List.of("work", "ns/dosage, 1 thread", "2 threads", "times as fast"),
                                rows,
                                List.of("Times as fast: two threads against one, by medians of one run."))));
    }

    /** Pairs the same work on one thread and on two. */
    private record Pair(ResultRow one, ResultRow two) {
        static Stream<Pair> in(ResultTable sheet) {
            List<ResultRow> lines =
                    sheet.lines().stream().filter(ResultRow::isSettled).toList();
            return lines.stream()
                    .flatMap(one -> lines.stream()
                            .filter(two -> two.label().equals(one.label() + ", 2 threads"))
                            .map(two -> new Pair(one, two)));
        }

        List<String> row(String what) {
            return List.of(
                    what,
                    Numbers.time(one.median()),
                    Numbers.time(two.median()),
                    Numbers.ratio(one.median() / two.median()));
        }
    }

    private Section ceilings() {
        Roofline roofline = new Roofline(report);
        return new Section(
                "ceilings",
                "How close is it to what the machine can do?",
                List.of(
                        "The ceilings are measured in the same run, each by the fastest way there is: reading an array, copying"
                                + " and filling one (past the cache with non-temporal stores), multiply-adds in registers. A kernel's"
                                + " time is at least what moving its bytes takes, and at least what its multiplications take at the"
                                + " peak of multiply-adds."),
                roofline.isEmpty() ? List.of() : List.of(roofline.picture()),
                roofline.isEmpty() ? List.of() : List.of(roofline.kernels(), roofline.ceilings()));
    }

    /** Everything that was measured. */
    Section rows() {
        return new Section(
                "rows",
                "All rows",
                ResultTableText.NOTES,
                List.of(),
                report.sheets().stream().map(ResultTableText::of).toList());
    }

    private Stream<ResultTable> sheets(Collection<String> groups) {
        return report.sheets().stream().filter(sheet -> groups.contains(sheet.group()));
    }

    private static Collector<ResultTable, ?, Map<String, List<ResultTable>>> byOperation() {
        return Collectors.groupingBy(ResultTable::operation, LinkedHashMap::new, Collectors.toList());
    }

    static Curve curve(Map<String, Curve> curves, String label, int pen) {
        return curves.computeIfAbsent(label, name -> new Curve(name, pen, new TreeMap<>()));
    }

    /** Writes what a chart shows, in numbers. */
    static TextTable grid(String title, String first, String unit, String what, Collection<Curve> curves) {
        SortedSet<Integer> places = new TreeSet<>();
        curves.forEach(curve -> places.addAll(curve.points().keySet()));
        return new TextTable(
                title,
                Stream.concat(
                                Stream.of(first + ", " + unit),
                                places.stream().map(place -> Numbers.grouped(place) + " " + what))
                        .toList(),
                curves.stream()
                        .map(curve -> Stream.concat(
                                        Stream.of(curve.label()),
                                        places.stream()
                                                .map(place -> Optional.ofNullable(
                                                                curve.points().get(place))
                                                        .map(line -> Numbers.time(line.median()))
                                                        .orElse("")))
                                .toList())
                        .toList(),
                List.of());
    }
}
