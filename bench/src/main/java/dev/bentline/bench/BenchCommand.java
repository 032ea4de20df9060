package dev.bentline.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code bench} command: measures the engine and its peers on this machine, and prints tables. */
@Command(name = "bench", description = "Measures the engine, plain Java, C and the memory's speed on this machine.")
public final class BenchCommand implements Callable<Integer> {
    private static final int WRONG_INPUT = 2;
    private static final int FAILED = 1;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--quick", description = "A part of the set, fewer forks: under 3 minutes.")
    private boolean quick;

    @Option(
            names = "--only",
            arity = "1..*",
            paramLabel = "NAME",
            description = "Groups to run: forward, derivative, gradient, softplus, wide, threads, polluted, memory.")
    private List<String> only = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where results go; by default bench/results/<date>-<cpu>-<jdk> under the current directory.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--force", description = "Replace results that exist.")
    private boolean force;

    @Option(names = "--verbose", description = "Print stack traces.")
    private boolean verbose;

    @Option(names = "--help", usageHelp = true, description = "Print this help.")
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
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        try {
            Set<Group> groups = groups();
            if (panels(groups, new Panels(Map.of())).isEmpty()) {
                throw new UserError("--quick has nothing of " + String.join(", ", only) + "; leave out --quick");
            }
            Path target = out.orElseGet(BenchCommand::defaultDirectory);
            try (ResultDirectory directory = ResultDirectory.of(target, force)) {
                return measure(groups, quick ? quickEffort : fullEffort, directory);
            }
        } catch (UserError | ResultDirectory.Refused e) {
            return report(err, e, WRONG_INPUT);
        } catch (IOException | RunnerException e) {
            return report(err, e, FAILED);
        }
    }

    private static final class UserError extends Exception {
        private static final long serialVersionUID = 1;

        UserError(String message) {
            super(message);
        }
    }

    private int report(PrintWriter err, Exception e, int status) {
        err.println("bentline: "
                + String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString()));
        if (verbose) {
            e.printStackTrace(err);
        }
        err.flush();
        return status;
    }

    private Set<Group> groups() throws UserError {
        if (only.isEmpty()) {
            return EnumSet.allOf(Group.class);
        }
        Set<Group> groups = EnumSet.noneOf(Group.class);
        for (String word : only) {
            groups.add(Arrays.stream(Group.values())
                    .filter(group -> group.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new UserError("--only " + word + " is no group; the groups are "
                            + Arrays.stream(Group.values()).map(Group::word).collect(Collectors.joining(", ")))));
        }
        return groups;
    }

    private List<Panel> panels(Set<Group> groups, Panels factory) {
        return groups.stream()
                .flatMap(group -> (quick ? group.quick(factory) : group.full(factory)).stream())
                .toList();
    }

    private int measure(Set<Group> groups, Effort effort, ResultDirectory directory)
            throws IOException, InterruptedException, RunnerException {
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter stdout = spec.commandLine().getOut();
        Path libraries = Files.createDirectory(directory.path().resolve("libraries"));
        Map<Compiler, Build> builds = new EnumMap<>(Compiler.class);
        for (Compiler compiler : Compiler.values()) {
            builds.put(compiler, compiler.compile(libraries));
        }
        List<Panel> panels = panels(groups, new Panels(builds));
        Environment environment = new Environment();
        environment.before(command(), effort, builds.values());
        Map<Run, Measurement> measurements = new Rounds(effort, directory.path(), new Progress(err)).run(panels);
        environment.after(evidence(directory.path()));

        String table = new Table(measurements).of(panels);
        Files.writeString(directory.path().resolve(ResultDirectory.ENVIRONMENT), environment.json());
        Files.writeString(directory.path().resolve("environment.txt"), environment.text());
        Files.writeString(directory.path().resolve("table.md"), table);
        ResultDirectory.delete(libraries);
        Path kept = directory.keep();
        stdout.print(table);
        stdout.flush();
        err.println("results: " + kept);
        err.flush();
        return measurements.values().stream().anyMatch(Measurement::isEmpty) ? FAILED : 0;
    }

    /** What the forks printed about what they really ran, each once. */
    private static List<String> evidence(Path directory) throws IOException {
        try (Stream<String> lines = Files.lines(directory.resolve("jmh.log"))) {
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
