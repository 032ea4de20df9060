package dev.bentline.fit;

import dev.bentline.Activation;
import dev.bentline.Bend;
import dev.bentline.DosageIndex;
import dev.bentline.DosageScale;
import dev.bentline.Fit;
import dev.bentline.Loss;
import dev.bentline.Network;
import dev.bentline.Stop;
import dev.bentline.fit.segmented.LineShape;
import dev.bentline.fit.segmented.Output;
import dev.bentline.fit.segmented.SegmentedLine;
import dev.bentline.fit.segmented.SegmentedRegression;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Fits a ReLU network to observations of few distinct dosages by searching where its nodes bend; given that, the rest is
 * linear least squares. Immutable, thread-safe:
 *
 * <pre>
 * Fit fit = BendSearch.of(2).fit(dosages, effects);
 * </pre>
 *
 * <p>It starts from nothing and finds the network of the smallest sum of squared residuals. With up to 3 nodes and
 * 1,024 distinct dosages it nearly always proves that there is no better one, whatever its parameters: then
 * {@link Fit#stop} is {@link Stop#GLOBAL}. A bend lies on a dosage or between two neighbouring ones, in
 * which case the lines on both sides are free; so the best networks of all these cells are found by linear algebra, and most
 * cells are ruled out by what free lines would cost there (D. J. Hudson, Fitting segmented curves whose join points have to
 * be estimated, 1966). Otherwise it ends with {@link Stop#CONVERGED}.
 *
 * <p>The same observations give the same fit, whatever their order.
 */
public final class BendSearch {
    /** The share of the effects' spread that rounding parameters to floats may add to residuals. */
    private static final double ROUNDING = 0x1p-20;

    /** The most hidden nodes. */
    public static final int MOST_HIDDEN = SegmentedRegression.MOST_NODES;

    /** The most distinct dosages. */
    public static final int MOST_DOSAGES = SegmentedRegression.MOST_DOSAGES;

    private final int hidden;
    private final @Nullable Activation output;
    private final Loss loss;
    private final Bend bend;
    private final @Nullable Monotone monotone;
    private final boolean huber;

    private BendSearch(
            int hidden, @Nullable Activation output, Loss loss, Bend bend, @Nullable Monotone monotone, boolean huber) {
        this.hidden = hidden;
        this.output = output;
        this.loss = loss;
        this.bend = bend;
        this.monotone = monotone;
        this.huber = huber;
    }

    /**
     * A search for networks of a width. The output is RELU where no effect is negative; otherwise it is IDENTITY or RELU,
     * whichever fits better.
     *
     * @param hidden the number of hidden nodes, from 0 to 6; 0 is a flat line, a network of a node that does nothing
     */
    public static BendSearch of(int hidden) {
        if (hidden < 0 || hidden > MOST_HIDDEN) {
            throw new IllegalArgumentException("hidden is " + hidden + "; it must be from 0 to " + MOST_HIDDEN);
        }
        return new BendSearch(hidden, null, Loss.SSR, Bend.ZERO, null, false);
    }

    /**
     * Returns a copy for networks of one output activation.
     *
     * @param output RELU or IDENTITY
     */
    public BendSearch withOutput(Activation output) {
        Objects.requireNonNull(output, "output");
        if (output == Activation.SOFTPLUS) {
            throw new IllegalArgumentException("the output is SOFTPLUS; it may be RELU or IDENTITY");
        }
        return new BendSearch(hidden, output, loss, bend, monotone, huber);
    }

    /** Returns a copy that fits by least squares and tells this loss; the network is the same of each. */
    public BendSearch withLoss(Loss loss) {
        return new BendSearch(hidden, output, Objects.requireNonNull(loss, "loss"), bend, monotone, false);
    }

    /** Returns a copy whose networks have a derivative of ReLU at its bend; {@link Bend#ZERO} otherwise. */
    public BendSearch withBend(Bend bend) {
        return new BendSearch(hidden, output, loss, Objects.requireNonNull(bend, "bend"), monotone, huber);
    }

    /**
     * Returns a copy for networks whose effects never rise, or never fall, from any dosage to a larger one. The best of
     * these is found and proved as that of all is.
     */
    public BendSearch withMonotone(Monotone monotone) {
        return new BendSearch(hidden, output, loss, bend, Objects.requireNonNull(monotone, "monotone"), huber);
    }

    /**
     * Returns a copy for a robust fit, which outliers bend less. It ends where repeated weighted searches meet, with
     * {@link Stop#CONVERGED}, of at most 50; each takes weights 1 / max(1, u / 1.345) beside those given, where u are the
     * absolute residuals of the search before divided by their scale, their median / 0.6745 (of those that are not
     * met, where half of the observations are).
     *
     * <p>{@link Fit#loss} is then the sum of r^2, or 2 k |r| - k^2 for residuals beyond k, 1.345 times the scale: so where
     * none is, the sum of squared residuals. {@link Fit#sumOfSquaredResiduals} and {@link Fit#rSquared} are what
     * they are for any fit.
     */
    public BendSearch withHuber() {
        return new BendSearch(hidden, output, loss, bend, monotone, true);
    }

    /** Returns whether a search takes on the observations of an index: of at most 10,000 distinct dosages. */
    public static boolean suits(DosageIndex index) {
        return WeightedObservations.of(index).distinct() <= MOST_DOSAGES;
    }

    /**
     * Fits to observations.
     *
     * @param dosages at least one, of at most 10,000 distinct values
     * @param effects the observed effect of each
     * @throws IllegalArgumentException if there is none, the lengths differ, a number is not finite, or there are more
     *     distinct dosages
     */
    public Fit fit(float[] dosages, float[] effects) {
        return fit(DosageIndex.of(dosages, effects, 1));
    }

    /**
     * Fits to the observations of an index, on its {@link DosageScale}.
     *
     * @throws IllegalArgumentException if there are more than 10,000 distinct dosages
     */
    public Fit fit(DosageIndex index) {
        return fit(WeightedObservations.of(index));
    }

    /**
     * Fits to observations of which some may count more than others, on their {@link DosageScale}: the sum of weight
     * (y - t)^2 is made small. It is {@link Fit#sumOfSquaredResiduals} then, {@link Loss#MSE} is that over the sum of weights,
     * and {@link Fit#rSquared} is in weighted sums, around the weighted mean.
     *
     * @throws IllegalArgumentException if there are more than 10,000 distinct dosages
     */
    public Fit fit(WeightedObservations observations) {
        int distinct = observations.distinct();
        if (distinct > MOST_DOSAGES) {
            throw new IllegalArgumentException("there are " + distinct
                    + " distinct dosages; a search of bends takes at most " + MOST_DOSAGES
                    + ", and GradientDescent any number");
        }
        Fit fit = huber ? HuberFit.of(observations, this::leastSquares) : leastSquares(observations);
        return with(fit, fit.network().withDosageScale(observations.scale()));
    }

    private Output output(DosageMeans means) {
        if (output != null) {
            return output == Activation.RELU ? Output.RELU : Output.IDENTITY;
        }
        return means.smallestEffect() >= 0 ? Output.RELU : Output.ANY;
    }

    private Fit leastSquares(WeightedObservations observations) {
        DosageMeans means = DosageMeans.of(observations);
        SegmentedLine flat = flat(means, output(means), Math.max(1, hidden));
        SegmentedLine line = hidden == 0 ? flat : search(means, output(means));
        Network network = network(line, means.range(), monotone).withBend(bend);
        double squares = means.squares(network);
        double root = Math.sqrt(line.squares() + means.squaresWithin());
        double most = root + ROUNDING * Math.sqrt(means.totalSumOfSquares());
        boolean kept = squares <= most * most;
        if (!kept && flat.squares() + means.squaresWithin() < squares) { // bends that floats cannot tell apart
            network = network(flat, means.range(), monotone).withBend(bend);
            squares = means.squares(network);
        }
        return new Fit(
                network,
                loss == Loss.MSE ? squares / means.weight() : squares,
                squares,
                means.rSquared(squares),
                0,
                0,
                line.optimal() && kept ? Stop.GLOBAL : Stop.CONVERGED,
                Double.NaN);
    }

    private SegmentedLine search(DosageMeans means, Output output) {
        LineShape shape = new LineShape(hidden, output, monotone == null ? 0 : monotone.trend());
        return SegmentedRegression.fit(means.dosages(), means.weights(), means.effects(), shape);
    }

    /** The best flat line, of nodes that do nothing. */
    private static SegmentedLine flat(DosageMeans means, Output output, int nodes) {
        boolean reluOutput = output == Output.RELU;
        double bias = reluOutput ? Math.max(0, means.mean()) : means.mean();
        double away = means.mean() - bias;
        double squares = means.totalSumOfSquares() - means.squaresWithin() + means.weight() * away * away;
        double[] bends = new double[nodes];
        Arrays.fill(bends, means.dosages()[0]);
        return new SegmentedLine(bends, new double[nodes], new boolean[nodes], bias, reluOutput, squares, true);
    }

    /** The number of hidden nodes. */
    int hidden() {
        return hidden;
    }

    static Fit with(Fit fit, Network network) {
        return new Fit(
                network,
                fit.loss(),
                fit.sumOfSquaredResiduals(),
                fit.rSquared(),
                fit.epochs(),
                fit.restart(),
                fit.stop(),
                fit.secondsPerEpoch());
    }

    /** The network of a line in floats: hidden weights are powers of two, so that a bend is rounded once. */
    static Network network(SegmentedLine line, double range, @Nullable Monotone monotone) {
        int exponent = range > 0 ? Math.clamp(-Math.getExponent(range), Float.MIN_EXPONENT, Float.MAX_EXPONENT) : 0;
        double unit = Math.scalb(1.0, exponent);
        int nodes = line.bends().length;
        float[] w = new float[nodes];
        float[] b = new float[nodes];
        float[] v = new float[nodes];
        for (int node = 0; node < nodes; node++) {
            double weight = line.facesLeft()[node] ? -unit : unit;
            w[node] = (float) weight;
            b[node] = nearest(-weight * line.bends()[node]);
            v[node] = nearest(line.jumps()[node] / unit);
        }
        if (monotone != null) {
            monotone.settle(line.facesLeft(), v);
        }
        return Network.of(
                Activation.RELU,
                w,
                b,
                v,
                nearest(line.bias()),
                line.reluOutput() ? Activation.RELU : Activation.IDENTITY);
    }

    /** The nearest finite float. */
    private static float nearest(double value) {
        return (float) Math.clamp(value, -Float.MAX_VALUE, Float.MAX_VALUE);
    }
}
