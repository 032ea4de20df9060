package dev.bentline.bench;

import dev.bentline.bench.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code bench} command: measures the engine and its peers on this machine, and prints tables. */
@Command(name = "bench", description = "Measures the engine, plain Java, C and the memory's speed on this machine.")
public final class BenchCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int FAILED = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--quick",
            description = "A part of the set, fewer forks: under 3 minutes. The whole takes three hours.")
    private boolean quick;

    @Option(
            names = "--only",
            arity = "1..*",
            paramLabel = "NAME",
            converter = Group.Converter.class,
            description = "Groups to run: forward, derivative, gradient, softplus, wide, bentline, width, crossover,"
                    + " compile, threads, polluted, fit, memory.")
    private List<Group> only = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where results go; by default bench/results/<date>-<cpu>-<jdk> under the current directory.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--force", description = "Replace results that exist.")
    private boolean force;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    private final Effort quickEffort;
    private final Effort fullEffort;

    /** The command as users have it. */
    public BenchCommand() {
        this(Effort.QUICK, Effort.FULL);
    }

    BenchCommand(Effort quickEffort, Effort fullEffort) {
        this.quickEffort = quickEffort;
        this.fullEffort = fullEffort;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (panels(new Panels(Map.of())).isEmpty()) {
            String groups = only.stream().map(Group::word).collect(Collectors.joining(", "));
            throw wrongInput("--quick has nothing of " + groups + "; leave out --quick");
        }
        try (ResultDirectory directory = ResultDirectory.of(out.orElseGet(BenchCommand::defaultDirectory), force)) {
            return measure(directory);
        } catch (ResultDirectory.Refused e) {
            throw wrongInput(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException wrongInput(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private List<Panel> panels(Panels factory) {
        Collection<Group> groups = only.isEmpty() ? EnumSet.allOf(Group.class) : EnumSet.copyOf(only);
        return groups.stream()
                .flatMap(group -> (quick ? group.quick(factory) : group.full(factory)).stream())
                .toList();
    }

    private int measure(ResultDirectory directory) throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter stdout = spec.commandLine().getOut();
        Effort effort = quick ? quickEffort : fullEffort;
        Path libraries = Files.createDirectory(directory.path().resolve(Rounds.LIBRARIES));
        Map<Compiler, Build> builds = new EnumMap<>(Compiler.class);
        for (Compiler compiler : Compiler.values()) {
            builds.put(compiler, compiler.compile(libraries));
        }
        List<Panel> panels = panels(new Panels(builds));
        Environment environment = new Environment();
        environment.before(command(), effort, builds.values());
        Map<Run, Measurement> measurements = new Rounds(effort, directory.path(), new Progress(err)).run(panels);
        environment.after(evidence(directory.path()));

        Report report = new Report(environment.facts(), new Sheets(measurements).of(panels));
        String tables = environment.summary() + "\n" + Table.of(report.sheets());
        Files.writeString(directory.path().resolve(Report.FILE), report.json());
        Files.writeString(directory.path().resolve(ResultDirectory.ENVIRONMENT), environment.json());
        Files.writeString(directory.path().resolve("environment.txt"), environment.text());
        Files.writeString(directory.path().resolve("table.md"), tables);
        Optional<String> chart = WidthChart.of(measurements);
        if (chart.isPresent()) {
            Files.writeString(directory.path().resolve("width.svg"), chart.get());
        }
        ResultDirectory.delete(libraries);
        Path kept = directory.keep();
        stdout.print(tables);
        stdout.flush();
        err.println("results: " + kept);
        long failed = measurements.values().stream()
                .filter(found -> found.failure().isPresent())
                .count();
        if (failed > 0) {
            err.println("bentline bench: " + failed + " rows failed; " + Rounds.LOG + " among the results says more");
        }
        err.flush();
        return failed > 0 ? FAILED : DONE;
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

    /** The command as it was typed. */
    private String command() {
        List<String> arguments = spec.root().commandLine().getParseResult().originalArgs();
        return Stream.concat(
                        spec.parent() == null ? Stream.of("./bentline", "bench") : Stream.of("./bentline"),
                        arguments.stream())
                .collect(Collectors.joining(" "));
    }

    private static Path defaultDirectory() {
        return Path.of(
                "bench",
                "results",
                slug(LocalDate.now(ZoneId.systemDefault()) + "-" + Environment.cpu() + "-jdk" + Runtime.version()));
    }

    private static String slug(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.+]+", "-");
    }
}
