package dev.bentline.bench;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs rows in rounds: one fork of every row, then the next round backwards. JMH alone would run all forks of one row,
 * then all of the next, and on a shared machine compare the minutes, not the rows.
 */
final class Rounds {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final Effort effort;
    private final Path directory;
    private final Progress progress;
    private final Map<Run, Measurement> measurements = new LinkedHashMap<>();

    Rounds(Effort effort, Path directory, Progress progress) {
        this.effort = effort;
        this.directory = directory;
        this.progress = progress;
    }

    /**
     * Measures all rows; JMH's own results and output are kept in the directory. JMH hands on what its forks print to
     * System.out, which is the place of the tables: it goes to the log.
     */
    Map<Run, Measurement> run(List<Panel> panels) throws IOException {
        List<Run> runs = new ArrayList<>();
        for (Panel panel : panels) {
            for (Row row : panel.rows()) {
                if (row.obstacle().isEmpty()) {
                    Run run = new Run(panel, row);
                    runs.add(run);
                    measurements.put(run, new Measurement());
                }
            }
        }
        progress.start(runs.size() * effort.rounds(), effort);
        try (PrintStream log =
                new PrintStream(Files.newOutputStream(directory.resolve("jmh.log")), true, StandardCharsets.UTF_8)) {
            PrintStream stdout = System.out;
            PrintStream stderr = System.err;
            System.setOut(log);
            System.setErr(log);
            try {
                for (int round = 1; round <= effort.rounds(); round++) {
                    run(round % 2 == 1 ? runs : runs.reversed(), round, log);
                }
            } finally {
                System.setOut(stdout);
                System.setErr(stderr);
            }
        }
        return measurements;
    }

    private void run(List<Run> runs, int round, PrintStream log) throws IOException {
        List<RunResult> results = new ArrayList<>();
        for (Run run : runs) {
            Collection<RunResult> found = run(options(run.row()), log);
            Measurement measurement = measurements.getOrDefault(run, new Measurement());
            for (RunResult result : found) {
                add(result, run, measurement);
            }
            results.addAll(found);
            progress.finished(run, round, found.isEmpty() ? null : measurement);
        }
        Files.writeString(directory.resolve("jmh-round-" + round + ".json"), json(results));
    }

    /** JMH's own format; the results are published, so the forks' flags name their libraries without this machine's folders. */
    private String json(List<RunResult> results) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (PrintStream stream = new PrintStream(json, false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, stream).writeOut(results);
        }
        return json.toString(StandardCharsets.UTF_8).replace(directory + File.separator, "");
    }

    private static Collection<RunResult> run(Options options, PrintStream log) throws IOException {
        try {
            return new Runner(options, OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL)).run();
        } catch (RunnerException e) {
            throw new IOException("JMH stopped: " + e.getMessage(), e);
        }
    }

    private static void add(RunResult result, Run run, Measurement measurement) {
        int times = run.row().times();
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            for (IterationResult iteration : fork.getIterationResults()) {
                measurement.add(times
                        * iteration.getPrimaryResult().getScore()
                        / run.panel().unit().nanos());
                Result<?> allocated = iteration.getSecondaryResults().get(ALLOCATED);
                if (allocated != null) {
                    measurement.addBytes(times * allocated.getScore());
                }
            }
        }
    }

    private Options options(Row row) {
        TimeValue time = TimeValue.milliseconds(effort.iteration().toMillis());
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(row.benchmark()) + "$")
                .forks(1)
                .warmupIterations(effort.warmups())
                .warmupTime(time)
                .measurementIterations(effort.iterations())
                .measurementTime(time)
                .jvmArgs(row.jvmArguments().toArray(String[]::new))
                .addProfiler(GCProfiler.class);
        row.parameters().forEach(options::param);
        return options.build();
    }
}
