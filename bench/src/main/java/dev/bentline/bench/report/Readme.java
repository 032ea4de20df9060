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
 * The part of a README that shows published results, between the lines <code>&lt;!-- measured: DIRECTORY --&gt;</code> and
 * <code>&lt;!-- measured end --&gt;</code>, written from the report in that directory, and the chart it shows.
 */
public final class Readme {
    /** Where it stands in a checkout. */
    public static final String FILE = "README.md";

    /** The chart's place. */
    public static final String CHART = "docs/width.svg";

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
     * What the README and the chart should be.
     *
     * @param chart empty where the run did not measure it
     */
    public record Pages(String readme, Optional<String> chart) {}

    /**
     * The README with the results of a directory in it, or of the one it names.
     *
     * @throws Refused if there is no such README, or no report
     */
    public Pages of(Optional<String> directory) throws IOException, Refused {
        Path file = checkout.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new Refused("there is no " + FILE + " here; run it in a checkout");
        }
        String text = Files.readString(file);
        Matcher part = PART.matcher(text);
        if (!part.find()) {
            throw new Refused(FILE + " has no lines <!-- measured: DIRECTORY --> and <!-- measured end -->");
        }
        String results = directory.orElse(part.group(1)).replaceFirst("/+$", "");
        Path report = checkout.resolve(results).resolve(BenchmarkReport.FILE);
        if (!Files.isRegularFile(report)) {
            throw new Refused(results + " has no " + BenchmarkReport.FILE + "; name a directory of results of bench");
        }
        ReportSections questions = new ReportSections(BenchmarkReport.parse(Files.readString(report)));
        String written = text.substring(0, part.start()) + part(results, questions) + text.substring(part.end());
        return new Pages(written, questions.widthChart().map(Picture::svg));
    }

    /** Writes both. */
    public void write(Pages pages) throws IOException {
        if (pages.chart().isPresent()) {
            Files.writeString(checkout.resolve(CHART), pages.chart().get());
        }
        Files.writeString(checkout.resolve(FILE), pages.readme());
    }

    private static String part(String directory, ReportSections questions) {
        List<Verdict> standings = questions.allVerdicts();
        Stream<String> paragraphs = Stream.of(
                        Stream.of(questions.environment(), links(directory)),
                        standings.isEmpty()
                                ? Stream.<String>empty()
                                : Stream.of(
                                        Verdict.summary(standings),
                                        Verdict.grid(standings).markdown().strip(),
                                        Verdict.EXPLANATION),
                        questions.widthChart().stream()
                                .flatMap(chart -> Stream.of(
                                        ReportSections.WIDTH_TEXT, "![%s](%s)".formatted(chart.description(), CHART))),
                        questions.threads().grids().stream()
                                .map(grid -> grid.markdown().strip()))
                .flatMap(part -> part);
        return "<!-- measured: " + directory + " -->\n"
                + paragraphs.collect(Collectors.joining("\n\n"))
                + "\n<!-- measured end -->\n";
    }

    private static String links(String directory) {
        return "All rows, charts, ceilings and the environment: [report.md](%1$s/report.md), [report.html](%1$s/report.html);"
                        .formatted(directory)
                + " JMH's own results: [jmh.json.gz](%s/jmh.json.gz).".formatted(directory);
    }
}
