package dev.bentline.bench.report;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Says what a run found of networks of several layers: what a dosage costs, and what compiling the network does. */
public final class DeepSection {
    /** Begins the operation of a table of effects; the widths of the layers follow. */
    public static final String FORWARD = "deep forward";

    /** Begins the operation of a table of compile times; the widths of the layers follow. */
    public static final String COMPILE = "deep compile";

    /** Labels of the rows of such a table. */
    public static final String LINE = "BentLine.of";

    public static final String ENGINE = "Engine.of";

    static final String GROUP = "deep";

    private final BenchmarkReport report;
    private final List<Family> peers;

    private DeepSection(BenchmarkReport report) {
        this.report = report;
        peers = Stream.of(Family.JAVA, Family.ONNX_RUNTIME, Family.PYTORCH)
                .filter(family ->
                        tables(FORWARD).anyMatch(table -> table.fastest(family).isPresent()))
                .toList();
    }

    static Section of(BenchmarkReport report) {
        return new DeepSection(report).section();
    }

    private Section section() {
        List<List<String>> rows = tables(FORWARD)
                .flatMap(table -> Stream.concat(
                        row(table, "in no order", line -> !line.isOrdered()),
                        row(table, "on a grid", ResultRow::isOrdered)))
                .toList();
        return new Section(
                GROUP,
                "How fast are networks of several layers?",
                List.of(
                        "A ReLU network of one dosage is a bent line, however many layers it has, and the engine compiles it into"
                                + " one. The others go layer by layer, in a time that does not depend on the order of the dosages: they"
                                + " were measured in no order, on one thread. In brackets, how many times Bentline's time that is. The"
                                + " last columns are what Bentline takes once for a network."),
                List.of(),
                rows.isEmpty() ? List.of() : List.of(new TextTable("", headings(), rows, List.of())));
    }

    private List<String> headings() {
        return Stream.of(
                        Stream.of("layers, dosages", "Bentline, ns/dosage"),
                        peers.stream().map(Family::label),
                        Stream.of(LINE + ", ms", ENGINE + ", ms"))
                .flatMap(part -> part)
                .toList();
    }

    private Stream<List<String>> row(ResultTable table, String order, Predicate<ResultRow> ordered) {
        String widths = table.operation().substring(FORWARD.length() + 1);
        return table.lines().stream()
                .filter(line -> line.family() == Family.BENTLINE && line.isSettled() && ordered.test(line))
                .min(Comparator.comparingDouble(ResultRow::median))
                .map(own -> Stream.of(
                                Stream.of(widths + ", " + order, Numbers.time(own.median())),
                                peers.stream().map(peer -> cell(table, peer, own)),
                                Stream.of(LINE, ENGINE).map(label -> compile(widths, label)))
                        .flatMap(part -> part)
                        .toList())
                .stream();
    }

    private static String cell(ResultTable table, Family peer, ResultRow own) {
        return table.fastest(peer).isPresent()
                ? Numbers.time(table.fastest(peer).getAsDouble()) + " ("
                        + Numbers.ratio(table.fastest(peer).getAsDouble() / own.median()) + ")"
                : "";
    }

    private String compile(String widths, String label) {
        return tables(COMPILE + " " + widths)
                .flatMap(table -> table.lines().stream())
                .filter(line -> line.label().equals(label) && line.isSettled())
                .map(line -> Numbers.time(line.median()))
                .findFirst()
                .orElse("");
    }

    private Stream<ResultTable> tables(String operation) {
        return report.sheets().stream().filter(table -> (table.operation() + " ").startsWith(operation + " "));
    }
}
