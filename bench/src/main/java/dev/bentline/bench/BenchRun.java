package dev.bentline.bench;

import dev.bentline.bench.report.Document;
import dev.bentline.bench.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Measures panels and writes all there is to say about them into a directory. */
final class BenchRun {
    private final Effort effort;
    private final String command;
    private final PrintWriter out;
    private final PrintWriter err;

    /** @param command as it was typed */
    BenchRun(Effort effort, String command, PrintWriter out, PrintWriter err) {
        this.effort = effort;
        this.command = command;
        this.out = out;
        this.err = err;
    }

    /** Measures, keeps the directory, and prints the tables; returns how many rows failed. */
    long into(ResultDirectory directory, Function<Panels, List<Panel>> set) throws IOException, InterruptedException {
        Path libraries = Files.createDirectory(directory.path().resolve(Rounds.LIBRARIES));
        Map<Compiler, Build> builds = new EnumMap<>(Compiler.class);
        for (Compiler compiler : Compiler.values()) {
            builds.put(compiler, compiler.compile(libraries));
        }
        List<Panel> panels = set.apply(new Panels(builds, Programs.into(libraries)));
        Environment environment = new Environment();
        List<Row> rows = panels.stream().flatMap(panel -> panel.rows().stream()).toList();
        environment.before(command, effort.of(rows), builds.values());
        Map<Run, Measurement> measurements = new Rounds(effort, directory.path(), new Progress(err)).run(panels);
        environment.after(evidence(directory.path()));

        Report report = new Report(environment.facts(), new Sheets(measurements).of(panels));
        Document document = new Document(report);
        write(directory, Report.FILE, report.json());
        write(directory, Document.HTML, document.html());
        write(directory, Document.MARKDOWN, document.markdown());
        ResultDirectory.delete(libraries);
        Path kept = directory.keep();
        out.print(document.tables());
        out.flush();
        err.println("results: " + kept);
        err.flush();
        return measurements.values().stream()
                .filter(found -> found.failure().isPresent())
                .count();
    }

    private static void write(ResultDirectory directory, String name, String text) throws IOException {
        Files.writeString(directory.path().resolve(name), text);
    }

    /** What the forks printed about what they really ran, each once. */
    private static List<String> evidence(Path directory) throws IOException {
        try (Stream<String> lines = Files.lines(directory.resolve(Rounds.LOG))) {
            return lines.filter(line -> line.contains(NetworkBenchmark.EVIDENCE))
                    .map(line -> line.substring(
                            line.indexOf(NetworkBenchmark.EVIDENCE) + NetworkBenchmark.EVIDENCE.length()))
                    .distinct()
                    .sorted()
                    .toList();
        }
    }
}
