package dev.bentline.bench.suite;

import dev.bentline.bench.compare.Comparison;
import dev.bentline.bench.compare.WrongInput;
import dev.bentline.bench.report.Readme;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
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

/** Is the {@code bench} command: measures the engine and its peers on this machine, and prints tables. */
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
            names = "--peers",
            description = "Other libraries beside it: ONNX Runtime, PyTorch, DuckDB; C and plain Java as well. Builds"
                    + " them first. An hour.")
    private boolean peers;

    @Option(
            names = "--only",
            arity = "1..*",
            paramLabel = "NAME",
            converter = BenchmarkGroup.Converter.class,
            description = "Groups to run: forward, derivative, gradient, softplus, wide, bentline, width, crossover,"
                    + " compile, deep, threads, polluted, fit, memory, curves, guard, cold. The last three run by their names"
                    + " alone; curves are fits to dose-response curves, in minutes, and cold is first calls, the hand-over to"
                    + " SIMD and whole processes, in an hour.")
    private List<BenchmarkGroup> only = List.of();

    @Option(
            names = "--compare",
            arity = "2",
            paramLabel = "FILE[#NAME]",
            description = "Compare two JSON files of JMH's, or with #NAME the rows of one implementation, and measure"
                    + " nothing. The exit status is 1 where a row fails.")
    private List<String> compare = List.of();

    @Option(
            names = "--threshold",
            paramLabel = "PERCENT",
            description =
                    "With --compare: by how much B may be slower; -50 demands that it takes at most half as long.")
    private double threshold = Comparison.THRESHOLD;

    @Option(
            names = "--readme",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "DIR",
            description =
                    "Write published results into README.md and docs/benchmarks.md of the checkout, and measure nothing: those"
                            + " of DIR, or anew of the directory it names.")
    private Optional<String> readme = Optional.empty();

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

    private final IterationPlan quickPlan;
    private final IterationPlan fullPlan;

    /** The command as users have it. */
    public BenchCommand() {
        this(IterationPlan.QUICK, IterationPlan.FULL);
    }

    BenchCommand(IterationPlan quickPlan, IterationPlan fullPlan) {
        this.quickPlan = quickPlan;
        this.fullPlan = fullPlan;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!compare.isEmpty()) {
            return compare();
        }
        if (readme.isPresent()) {
            if (peers || quick || !only.isEmpty()) {
                throw wrongInput(
                        "--readme measures nothing; leave out " + (peers ? "--peers" : quick ? "--quick" : "--only"));
            }
            return writeReadme(readme.get());
        }
        if (peers && quick) {
            throw wrongInput("--peers has no --quick; --only runs a part of it");
        }
        if (plans(new TablePlans(Map.of())).isEmpty()) {
            String option = peers ? "--peers" : "--quick";
            String groups = only.stream().map(BenchmarkGroup::word).collect(Collectors.joining(", "));
            throw wrongInput(option + " has nothing of " + groups + "; leave out " + option);
        }
        try (ResultDirectory directory = ResultDirectory.of(out.orElseGet(BenchCommand::defaultDirectory), force)) {
            return measure(directory);
        } catch (ResultDirectory.Refused e) {
            throw wrongInput(String.valueOf(e.getMessage()));
        }
    }

    private int compare() {
        try {
            Comparison comparison = Comparison.of(compare.getFirst(), compare.getLast(), threshold);
            PrintWriter stdout = spec.commandLine().getOut();
            stdout.print(comparison.text());
            stdout.flush();
            return comparison.failures() == 0 ? DONE : FAILED;
        } catch (WrongInput e) {
            throw wrongInput(String.valueOf(e.getMessage()));
        }
    }

    private int writeReadme(String directory) throws IOException {
        try {
            Readme page = new Readme(Path.of(""));
            page.write(page.of(Optional.of(directory).filter(name -> !name.isEmpty())));
            return DONE;
        } catch (Readme.Refused e) {
            throw wrongInput(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException wrongInput(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private int measure(ResultDirectory directory) throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        IterationPlan plan = only.equals(List.of(BenchmarkGroup.GUARD))
                ? Guard.EFFORT
                : quick ? quickPlan : peers ? IterationPlan.PEERS : fullPlan;
        long failed = new BenchRun(plan, command(), spec.commandLine().getOut(), err).into(directory, this::plans);
        if (failed > 0) {
            err.println("bentline bench: " + failed + " rows failed; " + InterleavedRunner.LOG
                    + " among the results says more");
            err.flush();
        }
        return failed > 0 ? FAILED : DONE;
    }

    private List<TablePlan> plans(TablePlans factory) {
        Collection<BenchmarkGroup> groups =
                EnumSet.copyOf(only.isEmpty() ? EnumSet.complementOf(EnumSet.copyOf(BenchmarkGroup.NAMED)) : only);
        return groups.stream().flatMap(group -> plans(group, factory).stream()).toList();
    }

    private List<TablePlan> plans(BenchmarkGroup group, TablePlans factory) {
        if (peers) {
            return new PeerPlans(factory).of(group);
        }
        return quick ? new QuickPlans(factory).of(group) : new FullPlans(factory).of(group);
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
