package dev.bentline.cli;

import dev.bentline.DosageIndex;
import dev.bentline.Engine;
import dev.bentline.Fit;
import dev.bentline.GradientDescent;
import dev.bentline.Interval;
import dev.bentline.Network;
import dev.bentline.Stop;
import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.ExitStatus;
import dev.bentline.cli.console.Progress;
import dev.bentline.cli.console.Report;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.console.Work;
import dev.bentline.cli.engine.EngineFactory;
import dev.bentline.cli.figure.PictureFormat;
import dev.bentline.cli.figure.Plot;
import dev.bentline.cli.file.Interruption;
import dev.bentline.cli.file.Output;
import dev.bentline.cli.file.Outputs;
import dev.bentline.cli.source.FloatRange;
import dev.bentline.cli.source.Observations;
import dev.bentline.cli.source.Source;
import dev.bentline.cli.source.WantedColumn;
import dev.bentline.fit.BendSearch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code bentline fit}. */
final class FitCommand implements Callable<Integer> {
    private static final double MICRO = 1e6;
    private static final double PICO = 1e12;

    private static final String DEFAULT_DOSAGE = "dosage";
    private static final String DEFAULT_EFFECT = "effect";

    private final BentlineCommand bentline;

    private final InputFiles inputs = new InputFiles(
            "The observations, from a file or from several: CSV (gzip, too) or Parquet, by its ending; `-` is standard"
                    + " input.",
            "--start names a network");

    private final Option<String> dosage =
            Option.text("--dosage", "NAME", "The column of dosages; " + DEFAULT_DOSAGE + " by default.");

    private final Option<String> effect =
            Option.text("--effect", "NAME", "The column of observed effects; " + DEFAULT_EFFECT + " by default.");

    private final Option<Format> format =
            Option.choice("--format", "csv|parquet", Format.class, "What --in is, whatever its ending.");

    private final SolverOptions options = new SolverOptions();

    private final ThreadsOption threads = new ThreadsOption();

    private final Option<String> plot =
            Option.text("--plot", "FILE.png|.svg", "Draw the observations and the fitted effects.");

    private final Option<String> out = Option.text(
            "--out",
            "FILE",
            "Write the fitted network, for use as NETWORK; `-` is standard output, and the result goes to standard"
                    + " error then.");

    private final Flag keepPartial = Flag.of(
            "--keep-partial", "Write the best network so far to --out, too, when the fit diverges or is interrupted.");

    private final Flag force = Flag.of("--force", "Replace existing output files.");

    private final Flag json = Flag.of("--json", "Print the result as one JSON object.");

    /** Input, and how many rows of it were left out. */
    private record Data(Observations observations, long missing, long skipped) {}

    /** A fit, whether a search found it, and how long it took, with the index where there is one. */
    private record Result(Fit fit, boolean searched, Network network, double seconds) {}

    FitCommand(BentlineCommand bentline) {
        this.bentline = bentline;
    }

    CommandSpec model() {
        return CommandModel.of(
                "fit",
                this,
                "Fits a network to observed effects.",
                List.of(inputs, dosage, effect, format, options, threads, plot, out, keepPartial, force, json),
                "",
                "Without --start, random networks fit data in any unit. After --start relu or softplus, the activations"
                        + " stay as they are. Files are read as `bentline sweep --help` says; several count as one.",
                "",
                "  bentline fit --in trial.csv --effect recovery --out fitted.json",
                "  bentline fit --in trial.csv --effect recovery --start fitted.json --train c",
                "  bentline fit --in trials/*.parquet --dosage mg --effect recovery --out fitted.json");
    }

    @Override
    public Integer call() throws IOException {
        check();
        long begun = System.nanoTime();
        Network start = options.start(bentline);
        GradientDescent descent = options.descent(start, threads.workers());
        Engine engine = EngineFactory.of(start != null ? start : Network.relu()).withThreads(threads.workers());
        bentline.detail(engine.info().toString());
        try (Outputs outputs = new Outputs();
                Output file = writesToStandardOutput() ? null : open(out, outputs);
                Output picture = open(plot, outputs)) {
            if (picture != null) {
                pictureFormat().check("--plot");
            }
            Data data = read();
            Interruption interruption = keepPartial.isGiven() ? Interruption.begin() : null;
            bentline.detail("fitting to " + data.observations.count() + " observations");
            Result result = fit(descent, data.observations, interruption);
            write(result, data.observations, file, picture, outputs);
            print(report(result, data, begun), result.fit.stop() == Stop.DIVERGED);
            explain(result.fit);
        }
        return ExitStatus.DONE;
    }

    private String dosage() {
        return dosage.orElse(DEFAULT_DOSAGE);
    }

    private String effect() {
        return effect.orElse(DEFAULT_EFFECT);
    }

    /** The format of the picture that --plot names. */
    private PictureFormat pictureFormat() {
        return PictureFormat.of("--plot", String.valueOf(plot.value()));
    }

    /** The file that an option names, or null. */
    private @Nullable Output open(Option<String> option, Outputs outputs) throws IOException {
        String name = option.value();
        return name == null ? null : outputs.open(name, force.isGiven());
    }

    private Data read() throws IOException {
        List<WantedColumn> columns =
                List.of(new WantedColumn(dosage(), "--dosage", false), new WantedColumn(effect(), "--effect", false));
        ObservationReader observations = new ObservationReader(ObservationReader.MOST);
        for (String input : inputs.names()) {
            Format read = InputFiles.format(input, format.value());
            try (Source source = open(input, read, columns);
                    Progress _ = Progress.of("read", source, bentline.messages())) {
                observations.read(input, source);
            }
        }
        if (observations.count() == 0) {
            List<String> reasons = new ArrayList<>();
            if (observations.skipped() > 0) {
                reasons.add((observations.missing() == 0 ? "all rows are invalid: " : "invalid rows: ")
                        + observations.skipped());
            }
            if (observations.missing() > 0) {
                reasons.add("rows with a missing value: " + observations.missing());
            }
            throw CommandException.wrongInput(Text.shortened(String.join(", ", inputs.names())) + ": no observations; "
                    + (reasons.isEmpty() ? "there are no rows" : String.join("; ", reasons)));
        }
        return new Data(observations.take(), observations.missing(), observations.skipped());
    }

    private Source open(String input, Format read, List<WantedColumn> columns) throws IOException {
        try (Progress _ = Progress.of("read", Work.OPENING, bentline.messages())) {
            return inputs.open(input, read, columns, false);
        }
    }

    private Result fit(GradientDescent descent, Observations observations, @Nullable Interruption interruption) {
        long begun = System.nanoTime();
        BendSearch search = options.search();
        DosageIndex index = search == null
                ? null
                : DosageIndex.of(observations.dosages(), observations.effects(), threads.workers());
        if (search != null && index != null && isSearched(index)) {
            try (Progress _ = Progress.of("fit", Work.OPENING, bentline.messages())) {
                return result(search.fit(index), true, observations, begun);
            }
        }
        FitWatch watch = new FitWatch(options.updates(), interruption);
        GradientDescent watched = descent.withListener(watch);
        try (Progress _ = Progress.of("fit", watch, bentline.messages())) {
            Fit fit = index == null ? watched.fit(observations.dosages(), observations.effects()) : watched.fit(index);
            return result(fit, false, observations, begun);
        }
    }

    private static Result result(Fit fit, boolean searched, Observations observations, long begun) {
        double seconds = (System.nanoTime() - begun) * 1e-9;
        FloatRange range = observations.dosageRange();
        // -0 counts as +0
        Interval dosages = new Interval(range.min() + 0f, range.max() + 0f);
        return new Result(fit, searched, fit.network().withDosages(dosages), seconds);
    }

    /** Returns whether a search takes the observations; refuses them where nothing else will do. */
    private boolean isSearched(DosageIndex index) {
        boolean suits = BendSearch.suits(index);
        if (!suits && options.isSearchAskedFor()) {
            throw CommandException.wrongInput(Text.shortened(String.join(", ", inputs.names())) + ": more than "
                    + BendSearch.MOST_DOSAGES + " distinct dosages, which --solver search does not take; leave it out");
        }
        return suits;
    }

    /** Writes what the fit's end allows: all, with --keep-partial the network alone, or nothing. */
    private void write(
            Result result, Observations observations, @Nullable Output file, @Nullable Output picture, Outputs outputs)
            throws IOException {
        Fit fit = result.fit;
        boolean complete = fit.stop() != Stop.DIVERGED && fit.stop() != Stop.INTERRUPTED;
        if (!complete && !keepPartial.isGiven()) {
            return;
        }
        if (picture != null) {
            if (complete) {
                String title = options.lossInWords() + " " + Text.rounded(fit.loss()) + ", R\u00b2 "
                        + (Double.isFinite(fit.rSquared()) ? Text.rounded(fit.rSquared()) : "undefined");
                picture.write(pictureFormat().encode(Plot.of(observations, result.network, title, dosage(), effect())));
            } else {
                outputs.drop(picture);
            }
        }
        byte[] text = result.network.toJson().getBytes(StandardCharsets.UTF_8);
        if (file != null) {
            file.write(text);
        } else if (writesToStandardOutput()) {
            bentline.results().stream().write(text);
        }
        outputs.commit();
    }

    private Report report(Result result, Data data, long begun) {
        Fit fit = result.fit;
        return new Report()
                .add("epochs", fit.epochs())
                .add("loss", fit.loss())
                .add("sumOfSquaredResiduals", fit.sumOfSquaredResiduals())
                .add("rSquared", fit.rSquared())
                .add("network", result.network)
                .add("observations", data.observations.count())
                .add("missing", data.missing)
                .add("skipped", data.skipped)
                .add("restart", fit.restart())
                .add("solver", result.searched ? "search" : "descent")
                .add("globalOptimum", fit.stop() == Stop.GLOBAL)
                .add("fitSeconds", rounded(result.seconds, MICRO))
                .add("secondsPerEpoch", rounded(fit.secondsPerEpoch(), PICO))
                .add("stopped", fit.stop().name().toLowerCase(Locale.ROOT))
                .add("seconds", rounded((System.nanoTime() - begun) * 1e-9, MICRO));
    }

    private static double rounded(double seconds, double partsOfASecond) {
        return Double.isNaN(seconds) ? seconds : Math.round(seconds * partsOfASecond) / partsOfASecond;
    }

    /** Prints the result; of a fit that diverged only to a program, for a person's network did not get better. */
    private void print(Report report, boolean diverged) throws IOException {
        if (json.isGiven() || !diverged) {
            bentline.print(report, json.isGiven(), writesToStandardOutput());
        }
        bentline.results().flush();
    }

    private void explain(Fit fit) {
        String kept = keepPartial.isGiven() ? kept() : "";
        if (fit.stop() == Stop.DIVERGED) {
            throw CommandException.failure("the fit diverged after epoch " + fit.epochs()
                    + "; the last good network has loss " + fit.loss() + kept
                    + "; a smaller --rate, or none, may help");
        }
        if (fit.stop() == Stop.CONVERGED) {
            bentline.messages()
                    .println(
                            "bentline fit: the best network the search found; that no other of its width fits better is"
                                    + " not proved");
        }
        if (fit.stop() == Stop.INTERRUPTED) {
            bentline.messages()
                    .println("bentline fit: interrupted after epoch " + fit.epochs()
                            + "; the best network so far has loss " + fit.loss() + kept);
        }
    }

    /** Says what is written of a fit that did not come to its end, and what is not. */
    private String kept() {
        return ", and is written to " + (writesToStandardOutput() ? "standard output" : out.value())
                + (plot.isGiven() ? "; " + plot.value() + " is not drawn" : "");
    }

    private boolean writesToStandardOutput() {
        String name = out.value();
        return name != null && Output.isStandardOutput(name);
    }

    private void check() throws IOException {
        options.check();
        threads.check();
        if (!inputs.areGiven()) {
            throw CommandException.wrongUsage("the observations are missing: give --in FILE");
        }
        inputs.check(format.value());
        for (String input : inputs.names()) {
            if (InputFiles.format(input, format.value()) == Format.NPY) {
                throw CommandException.wrongUsage(input
                        + " is a NumPy file, which has no columns; --dosage and --effect are two of a CSV or Parquet"
                        + " file");
            }
        }
        inputs.checkFormats(inputs.names().stream()
                .map(input -> InputFiles.format(input, format.value()))
                .toList());
        if (dosage().equals(effect())) {
            throw CommandException.wrongUsage(
                    "--dosage and --effect are both " + Text.quoted(dosage()) + "; they must be two columns");
        }
        if (keepPartial.isGiven() && !out.isGiven()) {
            throw CommandException.wrongUsage("--keep-partial needs --out FILE");
        }
        if (json.isGiven() && writesToStandardOutput()) {
            throw CommandException.wrongUsage("--json and --out " + out.value() + " both want standard output");
        }
        String picture = plot.value();
        String network = out.value();
        if (picture != null) {
            pictureFormat();
        }
        if (picture != null && network != null && Output.isSameFile(picture, network)) {
            throw CommandException.wrongUsage("--plot and --out are the same file, " + network);
        }
    }
}
