package dev.bentline;

import dev.bentline.kernel.NetworkParameters;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A network of one dosage x, H &gt;= 1 hidden nodes and one effect y; immutable.
 *
 * <pre>
 * p[h] = w[h] x + b[h]      z = c + sum v[h] f(p[h])      y = g(z)
 * </pre>
 *
 * On a {@link DosageScale} other than the linear one, x is the position of the dosage there. All numbers are finite floats; anything else is refused when the network is made.
 */
public final class Network implements Model {
    private final Activation hidden;
    private final float[] w;
    private final float[] b;
    private final float[] v;
    private final float c;
    private final Activation output;
    private final Bend bend;
    private final @Nullable Interval dosages;
    private final DosageScale scale;
    private final NetworkParameters parameters;

    private Network(
            Activation hidden,
            float[] w,
            float[] b,
            float[] v,
            float c,
            Activation output,
            Bend bend,
            @Nullable Interval dosages,
            DosageScale scale) {
        this.hidden = hidden;
        this.w = w;
        this.b = b;
        this.v = v;
        this.c = c;
        this.output = output;
        this.bend = bend;
        this.dosages = dosages;
        this.scale = scale;
        this.parameters = new NetworkParameters(
                hidden == Activation.SOFTPLUS, w, b, v, c, output == Activation.RELU, bend == Bend.ONE);
    }

    /** The worked example: two ReLU nodes and a ReLU output; only medium dosages have an effect. */
    public static Network relu() {
        return of(
                Activation.RELU,
                new float[] {1.70f, 12.6f},
                new float[] {-0.85f, 0.0f},
                new float[] {-40.8f, 2.7f},
                -16f,
                Activation.RELU);
    }

    /** The worked example's predecessor: two softplus nodes and an identity output. */
    public static Network softplus() {
        return of(
                Activation.SOFTPLUS,
                new float[] {-34.4f, -2.52f},
                new float[] {2.14f, 1.29f},
                new float[] {-1.30f, 2.28f},
                -0.58f,
                Activation.IDENTITY);
    }

    /**
     * A network of your own, with {@link Bend#ZERO}. The arrays are copied.
     *
     * @param hidden activation of the hidden nodes: {@link Activation#RELU} or {@link Activation#SOFTPLUS}
     * @param w hidden weights, one for every hidden node, at least one
     * @param b hidden biases, as many
     * @param v output weights, as many
     * @param c output bias
     * @param output activation of the output: {@link Activation#RELU} or {@link Activation#IDENTITY}
     * @throws IllegalArgumentException if the lengths differ or are 0, a number is not finite, or an activation stands
     *     where it cannot
     */
    public static Network of(Activation hidden, float[] w, float[] b, float[] v, float c, Activation output) {
        Objects.requireNonNull(hidden, "hidden activation");
        Objects.requireNonNull(w, "hidden weights");
        Objects.requireNonNull(b, "hidden biases");
        Objects.requireNonNull(v, "output weights");
        Objects.requireNonNull(output, "output activation");
        if (hidden == Activation.IDENTITY) {
            throw new IllegalArgumentException("the hidden activation is IDENTITY; it may be RELU or SOFTPLUS");
        }
        if (output == Activation.SOFTPLUS) {
            throw new IllegalArgumentException("the output activation is SOFTPLUS; it may be RELU or IDENTITY");
        }
        if (w.length == 0) {
            throw new IllegalArgumentException("the network has 0 hidden nodes; it needs at least 1");
        }
        if (b.length != w.length || v.length != w.length) {
            throw new IllegalArgumentException("hidden weights, hidden biases and output weights have " + w.length
                    + ", " + b.length + " and " + v.length + " numbers; they need one length");
        }
        return new Network(
                hidden,
                finite(w, "hidden weight "),
                finite(b, "hidden bias "),
                finite(v, "output weight "),
                finite(c, "the output bias"),
                output,
                Bend.ZERO,
                null,
                DosageScale.LINEAR);
    }

    @Override
    public Network withBend(Bend bend) {
        return new Network(hidden, w, b, v, c, output, Objects.requireNonNull(bend, "bend"), dosages, scale);
    }

    @Override
    public Network withDosageScale(DosageScale scale) {
        return new Network(hidden, w, b, v, c, output, bend, dosages, Objects.requireNonNull(scale, "dosage scale"));
    }

    /**
     * Returns the same network with a note of the dosages it was made for, which its file keeps: those of the observations
     * it was fitted to. No effect depends on them.
     *
     * @param dosages rounded to floats
     * @throws IllegalArgumentException if the ends are not finite floats and in order
     */
    @Override
    public Network withDosages(Interval dosages) {
        return new Network(hidden, w, b, v, c, output, bend, floats(dosages), scale);
    }

    static Interval floats(Interval dosages) {
        float from = (float) dosages.from();
        float to = (float) dosages.to();
        if (!(Float.isFinite(from) && Float.isFinite(to) && from <= to)) {
            throw new IllegalArgumentException("the dosages are " + dosages.from() + " to " + dosages.to()
                    + "; the ends must be finite floats and in order");
        }
        return new Interval(from, to);
    }

    /**
     * Reads a network from the text of a network file:
     *
     * <pre>
     * {"hidden": {"activation": "relu", "weights": [1.70, 12.6], "biases": [-0.85, 0.0]},
     *  "output": {"activation": "relu", "weights": [-40.8, 2.7], "bias": -16.0}, "bend": 0,
     *  "dosageScale": {"name": "log10", "zero": 0.01}, "dosages": {"from": 0.0, "to": 1.0}}
     * </pre>
     *
     * {@code bend} may be left out, and so may {@code dosageScale}, that of {@link #withDosageScale}, linear by default, and {@code dosages}, those of {@link #withDosages}. Numbers are rounded from decimal to float once.
     *
     * @throws IllegalArgumentException if the text is anything else; the message names the line, the column and the
     *     reason
     * @see Model#parse
     */
    public static Network parse(String json) {
        return NetworkJson.parseNetwork(json);
    }

    @Override
    public String toJson() {
        return NetworkJson.write(this);
    }

    static float[] finite(float[] values, String what) {
        float[] copy = values.clone();
        for (int i = 0; i < copy.length; i++) {
            finite(copy[i], what + i);
        }
        return copy;
    }

    private static float finite(float value, String what) {
        if (!Float.isFinite(value)) {
            throw new IllegalArgumentException(what + " is " + value + "; it must be a finite float");
        }
        return value;
    }

    /** The number H of hidden nodes. */
    public int width() {
        return w.length;
    }

    /** The hidden activation f. */
    public Activation hidden() {
        return hidden;
    }

    /** The output activation g. */
    public Activation output() {
        return output;
    }

    @Override
    public Bend bend() {
        return bend;
    }

    @Override
    public DosageScale dosageScale() {
        return scale;
    }

    @Override
    public Optional<Interval> dosages() {
        return Optional.ofNullable(dosages);
    }

    /** The weight w of hidden node h, 0 &lt;= h &lt; {@link #width}. */
    public float hiddenWeight(int h) {
        return w[h];
    }

    /** The bias b of hidden node h. */
    public float hiddenBias(int h) {
        return b[h];
    }

    /** The output weight v of hidden node h. */
    public float outputWeight(int h) {
        return v[h];
    }

    /** The output bias c. */
    public float outputBias() {
        return c;
    }

    /** The hidden weights; a copy. */
    public float[] hiddenWeights() {
        return w.clone();
    }

    /** The hidden biases; a copy. */
    public float[] hiddenBiases() {
        return b.clone();
    }

    /** The output weights; a copy. */
    public float[] outputWeights() {
        return v.clone();
    }

    @Override
    public List<Layer> layers() {
        float[][] column = new float[w.length][];
        for (int h = 0; h < w.length; h++) {
            column[h] = new float[] {w[h]};
        }
        return List.of(new Layer(column, b, hidden), new Layer(new float[][] {v}, new float[] {c}, output));
    }

    @Override
    public boolean isPiecewiseLinear() {
        return hidden == Activation.RELU;
    }

    NetworkParameters parameters() {
        return parameters;
    }

    /** Networks are equal if their activations, bends, scales and the bits of their numbers are, whatever their dosages. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Network that
                && hidden == that.hidden
                && output == that.output
                && bend == that.bend
                && scale.equals(that.scale)
                && Float.compare(c, that.c) == 0
                && Arrays.equals(w, that.w)
                && Arrays.equals(b, that.b)
                && Arrays.equals(v, that.v);
    }

    @Override
    public int hashCode() {
        int hash = Objects.hash(hidden, output, bend, scale, c);
        return 31 * (31 * (31 * hash + Arrays.hashCode(w)) + Arrays.hashCode(b)) + Arrays.hashCode(v);
    }

    @Override
    public String toString() {
        return toJson();
    }
}
