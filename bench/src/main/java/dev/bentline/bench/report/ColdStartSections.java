package dev.bentline.bench.report;

import dev.bentline.bench.report.LineChart.Curve;
import dev.bentline.plot.Picture;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Says what a run found of starts: of a JVM's first calls, of the way to SIMD and what comes after it, of whole processes. */
public final class ColdStartSections {
    /** Begins the operation of a table of first calls. */
    public static final String FIRST = "first";

    /** Begins the operation of a table of calls in a row. */
    public static final String PASSES = "passes of";

    /** The operation of a sheet of whole processes on a grid, and what that of others begins with. */
    public static final String PROCESS = "process";

    /** The operation of a sheet of processes that only start and say so. */
    public static final String PROCESS_INFO = PROCESS + ": info";

    /** The operation of a sheet of processes that fit few observations. */
    public static final String PROCESS_FIT = PROCESS + ": fit";

    private static final String GROUP = "cold";

    /** Milliseconds since the first call at which a table says what a pass takes. */
    private static final List<Integer> TIMES = List.of(50, 100, 200, 400, 800, 1600);

    /** Labels of an engine that started on SIMD, and of one that came to it. */
    private static final String STARTED = "SIMD engine, dense";

    private static final String HANDED_OVER = "engine, dense, handed over to SIMD";

    private final List<ResultTable> sheets;

    ColdStartSections(BenchmarkReport report) {
        this.sheets = report.sheets().stream()
                .filter(sheet -> sheet.group().equals(GROUP))
                .toList();
    }

    Stream<Section> sections() {
        return Stream.of(firstCalls(), passes(), handOver(), processes());
    }

    private Section firstCalls() {
        List<Picture> pictures = new ArrayList<>();
        List<TextTable> grids = new ArrayList<>();
        sheets(operation -> operation.startsWith(FIRST + " ")).forEach((operation, ofOperation) -> {
            Map<String, Curve> curves = bySize(ofOperation);
            String title = operation + ", 2 nodes, by the number of dosages";
            List<Curve> lines = curves.values().stream()
                    .filter(curve -> curve.points().size() > 1)
                    .toList();
            if (!lines.isEmpty()) {
                pictures.add(LineChart.of(title, "dosages", "ms, Engine.of and one call", lines));
            }
            if (!curves.isEmpty()) {
                grids.add(ReportSections.grid(title, "the engine's kernels", "ms", "dosages", curves.values()));
            }
        });
        return new Section(
                GROUP,
                "How fast is a first call?",
                List.of(
                        "A fresh JVM makes an engine and calls it once, over dosages that are in memory: on scalar kernels, on"
                                + " SIMD kernels from the start, and as engines are by default, on scalar kernels until SIMD is"
                                + " compiled. One call a JVM; medians of many JVMs. On one processor, the JVM's compilers share it."),
                pictures,
                grids);
    }

    private Section passes() {
        List<Picture> pictures = new ArrayList<>();
        List<TextTable> grids = new ArrayList<>();
        for (ResultTable sheet : sheets) {
            if (!sheet.operation().startsWith(PASSES + " ")) {
                continue;
            }
            List<Curve> curves = measured(sheet).map(ColdStartSections::byTime).toList();
            String title = sheet.operation().substring(PASSES.length() + 1) + ", " + Numbers.grouped(sheet.nodes())
                    + " nodes, pass by pass";
            String unit = "ms/pass over " + Numbers.grouped((double) sheet.dosages()) + " dosages";
            if (curves.stream().anyMatch(curve -> curve.points().size() > 1)) {
                pictures.add(LineChart.of(title, "ms since the first call", unit, numbered(curves)));
                grids.add(passes(title, unit, curves));
            }
        }
        return new Section(
                "passes",
                "When does SIMD take over?",
                List.of(
                        "A JVM passes over the same dosages again and again, from its first call on. Every point is the median"
                                + " of that pass over many JVMs, at the sum of the medians up to it: what JMH does between passes, while"
                                + " compilers go on, is not counted."),
                pictures,
                grids);
    }

    /** Shows the pass that was under way at each time, the first one, and the time of all. */
    private static TextTable passes(String title, String unit, List<Curve> curves) {
        return new TextTable(
                title,
                Stream.of(
                                Stream.of("the engine's kernels, " + unit, "the first"),
                                TIMES.stream().map(time -> "at " + Numbers.grouped(time) + " ms"),
                                Stream.of("all"))
                        .flatMap(part -> part)
                        .toList(),
                curves.stream().map(ColdStartSections::passes).toList(),
                List.of("All: the sum of the passes' medians."));
    }

    private static List<String> passes(Curve curve) {
        return Stream.of(
                        Stream.of(curve.label()),
                        Stream.concat(Stream.of(0), TIMES.stream())
                                .map(time -> Optional.ofNullable(curve.points().ceilingEntry(time))
                                        .map(pass ->
                                                Numbers.time(pass.getValue().median()))
                                        .orElse("")),
                        Stream.of(Numbers.grouped(curve.points().lastKey())))
                .flatMap(part -> part)
                .toList();
    }

    /** Places every pass at the millisecond in which it ended. */
    private static Curve byTime(ResultRow line) {
        int passes = line.forks().stream().mapToInt(List::size).max().orElse(0);
        NavigableMap<Integer, ResultRow> points = new TreeMap<>();
        double end = 0;
        for (int pass = 0; pass < passes; pass++) {
            ResultRow point = line.iteration(pass);
            end += point.median();
            points.put((int) Math.ceil(end), point);
        }
        return new Curve(line.label(), 0, points);
    }

    private Section handOver() {
        List<List<String>> rows = new ArrayList<>();
        for (ResultTable sheet : sheets) {
            for (ResultRow started : measured(sheet).toList()) {
                String handedOver = started.label().replace(STARTED, HANDED_OVER);
                measured(sheet)
                        .filter(line -> started.label().startsWith(STARTED)
                                && line.label().equals(handedOver))
                        .forEach(line -> rows.add(List.of(
                                sheet.title() + started.label().substring(STARTED.length()),
                                Numbers.time(started.median()),
                                Numbers.time(line.median()),
                                Numbers.ratio(line.median() / started.median()))));
            }
        }
        return new Section(
                "handed-over",
                "Is it as fast after the hand-over?",
                List.of(
                        "An engine that started on scalar kernels, once SIMD has taken over, beside one that started on SIMD,"
                                + " both warmed up. Polluted call sites have seen other networks, forms, widths, arrays and memory"
                                + " outside the heap, from the scalar kernels on."),
                List.of(),
                rows.isEmpty()
                        ? List.of()
                        : List.of(new TextTable(
                                "",
                                List.of("work", "ns/dosage, SIMD from the start", "handed over", "times as long"),
                                rows,
                                List.of())));
    }

    private Section processes() {
        List<Picture> pictures = new ArrayList<>();
        List<TextTable> grids = new ArrayList<>();
        Map<String, Curve> curves = bySize(sheets.stream()
                .filter(sheet -> sheet.operation().equals(PROCESS))
                .toList());
        List<ResultTable> others = sheets.stream()
                .filter(sheet -> sheet.operation().startsWith(PROCESS + ":"))
                .toList();
        if (!curves.isEmpty()) {
            // What does nothing takes the same for any number of dosages.
            NavigableMap<Integer, ResultRow> places =
                    curves.values().iterator().next().points();
            others.stream()
                    .flatMap(ColdStartSections::measured)
                    .filter(line -> line.family() == Family.JAVA)
                    .forEach(floor -> places.keySet()
                            .forEach(place -> ReportSections.curve(curves, floor.label(), 6)
                                    .points()
                                    .put(place, floor)));
            String title = "Whole processes: a sweep of a grid, summary";
            if (places.size() > 1) {
                pictures.add(LineChart.of(title, "dosages", "s/process", curves.values()));
            }
            grids.add(ReportSections.grid(title, "command", "s", "dosages", curves.values()));
        }
        others.stream()
                .filter(sheet -> measured(sheet).findAny().isPresent())
                .forEach(sheet -> grids.add(new TextTable(
                        sheet.title(),
                        List.of("command", "s"),
                        measured(sheet)
                                .map(line -> List.of(line.label(), Numbers.time(line.median())))
                                .toList(),
                        List.of())));
        besideInfo().ifPresent(grids::add);
        return new Section(
                "processes",
                "How long does a process take?",
                List.of(
                        "From before the command starts until it has ended, on all processors: the packaged command, which has an AOT cache, the"
                                + " checkout's launcher with the cache that packaging leaves, and without it. A Java process"
                                + " that prints one line is the least there is."),
                pictures,
                grids);
    }

    /** Compares what each command takes for a small fit with its mere start. */
    private Optional<TextTable> besideInfo() {
        List<List<String>> rows = new ArrayList<>();
        processes(PROCESS_FIT)
                .forEach(fit -> processes(PROCESS_INFO)
                        .filter(info -> info.label().equals(fit.label()))
                        .forEach(info -> rows.add(List.of(
                                fit.label(),
                                Numbers.time(fit.median()),
                                Numbers.time(info.median()),
                                Numbers.ratio(fit.median() / info.median())))));
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new TextTable(
                        "a fit beside info",
                        List.of("command", "fit, s", "info, s", "times as long"),
                        rows,
                        List.of()));
    }

    private Stream<ResultRow> processes(String operation) {
        return sheets.stream()
                .filter(sheet -> sheet.operation().equals(operation))
                .flatMap(ColdStartSections::measured);
    }

    private Map<String, List<ResultTable>> sheets(Predicate<String> operation) {
        Map<String, List<ResultTable>> found = new LinkedHashMap<>();
        sheets.stream()
                .filter(sheet -> operation.test(sheet.operation()))
                .forEach(sheet -> found.computeIfAbsent(sheet.operation(), _ -> new ArrayList<>())
                        .add(sheet));
        return found;
    }

    private static Stream<ResultRow> measured(ResultTable sheet) {
        return sheet.lines().stream().filter(ResultRow::isSettled);
    }

    private static Map<String, Curve> bySize(List<ResultTable> sheets) {
        Map<String, Curve> curves = new LinkedHashMap<>();
        sheets.forEach(sheet -> measured(sheet)
                .forEach(line -> ReportSections.curve(curves, line.label(), curves.size())
                        .points()
                        .put((int) sheet.dosages(), line)));
        return curves;
    }

    /** Each drawn differently. */
    private static Collection<Curve> numbered(List<Curve> curves) {
        List<Curve> numbered = new ArrayList<>();
        curves.forEach(curve -> numbered.add(new Curve(curve.label(), numbered.size(), curve.points())));
        return numbered;
    }
}
