package dev.bentline.bench.suite;

import dev.bentline.bench.NetworkBenchmark;
import dev.bentline.bench.contender.Build;
import dev.bentline.bench.contender.Compiler;
import dev.bentline.bench.contender.Programs;
import dev.bentline.bench.report.BenchmarkReport;
import dev.bentline.bench.report.ReportRenderer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Measures plans and writes all there is to say about them into a directory. */
public final class BenchRun {
    private final IterationPlan plan;
    private final String command;
    private final PrintWriter out;
    private final PrintWriter err;

    /** @param command as it was typed */
    BenchRun(IterationPlan plan, String command, PrintWriter out, PrintWriter err) {
        this.plan = plan;
        this.command = command;
        this.out = out;
        this.err = err;
    }

    /** Measures, keeps the directory, and prints the tables; returns how many rows failed. */
    long into(ResultDirectory directory, Function<TablePlans, List<TablePlan>> set)
            throws IOException, InterruptedException {
        Path libraries = Files.createDirectory(directory.path().resolve(InterleavedRunner.LIBRARIES));
        Map<Compiler, Build> builds = new EnumMap<>(Compiler.class);
        for (Compiler compiler : Compiler.values()) {
            builds.put(compiler, compiler.compile(libraries));
        }
        List<TablePlan> plans = set.apply(new TablePlans(builds, Programs.into(libraries)));
        Environment environment = new Environment();
        List<RowPlan> rows =
                plans.stream().flatMap(table -> table.rows().stream()).toList();
        environment.before(command, plan.of(rows), builds.values());
        Map<PlannedRow, Measurement> measurements =
                new InterleavedRunner(plan, directory.path(), new RunProgress(err)).run(plans);
        environment.after(evidence(directory.path()));

        BenchmarkReport report = new BenchmarkReport(environment.facts(), new ResultTables(measurements).of(plans));
        ReportRenderer document = new ReportRenderer(report);
        write(directory, BenchmarkReport.FILE, report.json());
        write(directory, ReportRenderer.HTML, document.html());
        write(directory, ReportRenderer.MARKDOWN, document.markdown());
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

    /** Collects what the forks printed about what they really ran, each once. */
    private static List<String> evidence(Path directory) throws IOException {
        try (Stream<String> lines = Files.lines(directory.resolve(InterleavedRunner.LOG))) {
            return lines.filter(line -> line.contains(NetworkBenchmark.EVIDENCE))
                    .map(line -> line.substring(
                            line.indexOf(NetworkBenchmark.EVIDENCE) + NetworkBenchmark.EVIDENCE.length()))
                    .distinct()
                    .sorted()
                    .toList();
        }
    }
}
