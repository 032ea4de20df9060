package dev.bentline.cli;

import dev.bentline.DosageScale;
import dev.bentline.Model;
import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.source.Observations;
import dev.bentline.fit.GroupedFit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The options that put a network on a dosage scale. */
final class ScaleOptions implements Argument {
    /** Names of scales. */
    enum Kind {
        LINEAR,
        LOG10;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Decimals with a sign, if any, and digits other than 0. */
    private static final Pattern ABOVE_ZERO = Pattern.compile("[+]?[0.]*[1-9].*");

    private static final String BELOW_ALL_FLOATS = ", which is below the smallest float above 0, " + Float.MIN_VALUE;

    private final Option<Kind> name;
    private final Option<Float> zero;

    /**
     * Makes them.
     *
     * @param scale says what the scale is by default
     * @param controls says where controls are by default
     */
    ScaleOptions(String scale, String controls) {
        name = Option.choice(
                "--dosage-scale", "linear|log10", Kind.class, "The network sees dosages on this scale; " + scale);
        zero = Option.finiteFloat("--zero", "VALUE", "Where dosages of 0 stand among logarithms; " + controls);
    }

    /** The options of a command that uses a network that is there. */
    static ScaleOptions ofNetwork() {
        return new ScaleOptions("by default the network's.", "by default the network's value.");
    }

    @Override
    public void addTo(CommandSpec command) {
        List.of(name, zero).forEach(option -> option.addTo(command));
    }

    /** Refuses what contradicts itself. */
    void check() {
        if (zero.isGiven() && name.value() != Kind.LOG10) {
            throw CommandException.wrongUsage("--zero needs --dosage-scale log10");
        }
        if (zero.orElse(1f) <= 0) {
            String typed = zero.typed().strip();
            throw CommandException.wrongUsage("--zero is " + Text.shortened(typed)
                    + (ABOVE_ZERO.matcher(typed).matches() ? BELOW_ALL_FLOATS : "")
                    + "; it must be above 0, and below every other dosage");
        }
    }

    /** Returns whether there is something to do. */
    boolean areGiven() {
        return name.isGiven();
    }

    /** The network on the scale asked for. */
    Model on(Model model) {
        Kind kind = name.value();
        if (kind == null) {
            return model;
        }
        if (kind == Kind.LINEAR) {
            return model.withDosageScale(DosageScale.LINEAR);
        }
        if (!zero.isGiven() && model.dosageScale().isLinear()) {
            throw CommandException.wrongUsage(
                    "--dosage-scale log10 needs --zero VALUE, too: the network does not say where dosages of 0 stand");
        }
        return zero.isGiven() ? model.withDosageScale(DosageScale.log10(zero.orElse(1f))) : model;
    }

    /** Returns a fit of many groups on the scale asked for; where controls stand by default is for each group to tell. */
    GroupedFit on(GroupedFit fit) {
        if (name.value() != Kind.LOG10) {
            return fit;
        }
        Float controls = zero.value();
        return controls == null ? fit.withLog10() : fit.withScale(DosageScale.log10(controls));
    }

    /**
     * The scale of a fit to observations. Those of weight 0 do not say where controls stand.
     *
     * @param otherwise the one that it has if nothing is asked for
     * @param place what the user calls the observations
     */
    DosageScale of(Observations observations, DosageScale otherwise, String place) {
        Kind kind = name.value();
        Observations counted = observations.counted();
        DosageScale scale = kind == null
                ? otherwise
                : kind == Kind.LINEAR ? DosageScale.LINEAR : logarithmic(counted.dosages(), zero.value(), place);
        if (!scale.isLinear()) {
            checkSign(observations.dosageRange().min(), place);
            check(counted.dosages(), scale.zero(), place);
        }
        return scale;
    }

    private static DosageScale logarithmic(float[] dosages, @Nullable Float zero, String place) {
        try {
            return zero != null ? DosageScale.log10(zero) : DosageScale.log10(dosages);
        } catch (IllegalArgumentException e) {
            throw CommandException.wrongInput(place + ": " + e.getMessage(), e);
        }
    }

    private static void checkSign(float smallest, String place) {
        if (smallest < 0) {
            throw CommandException.wrongInput(place + ": the smallest dosage is " + Text.number(smallest)
                    + "; a scale of logarithms takes dosages of 0 or above");
        }
    }

    private static void check(float[] dosages, float zero, String place) {
        for (float dosage : dosages) {
            if (dosage > 0 && dosage < zero) {
                throw CommandException.wrongInput(place + ": the dosage " + Text.number(dosage)
                        + " is below the place of dosages of 0, " + Text.number(zero) + "; --zero must be smaller");
            }
        }
    }
}
