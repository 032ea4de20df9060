package dev.bentline.bench.suite;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.CompilerProfiler;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
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
public final class InterleavedRunner {
    /** JMH's own results, all forks of a row together. */
    static final String RESULTS = "jmh.json";

    /** File of what JMH and the forks print. */
    static final String LOG = "jmh.log";

    /** Folder of what is made for one run: libraries, programs. */
    static final String LIBRARIES = "libraries";

    /** An iteration that takes longer hangs. */
    private static final TimeValue TIMEOUT = TimeValue.minutes(2);

    private final IterationPlan plan;
    private final Path directory;
    private final RunProgress progress;
    private final Map<PlannedRow, Measurement> measurements = new LinkedHashMap<>();
    private final Map<PlannedRow, List<RunResult>> results = new LinkedHashMap<>();

    /** Doublings of each row's warm-up. */
    private final Map<PlannedRow, Integer> warmupDoublings = new HashMap<>();

    InterleavedRunner(IterationPlan plan, Path directory, RunProgress progress) {
        this.plan = plan;
        this.directory = directory;
        this.progress = progress;
    }

    /**
     * Measures all rows; JMH's own results and output are kept in the directory. JMH hands on what its forks print to
     * System.out, which is the place of the tables: it goes to the log. A row whose fork fails is told why, and not tried
     * again.
     */
    Map<PlannedRow, Measurement> run(List<TablePlan> plans) throws IOException {
        List<PlannedRow> runs = new ArrayList<>();
        for (TablePlan table : plans) {
            for (RowPlan row : table.rows()) {
                if (row.obstacle().isEmpty()) {
                    PlannedRow run = new PlannedRow(table, row);
                    runs.add(run);
                    measurements.put(run, new Measurement());
                    results.put(run, new ArrayList<>());
                }
            }
        }
        List<RowPlan> rows = runs.stream().map(PlannedRow::row).toList();
        progress.start(
                rows.stream().mapToInt(plan::rounds).sum(),
                plan.of(rows),
                rows.stream().map(plan::duration).reduce(Duration.ZERO, Duration::plus));
        int rounds = rows.stream().mapToInt(plan::rounds).max().orElse(0);
        try (OutputStream log = Files.newOutputStream(directory.resolve(LOG))) {
            PrintStream stdout = System.out;
            PrintStream stderr = System.err;
            try {
                for (int round = 1; round <= rounds; round++) {
                    for (PlannedRow run : round % 2 == 1 ? runs : runs.reversed()) {
                        if (round <= plan.rounds(run.row())) {
                            run(run, round, log);
                        }
                    }
                }
            } finally {
                System.setOut(stdout);
                System.setErr(stderr);
            }
        }
        Files.writeString(directory.resolve(RESULTS), json());
        return measurements;
    }

    private void run(PlannedRow run, int round, OutputStream log) throws IOException {
        Measurement measurement = measurements.getOrDefault(run, new Measurement());
        if (measurement.failure().isEmpty()) {
            measure(run, measurement, log);
        }
        progress.finished(run, round, measurement);
    }

    /**
     * Runs a fork, and where it was not warm, another with twice the warm-up, up to a cap. The last one counts; later
     * rounds begin with the warm-up it had.
     */
    private void measure(PlannedRow run, Measurement measurement, OutputStream log) throws IOException {
        RowPlan row = run.row();
        Settling settling = Settling.of(run.panel(), row, plan);
        int doublings = warmupDoublings.getOrDefault(run, 0);
        while (true) {
            IterationListener listener = new IterationListener();
            Collection<RunResult> found = runFork(row, doublings, listener, measurement, log);
            if (found.isEmpty()) {
                return;
            }
            Fork fork = listener.fork();
            boolean judged = row.shots() == 0;
            if (judged && settling.obstacle(fork).isPresent() && doublings < plan.doublings()) {
                doublings++;
                warmupDoublings.put(run, doublings);
                continue;
            }
            measurement.add(fork, row.times(), run.panel().unit().nanos());
            if (judged) {
                measurement.judge(fork, settling);
            }
            results.getOrDefault(run, new ArrayList<>()).addAll(found);
            return;
        }
    }

    private Collection<RunResult> runFork(
            RowPlan row, int doublings, IterationListener listener, Measurement measurement, OutputStream log)
            throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Collection<RunResult> found;
        try (PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8)) {
            System.setOut(stream);
            System.setErr(stream);
            OutputFormat format = OutputFormatFactory.createFormatInstance(stream, VerboseMode.NORMAL);
            found = run(options(row, doublings), listener.around(format));
        }
        output.writeTo(log);
        if (found.isEmpty()) {
            measurement.fail(ForkFailure.in(output.toString(StandardCharsets.UTF_8)));
        }
        return found;
    }

    /** JMH's own format; the results are published, so the forks' flags name their libraries without this machine's folders. */
    private String json() {
        List<RunResult> all = results.values().stream()
                .filter(forks -> !forks.isEmpty())
                .map(InterleavedRunner::together)
                .toList();
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (PrintStream stream = new PrintStream(json, false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, stream).writeOut(all);
        }
        return json.toString(StandardCharsets.UTF_8).replace(directory + File.separator, "");
    }

    /** Makes what JMH would have made of the forks, had it run them one after the other. */
    private static RunResult together(List<RunResult> forks) {
        return new RunResult(
                forks.getFirst().getParams(),
                forks.stream()
                        .flatMap(result -> result.getBenchmarkResults().stream())
                        .toList());
    }

    private static Collection<RunResult> run(Options options, OutputFormat format) throws IOException {
        try {
            return new Runner(options, format).run();
        } catch (RunnerException e) {
            throw new IOException("JMH stopped: " + e.getMessage(), e);
        }
    }

    private Options options(RowPlan row, int doublings) throws IOException {
        TimeValue time = TimeValue.milliseconds(plan.iteration().toMillis());
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(row.benchmark()) + "$")
                .forks(1)
                .warmupIterations(row.shots() > 0 ? 0 : plan.warmups() << doublings)
                .warmupTime(time)
                .measurementIterations(row.shots() > 0 ? row.shots() : plan.iterations())
                .measurementTime(time)
                .timeout(TIMEOUT)
                .jvmArgs(row.jvmArguments().toArray(String[]::new));
        if (row.shots() == 0) {
            // Where calls are timed one by one, it would count what was allocated before the first.
            options.addProfiler(GCProfiler.class).addProfiler(CompilerProfiler.class);
        }
        if (row.starter().isPresent()) {
            options.jvm(row.starter().get().java(directory.resolve(LIBRARIES)).toString());
        }
        row.parameters().forEach(options::param);
        return options.build();
    }
}
