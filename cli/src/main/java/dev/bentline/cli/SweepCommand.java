package dev.bentline.cli;

import dev.bentline.Activation;
import dev.bentline.Bend;
import dev.bentline.BentLine;
import dev.bentline.Engine;
import dev.bentline.EngineInfo;
import dev.bentline.Network;
import dev.bentline.cli.console.ExitStatus;
import dev.bentline.cli.console.Progress;
import dev.bentline.cli.console.Report;
import dev.bentline.cli.csv.CsvSink;
import dev.bentline.cli.csv.CsvSource;
import dev.bentline.cli.engine.Engines;
import dev.bentline.cli.file.Output;
import dev.bentline.cli.sweep.GridSource;
import dev.bentline.cli.sweep.Sink;
import dev.bentline.cli.sweep.Source;
import dev.bentline.cli.sweep.SummarySink;
import dev.bentline.cli.sweep.Sweep;
import dev.bentline.cli.sweep.Windows;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code bentline sweep}. */
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Computes the effect of every dosage of a grid or a file, and a summary.",
        sortOptions = false,
        footer = {
            "",
            "A CSV file has a header row; spaces around a number do not count. A row that is empty, has another number"
                    + " of fields than the header, or no finite decimal number in the column is invalid.",
            "",
            "  bentline sweep --from 0 --to 1 --count 1000001",
            "  bentline sweep softplus --in dosages.csv --out effects.csv"
        })
final class SweepCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private BentlineCommand bentline;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private NetworkArgument network = new NetworkArgument();

    @Option(
            names = "--from",
            paramLabel = "A",
            converter = FiniteDouble.class,
            description = "The grid's first dosage.")
    private @Nullable Double from;

    @Option(names = "--to", paramLabel = "B", converter = FiniteDouble.class, description = "The grid's last dosage.")
    private @Nullable Double to;

    @Option(
            names = "--count",
            paramLabel = "N",
            converter = WholeNumber.class,
            description = "How many dosages the grid has.")
    private @Nullable Long count;

    @Option(
            names = "--in",
            paramLabel = "FILE",
            description = "Read the dosages from a CSV file instead; `-` is standard input.")
    private @Nullable String in;

    @Option(
            names = "--column",
            paramLabel = "NAME",
            description = "The column to read; by default `dosage`, or the only one there is.")
    private @Nullable String column;

    @Option(
            names = "--skip-invalid",
            description = "Leave invalid rows out and count them, instead of refusing the file.")
    private boolean skipInvalid;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write dosages and effects as CSV; `-` is standard output, and the summary goes to standard"
                    + " error then.")
    private @Nullable String out;

    @Option(names = "--force", description = "Replace an existing output file.")
    private boolean force;

    @Option(names = "--derivative", description = "Write the derivative of the effect, too.")
    private boolean derivative;

    @Option(
            names = "--bend",
            paramLabel = "0|1",
            converter = WholeNumber.class,
            description = "The derivative of ReLU at its bend; by default the network's.")
    private @Nullable Long bend;

    @Option(
            names = "--at-least",
            paramLabel = "E",
            converter = FiniteFloat.class,
            defaultValue = "0.5",
            description = "The effect from which on a dosage works; ${DEFAULT-VALUE} by default.")
    private float atLeast;

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Option(names = "--json", description = "Print the summary as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        check();
        long start = System.nanoTime();
        int workers = threads.workers();
        Engine engine = Engines.of(bent(network.network()));
        EngineInfo info = engine.withThreads(workers).info();
        bentline.detail(info.toString());
        SummarySink summary = summary(engine.network());
        Report report = new Report();
        boolean toStandardOutput = out != null && Output.isStandardOutput(out);

        try (Source source = source()) {
            if (out == null) {
                sweep(source, engine, List.of(summary), workers);
            } else if (toStandardOutput) {
                OutputStream data = bentline.results().stream();
                sweep(source, engine, List.of(summary, new CsvSink(data, derivative)), workers);
                bentline.results().flush();
            } else {
                try (Output output = Output.open(out, force)) {
                    sweep(source, engine, List.of(summary, new CsvSink(output, derivative)), workers);
                    output.commit();
                }
            }
            summary.report(report);
        }

        double seconds = (System.nanoTime() - start) * 1e-9;
        report.add("seconds", Math.round(seconds * 1e6) / 1e6)
                .add("dosagesPerSecond", Math.round(summary.count() / seconds))
                .add("engine", info.toString());
        bentline.print(report, json, toStandardOutput);
        return ExitStatus.DONE;
    }

    private SummarySink summary(Network network) {
        if (network.hidden() == Activation.RELU) {
            return new SummarySink(atLeast, BentLine.of(network), null);
        }
        return new SummarySink(atLeast, null, in == null ? new Windows(atLeast) : null);
    }

    private void sweep(Source source, Engine engine, List<Sink> sinks, int workers) throws IOException {
        boolean terminalIsFree = out == null || !Output.isStandardOutput(out);
        try (Progress _ = terminalIsFree ? Progress.of("sweep", source, bentline.messages()) : null) {
            new Sweep(source, engine, derivative, sinks).run(workers);
        }
    }

    private Source source() throws IOException {
        if (in == null) {
            return new GridSource(
                    Objects.requireNonNull(from), Objects.requireNonNull(to), Objects.requireNonNull(count));
        }
        return CsvSource.open(in, column, skipInvalid);
    }

    private Network bent(Network network) {
        return bend == null ? network : network.withBend(bend == 1 ? Bend.ONE : Bend.ZERO);
    }

    private void check() {
        if (in == null) {
            List<String> missing = new ArrayList<>();
            if (from == null) {
                missing.add("--from");
            }
            if (to == null) {
                missing.add("--to");
            }
            if (count == null) {
                missing.add("--count");
            }
            if (missing.size() == 3) {
                throw usage("the dosages are missing: give --from, --to and --count for a grid, or --in FILE");
            }
            if (!missing.isEmpty()) {
                throw usage("the grid needs " + String.join(" and ", missing) + ", too");
            }
            if (count != null && count < 1) {
                throw usage("--count is " + count + "; it must be at least 1");
            }
            if (column != null || skipInvalid) {
                throw usage((column != null ? "--column" : "--skip-invalid") + " needs --in FILE");
            }
        } else if (from != null || to != null || count != null) {
            throw usage("--in FILE and a grid (--from, --to, --count) exclude each other");
        }
        threads.check();
        if (bend != null && bend != 0 && bend != 1) {
            throw usage("--bend is " + bend + "; it must be 0 or 1");
        }
        if (json && out != null && Output.isStandardOutput(out)) {
            throw usage("--json and --out " + out + " both want standard output");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
