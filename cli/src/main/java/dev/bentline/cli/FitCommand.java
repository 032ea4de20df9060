package dev.bentline.cli;

import dev.bentline.Activation;
import dev.bentline.DosageIndex;
import dev.bentline.DosageScale;
import dev.bentline.Engine;
import dev.bentline.Fit;
import dev.bentline.GradientDescent;
import dev.bentline.Interval;
import dev.bentline.Network;
import dev.bentline.ParameterSet;
import dev.bentline.Stop;
import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.ExitStatus;
import dev.bentline.cli.console.Progress;
import dev.bentline.cli.console.Report;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.console.Work;
import dev.bentline.cli.engine.EngineFactory;
import dev.bentline.cli.figure.Plot;
import dev.bentline.cli.file.Interruption;
import dev.bentline.cli.file.Outputs;
import dev.bentline.cli.source.FloatRange;
import dev.bentline.cli.source.Observations;
import dev.bentline.fit.BendSearch;
import dev.bentline.fit.Estimates;
import dev.bentline.fit.Estimation;
import dev.bentline.fit.GoodnessOfFit;
import dev.bentline.fit.GroupedFit;
import dev.bentline.fit.Refits;
import dev.bentline.fit.WeightedObservations;
import dev.bentline.fit.WidthChoice;
import dev.bentline.plot.Picture;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code bentline fit}. */
final class FitCommand implements Callable<Integer> {
    /** Observations that are sorted after a descent that did without, to tell replicates. */
    private static final int MOST_SORTED = 1_000_000;

    private final BentlineCommand bentline;

    private final ObservationInputs inputs = new ObservationInputs();

    private final ScaleOptions scale = new ScaleOptions(
            "linear by default, or that of --start.", "a third of the smallest dosage above 0 by default.");

    private final GroupOptions groups = new GroupOptions();

    private final EffectOptions effects = new EffectOptions();

    private final SolverOptions options = new SolverOptions(inputs.weights(), effects.bootstrap());

    private final ThreadsOption threads = new ThreadsOption();

    private final FitOutputs outputs = new FitOutputs();

    private final Flag json = Flag.of("--json", "Print the result as one JSON object.");

    FitCommand(BentlineCommand bentline) {
        this.bentline = bentline;
    }

    CommandSpec model() {
        return CommandModel.of(
                "fit",
                this,
                "Fits a network to observed effects.",
                List.of(inputs, groups, scale, effects, options, threads, outputs, json),
                "",
                "Without --start, random networks fit data in any unit. After --start relu or softplus, the activations"
                        + " stay as they are. Files are read as `bentline sweep --help` says; several count as one.",
                "",
                "  bentline fit --in trial.csv --effect recovery --out fitted.json",
                "  bentline fit --in trial.csv --effect recovery --start fitted.json --train c",
                "  bentline fit --in trial.csv --effect recovery --dosage-scale log10 --ed 10,50,90 --bootstrap 1000",
                "  bentline fit --in trials/*.parquet --dosage mg --effect recovery --out fitted.json",
                "  bentline fit --in screen.parquet --group compound,cell_line --out fits.parquet");
    }

    @Override
    public Integer call() throws IOException {
        options.check();
        threads.check();
        inputs.check();
        scale.check();
        effects.check();
        outputs.check(json.isGiven());
        groups.check(inputs);
        if (groups.areGiven()) {
            options.checkGroups();
            outputs.checkGroups(groups.plots());
            GroupedFit fit = scale.on(options.groupedFit()).withThreads(threads.workers());
            Estimation estimation = options.with(effects.estimation(options.seed()));
            new GroupRun(bentline, inputs, groups, outputs, json.isGiven()).run(fit, estimation);
            return ExitStatus.DONE;
        }
        outputs.checkNetwork();
        long begun = System.nanoTime();
        Network start = options.start(bentline);
        GradientDescent descent = options.descent(start, threads.workers());
        Engine engine = EngineFactory.of(start != null ? start : Network.relu()).withThreads(threads.workers());
        bentline.detail(() -> engine.info().toString());
        try (Outputs run =
                new Outputs(inputs.files())) { // a network may take the place of the one that it started from
            FitFiles files = outputs.open(run, bentline.results().stream());
            ObservationInputs.Data data = inputs.read(bentline.messages());
            Interruption interruption = outputs.keepPartial() ? Interruption.begin() : null;
            bentline.detail(() -> "fitting to " + data.observations().count() + " observations");
            DosageScale onScale = scale.of(
                    data.observations(), start == null ? DosageScale.LINEAR : start.dosageScale(), inputs.names());
            if (start != null) {
                descent = options.descent(start.withDosageScale(onScale), threads.workers());
            }
            FitResult result = fit(descent, data.observations(), onScale, interruption);
            if (result.isComplete()) {
                files.write(
                        result.network(),
                        residuals(result, data.observations()),
                        () -> picture(result, data.observations()));
            } else if (outputs.keepPartial()) {
                files.writePartial(result.network());
            }
            print(
                    FitReport.of(result, data, json.isGiven(), begun),
                    result.fit().stop() == Stop.DIVERGED);
            explain(result);
        }
        return ExitStatus.DONE;
    }

    private FitResult fit(
            GradientDescent descent,
            Observations observations,
            DosageScale onScale,
            @Nullable Interruption interruption) {
        long begun = System.nanoTime();
        boolean fromNothing = !options.startIsGiven();
        DosageIndex index =
                options.isSearch() || (fromNothing && !onScale.isLinear()) ? index(observations, onScale) : null;
        if (options.isSearch() && index != null && isSearched(index)) {
            checkCurve(observations.counted(), onScale);
            try (Progress _ = Progress.of("fit", Work.OPENING, bentline.messages())) {
                return search(index, observations, begun);
            }
        }
        FitWatch watch = new FitWatch(options.updates(), interruption);
        GradientDescent watched = descent.withListener(watch);
        Fit fit;
        try (Progress _ = Progress.of("fit", watch, bentline.messages())) {
            fit = index == null ? watched.fit(observations.dosages(), observations.effects()) : watched.fit(index);
        }
        double seconds = secondsSince(begun);
        GoodnessOfFit goodness = goodness(fit, index, observations);
        Estimates estimates =
                effects.areGiven() ? estimates(fit, index != null ? index : index(observations, onScale)) : null;
        return new FitResult(fit, false, null, goodness, estimates, network(fit, observations), seconds);
    }

    private DosageIndex index(Observations observations, DosageScale onScale) {
        return DosageIndex.of(observations.dosages(), observations.effects(), onScale, threads.workers());
    }

    /**
     * Refuses what says too little of a curve, as for a group among many.
     *
     * @param counted the observations that count
     */
    private void checkCurve(Observations counted, DosageScale onScale) {
        FloatRange dosages = counted.dosageRange();
        FloatRange observed = counted.effectRange();
        if (!(onScale.position(dosages.min()) < onScale.position(dosages.max()))) {
            throw CommandException.wrongInput(
                    inputs.names() + ": all observations are of one dosage; a curve needs two or more");
        }
        if (!(observed.min() < observed.max())) {
            throw CommandException.wrongInput(inputs.names() + ": all effects are the same, "
                    + Text.number(observed.min() + 0f) + "; a curve needs two or more");
        }
        if (!options.choosesWidth() && counted.count() < options.parameters()) {
            throw CommandException.wrongInput(inputs.names() + ": fewer observations than parameters, "
                    + counted.count() + " and " + options.parameters() + ", which are those of "
                    + options.hiddenNodes() + "; --hidden auto takes as many nodes as the observations can tell");
        }
    }

    private FitResult search(DosageIndex index, Observations observations, long begun) {
        float[] weights = observations.weights();
        WeightedObservations sorted = weights == null
                ? WeightedObservations.of(index)
                : WeightedObservations.of(observations.dosages(), observations.effects(), weights, index.scale());
        WidthChoice choice = options.choosesWidth() ? WidthChoice.of(sorted, options::with) : null;
        Fit fit = choice != null ? choice.fit() : options.search().fit(sorted);
        double seconds = secondsSince(begun);
        GoodnessOfFit goodness = choice != null ? choice.goodness() : GoodnessOfFit.of(fit, sorted);
        Estimates estimates = effects.areGiven() ? estimation(choice).answer(fit, sorted) : null;
        return new FitResult(fit, true, choice, goodness, estimates, network(fit, observations), seconds);
    }

    /** The questions to a curve; a flat line, which has no bends to be unsure of, is not refitted. */
    private Estimation estimation(@Nullable WidthChoice choice) {
        Estimation estimation = options.with(effects.estimation(options.seed())).withThreads(threads.workers());
        if (choice == null || choice.hidden() > 0) {
            return estimation;
        }
        if (estimation.hasIntervals()) {
            bentline.messages()
                    .println("bentline fit: a flat line suits best; it has no bends to be unsure of, and no intervals");
        }
        return estimation.withBootstrap(0);
    }

    private Estimates estimates(Fit fit, DosageIndex index) {
        if (fit.network().hidden() != Activation.RELU) {
            throw CommandException.wrongInput(
                    "--start is a softplus network; --ed and --bmr read dosages off the bent line of a ReLU network");
        }
        return estimation(null).answer(fit, WeightedObservations.of(index));
    }

    /** The goodness of a descent's fit, for which many observations are not sorted if the descent went without. */
    private GoodnessOfFit goodness(Fit fit, @Nullable DosageIndex index, Observations observations) {
        ParameterSet trained = options.trained(fit.network().width());
        if (index == null && observations.count() > MOST_SORTED) {
            return GoodnessOfFit.withoutReplicates(fit, observations.effects(), trained);
        }
        DosageIndex sorted =
                index != null ? index : index(observations, fit.network().dosageScale());
        return GoodnessOfFit.of(fit, WeightedObservations.of(sorted), trained);
    }

    private static double secondsSince(long begun) {
        return (System.nanoTime() - begun) * 1e-9;
    }

    /** The fitted network with the range of the dosages. */
    private static Network network(Fit fit, Observations observations) {
        FloatRange range = observations.counted().dosageRange();
        // -0 counts as +0
        return fit.network().withDosages(new Interval(range.min() + 0f, range.max() + 0f));
    }

    /** Returns whether a search takes the observations; refuses them where nothing else will do. */
    private boolean isSearched(DosageIndex index) {
        boolean suits = BendSearch.suits(index);
        if (!suits && options.isSearchAskedFor()) {
            throw CommandException.wrongInput(inputs.names() + ": more than " + BendSearch.MOST_DOSAGES
                    + " distinct dosages, which " + options.searchAskedFor() + " does not take; leave it out");
        }
        return suits;
    }

    private Residuals residuals(FitResult result, Observations observations) {
        return new Residuals(observations, result.network(), result.goodness().residualStandardError());
    }

    private Picture picture(FitResult result, Observations observations) {
        Fit fit = result.fit();
        String title = options.lossInWords() + " " + Text.rounded(fit.loss()) + ", R\u00b2 "
                + (Double.isFinite(fit.rSquared()) ? Text.rounded(fit.rSquared()) : "undefined");
        Estimates estimates = result.estimates();
        Refits refits = estimates == null ? null : estimates.refits().orElse(null);
        return refits == null
                ? Plot.of(observations, result.network(), title, inputs.dosage(), inputs.effect())
                : Plot.of(observations, refits, effects.confidence(), title, inputs.dosage(), inputs.effect());
    }

    /** Prints the result; of a fit that diverged only to a program, for a person's network did not get better. */
    private void print(Report report, boolean diverged) throws IOException {
        if (json.isGiven() || !diverged) {
            bentline.print(report, json.isGiven(), outputs.takeStandardOutput());
        }
        bentline.results().flush();
    }

    private void explain(FitResult result) {
        Fit fit = result.fit();
        Estimates estimates = result.estimates();
        if (effects.bootstrap().isGiven()
                && estimates != null
                && result.goodness().degreesOfFreedom() <= 0) {
            bentline.messages()
                    .println("bentline fit: no intervals: the network has "
                            + result.goodness().parameters() + " parameters, and there are only "
                            + result.goodness().observations()
                            + " observations that count; fewer hidden nodes may help");
        }
        if (fit.stop() == Stop.DIVERGED) {
            throw CommandException.failure("the fit diverged after epoch " + fit.epochs()
                    + "; the last good network has loss " + fit.loss() + outputs.kept()
                    + "; a smaller --rate, or none, may help");
        }
        if (fit.stop() == Stop.CONVERGED) {
            bentline.messages()
                    .println(
                            options.isRobust()
                                    ? "bentline fit: the network at which weighted searches came to rest; that no other of"
                                            + " its width has a smaller loss is not proved"
                                    : "bentline fit: the best network the search found; that no other of its width fits"
                                            + " better is not proved");
        }
        if (fit.stop() == Stop.INTERRUPTED) {
            bentline.messages()
                    .println("bentline fit: interrupted after epoch " + fit.epochs()
                            + "; the best network so far has loss " + fit.loss() + outputs.kept());
        }
    }
}
