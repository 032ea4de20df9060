package dev.bentline.cli;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.csv.Decimal;
import dev.bentline.fit.Estimation;
import dev.bentline.fit.Reference;
import dev.bentline.fit.Resampling;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;

/** The options that ask what dosages have an effect, and how sure that is. */
final class EffectOptions implements Argument {
    private static final long DEFAULT_REFITS = 1000;
    private static final long MOST_REFITS = 1_000_000;
    private static final double DEFAULT_CONFIDENCE = 0.95;

    /** The effects that percents are of. */
    enum Percents {
        CONTROL(Reference.CONTROL),
        UPPER(Reference.UPPER),
        ABSOLUTE(Reference.ABSOLUTE);

        private final Reference reference;

        Percents(Reference reference) {
            this.reference = reference;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Ways to resample. */
    enum Resample {
        RESIDUALS(Resampling.RESIDUALS),
        CASES(Resampling.CASES);

        private final Resampling resampling;

        Resample(Resampling resampling) {
            this.resampling = resampling;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Option<String> ed = Option.text(
            "--ed",
            "P[,P...]",
            "Tell the effective dosages: those of P percent of effect, as 10,50,90; every dosage that has it.");

    private final Option<Percents> reference = Option.choice(
            "--reference",
            "control|upper|absolute",
            Percents.class,
            "What P is of: the effect of the smallest dosage, the way from one limit of the effects to the other"
                    + " (upper, the default), or the effect P itself.");

    private final Option<Double> bmr = Option.finiteDouble(
            "--bmr",
            "R",
            "Tell the benchmark dosage: the smallest whose effect differs from that of the smallest dosage by the part R"
                    + " of it, as 0.1.");

    private final Option<Long> bootstrap = Option.wholeNumber(
            "--bootstrap",
            "N",
            "Refit N times for confidence intervals, of what --ed and --bmr tell, of the area and of the plotted effects.");

    private final Option<Double> ci = Option.finiteDouble(
            "--ci", "LEVEL", "How much of the refits the intervals hold; " + DEFAULT_CONFIDENCE + " by default.");

    private final Option<Resample> resample = Option.choice(
            "--resample",
            "residuals|cases",
            Resample.class,
            "Refit to fitted effects and drawn residuals, the default, or to drawn rows.");

    @Override
    public void addTo(CommandSpec command) {
        List.of(ed, reference, bmr, bootstrap, ci, resample).forEach(option -> option.addTo(command));
    }

    /** Returns whether something is asked for. */
    boolean areGiven() {
        return ed.isGiven() || bmr.isGiven() || bootstrap.isGiven();
    }

    /** The option of refits. */
    Option<Long> bootstrap() {
        return bootstrap;
    }

    /** The part of the refits that intervals hold. */
    double confidence() {
        return ci.orElse(DEFAULT_CONFIDENCE);
    }

    /** Refuses what contradicts itself. */
    void check() {
        if (reference.isGiven() && !ed.isGiven()) {
            throw CommandException.wrongUsage("--reference needs --ed P");
        }
        for (Option<?> option : List.of(ci, resample)) {
            if (option.isGiven() && !bootstrap.isGiven()) {
                throw CommandException.wrongUsage(option + " needs --bootstrap N, as --bootstrap " + DEFAULT_REFITS);
            }
        }
        long refits = bootstrap.orElse(1L);
        if (refits < 1 || refits > MOST_REFITS) {
            throw CommandException.wrongUsage("--bootstrap is " + refits + "; it must be from 1 to " + MOST_REFITS);
        }
        double level = confidence();
        if (!(level > 0 && level < 1)) {
            throw CommandException.wrongUsage("--ci is " + level + "; it must be between 0 and 1, as 0.95");
        }
        Double response = bmr.value();
        if (response != null && response <= 0) {
            throw CommandException.wrongUsage("--bmr is " + response + "; it must be above 0, as 0.1");
        }
        percents();
    }

    private double[] percents() {
        String text = ed.value();
        if (text == null) {
            return new double[0];
        }
        double[] percents =
                Arrays.stream(text.split(",", -1)).mapToDouble(this::percent).toArray();
        for (int i = 0; i < percents.length; i++) {
            for (int before = 0; before < i; before++) {
                if (percents[before] == percents[i]) {
                    throw CommandException.wrongUsage("--ed has " + Text.number((float) percents[i]) + " twice");
                }
            }
        }
        return percents;
    }

    private double percent(String text) {
        double percent = Decimal.toDouble(text);
        if (Double.isNaN(percent)) {
            throw CommandException.wrongUsage("--ed has " + Text.quoted(text) + "; it takes numbers, as 10,50,90");
        }
        boolean absolute = reference.value() == Percents.ABSOLUTE;
        if (!Double.isFinite(percent) || (percent <= 0 && !absolute) || (percent >= 100 && isUpper())) {
            throw CommandException.wrongUsage("--ed has " + Text.shortened(text.strip()) + "; it must be "
                    + (absolute ? "a finite effect" : isUpper() ? "between 0 and 100" : "above 0"));
        }
        return percent;
    }

    private boolean isUpper() {
        return reference.orElse(Percents.UPPER) == Percents.UPPER;
    }

    /** The questions to a curve, whose refits follow from a seed. */
    Estimation estimation(long seed) {
        Percents of = reference.orElse(Percents.UPPER);
        Estimation estimation = Estimation.of(of.reference, percents())
                .withBootstrap(Objects.requireNonNullElse(bootstrap.value(), 0L).intValue())
                .withConfidence(confidence())
                .withSeed(seed)
                .withResampling(resample.orElse(Resample.RESIDUALS).resampling);
        Double response = bmr.value();
        return response == null ? estimation : estimation.withBenchmarkResponse(response);
    }
}
