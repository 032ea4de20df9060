package dev.bentline.bench.report;

import dev.bentline.plot.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes published results into the README, the first of them, and into the page on benchmarks, in full: each between the lines
 * <code>&lt;!-- measured: DIRECTORY --&gt;</code> and <code>&lt;!-- measured end --&gt;</code>, from the report in that
 * directory, with the chart that the page shows.
 */
public final class Readme {
    /** The README in a checkout. */
    public static final String FILE = "README.md";

    /** The page with all tables. */
    public static final String PAGE = "docs/benchmarks.md";

    /** The chart's place. */
    public static final String CHART = "docs/width.svg";

    /** The works that a reader asks about first; among them are such as Bentline is behind in. */
    static final List<String> FIRST = List.of(
            "forward, 2 nodes, 100,000 dosages",
            "forward, 2 nodes, 10,000,000 dosages",
            "gradient, 2 nodes, 100,000 dosages",
            "softplus forward, 2 nodes, 100,000 dosages",
            "forward, 1,024 nodes, 1,000,000 dosages",
            "forward, 1-256-256-256-1, 100,000 dosages",
            "fit of 100 epochs, 2 nodes, 10,000,000 observations");

    private static final Pattern PART =
            Pattern.compile("<!-- measured: (\\S+) -->\n.*?<!-- measured end -->\n", Pattern.DOTALL);

    private final Path checkout;

    /** @param checkout the directory the README is in */
    public Readme(Path checkout) {
        this.checkout = checkout;
    }

    /** A user's mistake: one line. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /**
     * The texts of {@link #FILE}, {@link #PAGE} and {@link #CHART}.
     *
     * @param chart empty where the run did not measure it
     */
    public record Pages(String readme, String page, Optional<String> chart) {}

    /**
     * Draws both pages with the results of a directory in them, or of the one the README names.
     *
     * @throws Refused if there is no such page, or no report
     */
    public Pages of(Optional<String> directory) throws IOException, Refused {
        String readme = read(FILE);
        String named = part(FILE, readme).group(1);
        String results = directory.orElse(named).replaceFirst("/+$", "");
        String page = read(PAGE);
        Path file = checkout.resolve(results).resolve(BenchmarkReport.FILE);
        if (!Files.isRegularFile(file)) {
            throw new Refused(results + " has no " + BenchmarkReport.FILE + "; name a directory of results of bench");
        }
        BenchmarkReport report = BenchmarkReport.parse(Files.readString(file));
        ReportSections sections = new ReportSections(report);
        return new Pages(
                written(FILE, readme, results, firstRows(results, report, sections)),
                written(PAGE, page, results, allTables("../" + results, sections)),
                sections.widthChart().map(Picture::svg));
    }

    /** Writes them. */
    public void write(Pages pages) throws IOException {
        if (pages.chart().isPresent()) {
            Files.writeString(checkout.resolve(CHART), pages.chart().get());
        }
        Files.writeString(checkout.resolve(PAGE), pages.page());
        Files.writeString(checkout.resolve(FILE), pages.readme());
    }

    private String read(String name) throws IOException, Refused {
        Path file = checkout.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new Refused("there is no " + name + " here; run it in a checkout");
        }
        return Files.readString(file);
    }

    private static Matcher part(String name, String text) throws Refused {
        Matcher part = PART.matcher(text);
        if (!part.find()) {
            throw new Refused(name + " has no lines <!-- measured: DIRECTORY --> and <!-- measured end -->");
        }
        return part;
    }

    private static String written(String name, String text, String results, Stream<String> paragraphs) throws Refused {
        Matcher part = part(name, text);
        return text.substring(0, part.start())
                + "<!-- measured: " + results + " -->\n"
                + paragraphs.collect(Collectors.joining("\n\n"))
                + "\n<!-- measured end -->\n"
                + text.substring(part.end());
    }

    private static Stream<String> firstRows(String results, BenchmarkReport report, ReportSections sections) {
        List<Verdict> first = sections.allVerdicts().stream()
                .filter(verdict -> FIRST.contains(verdict.sheet().title()))
                .toList();
        String run = "`%s`, %s, %s x %s, %s. [All tables](%s), [all rows](%s/report.md)."
                .formatted(
                        report.fact("command"),
                        report.fact("date"),
                        report.fact("cpu"),
                        report.fact("processors"),
                        report.fact("jdk"),
                        PAGE,
                        results);
        return first.isEmpty()
                ? Stream.of(run)
                : Stream.of(run, Verdict.grid(first).markdown().strip(), Verdict.EXPLANATION);
    }

    private static Stream<String> allTables(String results, ReportSections sections) {
        List<Verdict> verdicts = sections.allVerdicts();
        return Stream.of(
                        Stream.of(sections.environment(), links(results)),
                        verdicts.isEmpty()
                                ? Stream.<String>empty()
                                : Stream.of(
                                        Verdict.summary(verdicts),
                                        Verdict.grid(verdicts).markdown().strip(),
                                        Verdict.EXPLANATION),
                        sections.widthChart().stream()
                                .flatMap(chart -> Stream.of(
                                        ReportSections.WIDTH_TEXT,
                                        "![%s](%s)"
                                                .formatted(
                                                        chart.description(),
                                                        Path.of(CHART).getFileName()))),
                        sections.deep().markdown(),
                        sections.threads().grids().stream()
                                .map(grid -> grid.markdown().strip()))
                .flatMap(paragraphs -> paragraphs);
    }

    private static String links(String results) {
        return ("All rows, charts, ceilings and the environment: [report.md](%1$s/report.md), and to compute with,"
                        + " [report.json](%1$s/report.json); JMH's own results: [jmh.json.gz](%1$s/jmh.json.gz).")
                .formatted(results);
    }
}
