package dev.bentline.spark;

import dev.bentline.DosageIndex;
import dev.bentline.DosageScale;
import dev.bentline.Fit;
import dev.bentline.GradientDescent;
import dev.bentline.Loss;
import dev.bentline.fit.BendSearch;
import dev.bentline.fit.Estimation;
import dev.bentline.fit.GroupedFit;
import dev.bentline.fit.Monotone;
import dev.bentline.fit.Reference;
import dev.bentline.fit.Resampling;
import dev.bentline.fit.WeightedObservations;
import dev.bentline.fit.WidthChoice;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Settings of fits to curves: options of {@code bentline fit}, by their names there, as texts. Immutable, and made for the way to
 * executors:
 *
 * <pre>
 * FitSpec spec = FitSpec.of(Map.of("hidden", "2", "dosage-scale", "log10", "ed", "10,50,90", "bootstrap", "200"));
 * </pre>
 *
 * <table>
 * <caption>Options</caption>
 * <tr><td>{@code hidden}</td><td>the number of hidden nodes, 0 to 6, or {@code auto}; 2 otherwise</td></tr>
 * <tr><td>{@code dosage-scale}</td><td>{@code linear} or {@code log10}</td></tr>
 * <tr><td>{@code zero}</td><td>the dosage where controls stand on log10; a third of each group's smallest otherwise</td></tr>
 * <tr><td>{@code monotone}</td><td>{@code decreasing} or {@code increasing}</td></tr>
 * <tr><td>{@code loss}</td><td>{@code ssr}, {@code mse} or {@code huber}</td></tr>
 * <tr><td>{@code ed}</td><td>percents, with commas between</td></tr>
 * <tr><td>{@code reference}</td><td>{@code control}, {@code upper} or {@code absolute}</td></tr>
 * <tr><td>{@code bmr}</td><td>the response of a benchmark dosage</td></tr>
 * <tr><td>{@code bootstrap}</td><td>the number of refits</td></tr>
 * <tr><td>{@code ci}</td><td>how much of them intervals hold</td></tr>
 * <tr><td>{@code seed}</td><td>which they follow from</td></tr>
 * <tr><td>{@code resample}</td><td>{@code residuals} or {@code cases}</td></tr>
 * </table>
 */
public final class FitSpec implements Serializable {
    private static final long serialVersionUID = 1;

    private static final List<String> NAMES = List.of(
            "hidden",
            "dosage-scale",
            "zero",
            "monotone",
            "loss",
            "ed",
            "reference",
            "bmr",
            "bootstrap",
            "ci",
            "seed",
            "resample");

    /** Random networks that descents start from, as many as the command's. */
    private static final int RESTARTS = 32;

    /** Signs of numbers that people write; Java reads some more, as 0x1p3 and 1d. */
    private static final Pattern DECIMAL = Pattern.compile("[-+.0-9eE]+");

    private static final int MOST_REFITS = 1_000_000;

    private final TreeMap<String, String> options;
    private transient @Nullable GroupedFit fit;
    private transient @Nullable Estimation estimation;

    private FitSpec(Map<String, String> options) {
        this.options = new TreeMap<>(options);
    }

    /**
     * The fits of some options.
     *
     * @throws IllegalArgumentException if there is no such option, or a text is none that it takes
     */
    public static FitSpec of(Map<String, String> options) {
        for (String name : options.keySet()) {
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException(
                        "there is no option '" + name + "'; the options are " + String.join(", ", NAMES));
            }
        }
        FitSpec spec = new FitSpec(options);
        spec.check();
        return spec;
    }

    private void check() {
        for (String name : List.of("ci", "resample")) {
            if (options.containsKey(name) && !options.containsKey("bootstrap")) {
                throw new IllegalArgumentException(name + " needs bootstrap");
            }
        }
        if (isRobust() && options.containsKey("bootstrap")) {
            throw new IllegalArgumentException(
                    "bootstrap and loss huber exclude each other: refits are by least squares");
        }
        if (isRobust() && isAuto()) {
            throw new IllegalArgumentException(
                    "hidden auto and loss huber exclude each other: AICc compares sums of squared residuals");
        }
        if (options.containsKey("reference") && !options.containsKey("ed")) {
            throw new IllegalArgumentException("reference needs ed");
        }
        if (options.containsKey("zero")
                && !choice("dosage-scale", "linear", "log10").equals("log10")) {
            throw new IllegalArgumentException("zero needs dosage-scale log10");
        }
        estimation();
        fit();
    }

    /** The fit of any group. */
    GroupedFit fit() {
        GroupedFit made = fit;
        if (made == null) {
            made = made();
            fit = made;
        }
        return made;
    }

    /** The questions to each curve. */
    Estimation estimation() {
        Estimation made = estimation;
        if (made == null) {
            made = asked();
            estimation = made;
        }
        return made;
    }

    /** Returns whether dosages are on a logarithmic scale. */
    boolean isLog10() {
        return choice("dosage-scale", "linear", "log10").equals("log10");
    }

    /**
     * The scale of dosages.
     *
     * @param smallest the smallest dosage above 0
     */
    DosageScale scale(float smallest) {
        if (!isLog10()) {
            return DosageScale.LINEAR;
        }
        return options.containsKey("zero") ? DosageScale.log10(zero()) : DosageScale.log10(new float[] {smallest});
    }

    /**
     * The fit to one index: a search of few distinct dosages, and descents as those of {@code bentline fit} of more.
     *
     * @param threads how many it may use
     */
    Fit fit(DosageIndex index, int threads) {
        if (BendSearch.suits(index)) {
            return isAuto()
                    ? WidthChoice.of(WeightedObservations.of(index), this::with).fit()
                    : with(BendSearch.of(hidden())).fit(index);
        }
        if (options.containsKey("monotone") || isRobust()) {
            throw new IllegalArgumentException((isRobust() ? "loss huber" : "monotone") + " needs at most "
                    + BendSearch.MOST_DOSAGES + " distinct dosages, and here are more");
        }
        if (isAuto() || hidden() == 0) {
            throw new IllegalArgumentException("hidden is '" + options.get("hidden") + "'; of more than "
                    + BendSearch.MOST_DOSAGES + " distinct dosages it must be a number of nodes from 1");
        }
        return GradientDescent.random(hidden(), seed(), RESTARTS)
                .withLoss(loss().equals("mse") ? Loss.MSE : Loss.SSR)
                .withThreads(threads)
                .fit(index);
    }

    /**
     * The number of parameters of one fit, which needs as many observations; 0 if its width is chosen.
     */
    int parameters() {
        return isAuto() ? 0 : 2 * hidden() + 1;
    }

    private boolean isRobust() {
        return loss().equals("huber");
    }

    private String loss() {
        return choice("loss", "ssr", "mse", "huber");
    }

    private boolean isAuto() {
        return "auto".equals(options.get("hidden"));
    }

    private int hidden() {
        return number("hidden", 2, Integer::parseInt, "a number of nodes, or auto");
    }

    private float zero() {
        return number("zero", 1f, Float::parseFloat, "a dosage above 0");
    }

    private long seed() {
        return number("seed", 1L, Long::parseLong, "a whole number");
    }

    private GroupedFit made() {
        GroupedFit groups = isAuto() ? GroupedFit.ofAnyWidth(this::with) : GroupedFit.of(with(BendSearch.of(hidden())));
        if (isLog10()) {
            groups = options.containsKey("zero") ? groups.withScale(DosageScale.log10(zero())) : groups.withLog10();
        }
        return groups.withEstimation(estimation());
    }

    private BendSearch with(BendSearch search) {
        BendSearch result = switch (loss()) {
            case "huber" -> search.withHuber();
            case "mse" -> search.withLoss(Loss.MSE);
            default -> search;
        };
        return options.containsKey("monotone") ? result.withMonotone(monotone()) : result;
    }

    private Monotone monotone() {
        return Monotone.valueOf(upper(choice("monotone", "decreasing", "increasing")));
    }

    private double confidence() {
        double part = number("ci", 0.95, Double::parseDouble, "a number between 0 and 1, as 0.95");
        if (!(part > 0 && part < 1)) {
            throw new IllegalArgumentException(
                    "ci is '" + options.get("ci") + "'; it must be between 0 and 1, as 0.95");
        }
        return part;
    }

    private double benchmarkResponse() {
        double response = number("bmr", 0.1, Double::parseDouble, "a number above 0, as 0.1");
        if (!(response > 0 && response < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("bmr is '" + options.get("bmr") + "'; it must be above 0, as 0.1");
        }
        return response;
    }

    private Estimation asked() {
        Reference reference = reference();
        int refits = number("bootstrap", 0, Integer::parseInt, "a number of refits from 1 to " + MOST_REFITS);
        if (refits < 0 || refits > MOST_REFITS || (refits == 0 && options.containsKey("bootstrap"))) {
            throw new IllegalArgumentException("bootstrap is " + refits + "; it must be from 1 to " + MOST_REFITS);
        }
        Estimation asked = Estimation.of(reference, percents())
                .withBootstrap(refits)
                .withConfidence(confidence())
                .withSeed(seed())
                .withResampling(Resampling.valueOf(upper(choice("resample", "residuals", "cases"))));
        if (options.containsKey("bmr")) {
            asked = asked.withBenchmarkResponse(benchmarkResponse());
        }
        return options.containsKey("monotone") ? asked.withMonotone(monotone()) : asked;
    }

    private Reference reference() {
        return Reference.valueOf(upper(choice("reference", "upper", "control", "absolute")));
    }

    private double[] percents() {
        String text = options.get("ed");
        if (text == null) {
            return new double[0];
        }
        double[] percents =
                Arrays.stream(text.split(",", -1)).mapToDouble(this::percent).toArray();
        if (Arrays.stream(percents).mapToObj(FitTable::name).distinct().count() < percents.length) {
            throw new IllegalArgumentException("ed is '" + text + "'; it has a percent twice");
        }
        return percents;
    }

    /** Percents as the command takes them. */
    private double percent(String text) {
        double percent = parsed("ed", text, Double::parseDouble, "percents, as 10,50,90");
        String wanted = switch (reference()) {
            case UPPER -> percent > 0 && percent < 100 ? "" : "between 0 and 100";
            case CONTROL -> percent > 0 && percent < Double.POSITIVE_INFINITY ? "" : "above 0";
            case ABSOLUTE -> Double.isFinite(percent) ? "" : "a finite effect";
        };
        if (!wanted.isEmpty()) {
            throw new IllegalArgumentException("ed is '" + text.strip() + "'; it must be " + wanted);
        }
        return percent;
    }

    private String choice(String name, String... choices) {
        String text = options.getOrDefault(name, choices[0]);
        if (!List.of(choices).contains(text)) {
            throw new IllegalArgumentException(name + " is '" + text + "'; it may be " + String.join(", ", choices));
        }
        return text;
    }

    private <T> T number(String name, T otherwise, Function<String, T> parse, String what) {
        String text = options.get(name);
        return text == null ? otherwise : parsed(name, text, parse, what);
    }

    private static <T> T parsed(String name, String text, Function<String, T> parse, String what) {
        try {
            if (DECIMAL.matcher(text.strip()).matches()) {
                return parse.apply(text.strip());
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IllegalArgumentException(name + " is '" + text + "'; it must be " + what);
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    /** The options as they were given. */
    public Map<String, String> options() {
        return Map.copyOf(options);
    }

    /** Specs are equal if their options are. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FitSpec that && options.equals(that.options);
    }

    @Override
    public int hashCode() {
        return options.hashCode();
    }

    @Override
    public String toString() {
        return options.toString();
    }
}
