package dev.bentline.cli;

import dev.bentline.DosageIndex;
import dev.bentline.Engine;
import dev.bentline.Fit;
import dev.bentline.GradientDescent;
import dev.bentline.Network;
import dev.bentline.Stop;
import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.ExitStatus;
import dev.bentline.cli.console.Progress;
import dev.bentline.cli.console.Report;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.csv.CsvRows;
import dev.bentline.cli.engine.Engines;
import dev.bentline.cli.figure.PictureFormat;
import dev.bentline.cli.figure.Plot;
import dev.bentline.cli.file.Interruption;
import dev.bentline.cli.file.Output;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code bentline fit}. */
@Command(
        name = "fit",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Fits a network to observed effects by gradient descent.",
        sortOptions = false,
        footer = {
            "",
            "Without --start, random networks fit data in any unit. After --start relu or softplus, the activations stay"
                    + " as they are. A CSV file is read as `bentline sweep --help` says.",
            "",
            "  bentline fit --in trial.csv --effect recovery --out fitted.json",
            "  bentline fit --in trial.csv --effect recovery --start fitted.json --train c"
        })
final class FitCommand implements Callable<Integer> {
    private static final double MICRO = 1e6;
    private static final double PICO = 1e12;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private BentlineCommand bentline;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--in", paramLabel = "FILE", description = "The CSV file of observations; `-` is standard input.")
    private @Nullable String in;

    @Option(
            names = "--dosage",
            paramLabel = "NAME",
            defaultValue = "dosage",
            description = "The column of dosages; ${DEFAULT-VALUE} by default.")
    private String dosage = "";

    @Option(
            names = "--effect",
            paramLabel = "NAME",
            defaultValue = "effect",
            description = "The column of observed effects; ${DEFAULT-VALUE} by default.")
    private String effect = "";

    @Option(
            names = "--skip-invalid",
            description = "Leave invalid rows out and count them, instead of refusing the file.")
    private boolean skipInvalid;

    @Mixin
    private DescentOptions options = new DescentOptions();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Option(names = "--plot", paramLabel = "FILE.png", description = "Draw the observations and the fitted effects.")
    private @Nullable String plot;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the fitted network, for use as NETWORK; `-` is standard output, and the result goes to"
                    + " standard error then.")
    private @Nullable String out;

    @Option(
            names = "--keep-partial",
            description = "Write the best network so far to --out, too, when the fit diverges or is interrupted.")
    private boolean keepPartial;

    @Option(names = "--force", description = "Replace existing output files.")
    private boolean force;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    /** Indexed observations, and how long the index took. */
    private record Data(DosageIndex index, long skipped, double indexSeconds) {}

    @Override
    public Integer call() throws IOException {
        check();
        long begun = System.nanoTime();
        Network start = options.start();
        GradientDescent descent = options.descent(start, threads.workers());
        Engine engine = Engines.of(start != null ? start : Network.relu()).withThreads(threads.workers());
        bentline.detail(engine.info().toString());
        List<CsvRows.Column> columns =
                List.of(new CsvRows.Column(dosage, "--dosage", false), new CsvRows.Column(effect, "--effect", false));
        try (CsvRows rows = CsvRows.open(String.valueOf(in), columns, skipInvalid);
                Output file = out == null || writesToStandardOutput() ? null : Output.open(out, force);
                Output picture = plot == null ? null : Output.open(plot, force)) {
            if (picture != null) {
                PictureFormat.PNG.check("--plot");
            }
            Data data = read(rows);
            try (Interruption interruption = keepPartial ? Interruption.open() : null) {
                bentline.detail("fitting to " + data.index.count() + " observations");
                Fit fit = fit(descent, data.index, interruption);
                write(fit, data.index, file, picture);
                print(report(fit, data, begun), fit.stop() == Stop.DIVERGED);
                explain(fit);
            }
        }
        return ExitStatus.DONE;
    }

    private Data read(CsvRows rows) throws IOException {
        Observations observations;
        try (Progress _ = Progress.of("read", rows, bentline.messages())) {
            observations = Observations.read(rows, Observations.MOST);
        }
        long begun = System.nanoTime();
        DosageIndex index = observations.index(threads.workers());
        return new Data(index, rows.skipped(), (System.nanoTime() - begun) * 1e-9);
    }

    private Fit fit(GradientDescent descent, DosageIndex index, @Nullable Interruption interruption) {
        FitWatch watch = new FitWatch(options.updates(), interruption);
        try (Progress _ = Progress.of("fit", watch, bentline.messages())) {
            return descent.withListener(watch).fit(index);
        }
    }

    /** Writes what the fit's end allows: all, with --keep-partial the network alone, or nothing. */
    private void write(Fit fit, DosageIndex index, @Nullable Output file, @Nullable Output picture) throws IOException {
        boolean complete = fit.stop() != Stop.DIVERGED && fit.stop() != Stop.INTERRUPTED;
        if (!complete && !keepPartial) {
            return;
        }
        byte[] network = fit.network().toJson().getBytes(StandardCharsets.UTF_8);
        if (complete && picture != null) {
            String title = options.lossInWords() + " " + Text.rounded(fit.loss()) + ", R\u00b2 "
                    + (Double.isFinite(fit.rSquared()) ? Text.rounded(fit.rSquared()) : "undefined");
            picture.write(Plot.of(index, fit.network(), title, dosage, effect).png());
        }
        if (file != null) {
            file.write(network);
            file.commit();
        } else if (out != null) {
            bentline.results().stream().write(network);
        }
        if (complete && picture != null) {
            picture.commit();
        }
    }

    private Report report(Fit fit, Data data, long begun) {
        return new Report()
                .add("epochs", fit.epochs())
                .add("loss", fit.loss())
                .add("sumOfSquaredResiduals", fit.sumOfSquaredResiduals())
                .add("rSquared", fit.rSquared())
                .add("network", fit.network())
                .add("observations", data.index.count())
                .add("skipped", data.skipped)
                .add("restart", fit.restart())
                .add("indexSeconds", rounded(data.indexSeconds, MICRO))
                .add("secondsPerEpoch", rounded(fit.secondsPerEpoch(), PICO))
                .add("stopped", fit.stop().name().toLowerCase(Locale.ROOT))
                .add("seconds", rounded((System.nanoTime() - begun) * 1e-9, MICRO));
    }

    private static double rounded(double seconds, double partsOfASecond) {
        return Math.round(seconds * partsOfASecond) / partsOfASecond;
    }

    /** Prints the result; of a fit that diverged only to a program, for a person's network did not get better. */
    private void print(Report report, boolean diverged) throws IOException {
        if (json || !diverged) {
            bentline.print(report, json, writesToStandardOutput());
        }
        bentline.results().flush();
    }

    private void explain(Fit fit) {
        String kept = keepPartial ? ", and is written to " + out : "";
        if (fit.stop() == Stop.DIVERGED) {
            throw CommandException.failure("the fit diverged after epoch " + fit.epochs()
                    + "; the last good network has loss " + fit.loss() + kept
                    + "; a smaller --rate, or none, may help");
        }
        if (fit.stop() == Stop.INTERRUPTED) {
            bentline.messages()
                    .println("bentline fit: interrupted after epoch " + fit.epochs()
                            + "; the best network so far has loss " + fit.loss() + kept);
        }
    }

    private boolean writesToStandardOutput() {
        return out != null && Output.isStandardOutput(out);
    }

    private void check() throws IOException {
        options.check();
        threads.check();
        if (in == null) {
            throw usage("the observations are missing: give --in FILE");
        }
        if (dosage.equals(effect)) {
            throw usage("--dosage and --effect are both " + Text.quoted(dosage) + "; they must be two columns");
        }
        if (keepPartial && out == null) {
            throw usage("--keep-partial needs --out FILE");
        }
        if (json && writesToStandardOutput()) {
            throw usage("--json and --out " + out + " both want standard output");
        }
        if (plot != null && !plot.toLowerCase(Locale.ROOT).endsWith(".png")) {
            throw usage("--plot is " + Text.quoted(plot) + "; it must be a file whose name ends in .png");
        }
        if (plot != null && out != null && Output.isSameFile(plot, out)) {
            throw usage("--plot and --out are the same file, " + out);
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
