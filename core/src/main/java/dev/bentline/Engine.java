package dev.bentline;

import dev.bentline.execution.ArrayExecution;
import dev.bentline.execution.Execution;
import dev.bentline.execution.ScratchPool;
import dev.bentline.execution.SegmentExecution;
import dev.bentline.kernel.BentLineCompiler;
import dev.bentline.kernel.BentLineTable;
import dev.bentline.kernel.FormulationChoice;
import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.KernelSelector;
import dev.bentline.kernel.NetworkParameters;
import dev.bentline.kernel.ScalarBentLineKernel;
import dev.bentline.kernel.ScalarDenseKernel;
import dev.bentline.kernel.ScalarKernel;
import dev.bentline.kernel.Scratch;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * Evaluates and differentiates one network over arrays of dosages. Thread-safe, immutable, reusable.
 *
 * <p>The same dosage gives the same 32 bits, whatever the machine's vector width, the kernel, the number of threads,
 * the position in the array and the kind of memory. A NaN dosage gives NaN, in effects, slopes and every sum it enters;
 * infinities follow IEEE 754.
 *
 * <p>Every operation takes arrays, ranges of arrays, or memory segments; count 0 is allowed. Bad arguments are refused
 * before anything is written: null by a {@link NullPointerException}, a range outside its array by an {@link
 * IndexOutOfBoundsException}, different lengths, a segment that is no whole number of floats and a target that is read-only
 * by an {@link IllegalArgumentException}.
 *
 * <h2>Kernels</h2>
 *
 * An engine starts on the scalar kernels, since vector code runs about a thousand times slower until C2 has compiled it.
 * After some 130,000,000 dosages of two nodes, or as much other work, a daemon thread compiles the SIMD loops of that
 * operation beside it, once per process, half a second to a second long, and they take over, in the middle of a call, when
 * they have proved to be faster. {@code -Dbentline.kernel=simd} starts on them, {@code scalar} never leaves the scalar
 * kernels; {@link #info} tells what runs.
 *
 * <h2>Accuracy</h2>
 *
 * Against exact arithmetic, where nothing overflows, with u = 2^-24, H up to 4096, and s = 0, k = 2 for ReLU nodes, s = 1, k
 * = 6 for softplus nodes:
 *
 * <pre>
 * M = |c| + sum |v[h]| (|w[h] x| + |b[h]| + s)        S = sum |v[h] w[h]|
 *
 * effect      E = (H + k) u M + 2^-147 (H + sum |v[h]|)
 * derivative  (H + k) u S + 2^-147 (H + S)            where |z| &gt; E or the output is the identity
 * gradient    140 u sum r F + sum f E F + 2^-147 sum (1 + r) (1 + F)
 * loss        140 u sum q^2 + sum (q^2 - (y - t)^2) + 2^-147 n
 * </pre>
 *
 * Sums are over the n dosages; f is 2 for {@code gradient}, and 1, with E taken for 0, for {@code backward}; r = |d| + f E;
 * q = |y - t| + E; F is 1 for c, |v| for b, |v x| for w and |w x| + |b| + s for v. Where |z| &lt;= E a ReLU output may be
 * taken for active or not.
 *
 * <p>That is the dense formulation. A {@link Formulation#BENT_LINE} keeps these bounds and, whatever the width, on a
 * segment {@code y = slope (x - anchor) + value}
 *
 * <pre>
 * effect      4 u (|value| + |slope (x - anchor)|) + 2^-148
 * derivative  u |dy/dx|
 * </pre>
 *
 * A {@link DeepNetwork} of L layers, n[l] the inputs of each, has the slope, the value and the bends of a segment from
 * sums in double. With M[0] = |x|, M[l] = |W[l]| M[l-1] + |b[l]| and S = |W[L]| ... |W[1]|, all of absolute values,
 *
 * <pre>
 * e = 2^-53 (100 + sum (n[l] + 34))
 *
 * effect      4 u (|value| + |slope (x - anchor)|) + e M[L] + 2^-148
 * derivative  u |dy/dx| + e S                            where no node's input is within e M[l] of 0
 * </pre>
 *
 * where no sum leaves the range of doubles; where one does, or comes close, the network is refused.
 *
 * <p>On a {@link DosageScale}, x is the float that is the position of a dosage: the nearest to it, or, in one of 10^7 of them,
 * its neighbour. A derivative is divided by x log 10, rounded once; at the place of controls, where the scale itself bends, it is that
 * of {@link Bend}.
 */
public final class Engine {
    private final Model model;
    private final Formulation formulation;
    /** The network's segments where it is computed as a bent line, otherwise 0. */
    private final int segments;

    private final KernelSelector.Choice choice;
    private final ScalarKernel scalar;
    private final Execution execution;
    private final ArrayExecution arrays;
    private final SegmentExecution memory;

    private Engine(
            Model model,
            Formulation formulation,
            int segments,
            KernelSelector.Choice choice,
            ScalarKernel scalar,
            Execution execution) {
        this.choice = choice;
        this.scalar = scalar;
        this.model = model;
        this.formulation = formulation;
        this.segments = segments;
        this.execution = execution;
        this.arrays = new ArrayExecution(execution);
        this.memory = new SegmentExecution(execution);
    }

    /**
     * An engine for a network, on the calling thread. A network with ReLU hidden nodes and more than 32 segments is
     * computed as a {@link Formulation#BENT_LINE}, unless a coefficient of a segment leaves the normal range of floats;
     * every other one is {@link Formulation#DENSE}.
     *
     * @throws IllegalStateException if {@code -Dbentline.kernel} asks for what cannot run here
     */
    public static Engine of(Network network) {
        Objects.requireNonNull(network, "network");
        return of(network, KernelSelector.choice());
    }

    private static Engine of(Network network, KernelSelector.Choice choice) {
        BentLineTable table = FormulationChoice.bentLine(network.parameters());
        if (table != null) {
            return bentLine(network, table, choice);
        }
        return dense(network, choice);
    }

    /**
     * An engine for either kind of model, on the calling thread. A {@link DeepNetwork} is compiled into a {@link
     * Formulation#BENT_LINE}, whatever its layers: segments times the sum of the products of neighbouring widths. It has
     * effects and derivatives; {@code backward} and {@code gradient} throw an {@link UnsupportedOperationException}.
     *
     * @throws IllegalArgumentException if a deep network has more than 2^20 segments, a coefficient of one is neither 0 nor
     *     a normal float, or its layers leave the range of doubles
     * @throws IllegalStateException if {@code -Dbentline.kernel} asks for what cannot run here
     */
    public static Engine of(Model model) {
        return switch (Objects.requireNonNull(model, "model")) {
            case Network network -> of(network);
            case DeepNetwork deep -> of(deep, KernelSelector.choice());
        };
    }

    private static Engine of(DeepNetwork deep, KernelSelector.Choice choice) {
        BentLineTable table = deep.compile();
        checkNormal(table, "a deep network cannot be computed otherwise");
        return bentLine(deep, new ScalarBentLineKernel(table), table, choice);
    }

    /**
     * An engine for a network in the given formulation, on the calling thread.
     *
     * @throws IllegalArgumentException if the formulation is the bent line and the hidden nodes are softplus, or a
     *     coefficient of a segment is neither 0 nor a normal float
     * @throws IllegalStateException if {@code -Dbentline.kernel} asks for what cannot run here
     */
    public static Engine of(Network network, Formulation formulation) {
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(formulation, "formulation");
        if (formulation == Formulation.DENSE) {
            return dense(network, KernelSelector.choice());
        }
        if (network.hidden() != Activation.RELU) {
            throw new IllegalArgumentException(
                    "the hidden activation is " + network.hidden() + "; only RELU networks are bent lines");
        }
        BentLineTable table = BentLineCompiler.compile(network.parameters());
        checkNormal(table, "the network can only be DENSE");
        return bentLine(network, table, KernelSelector.choice());
    }

    private static Engine dense(Network network, KernelSelector.Choice choice) {
        NetworkParameters parameters = network.parameters();
        ScalarKernel scalar = scaled(new ScalarDenseKernel(parameters), network);
        Execution execution = Execution.dense(choice.kernels().of(scalar), parameters, 1);
        return new Engine(network, Formulation.DENSE, 0, choice, scalar, execution);
    }

    private static void checkNormal(BentLineTable table, String consequence) {
        if (!table.normal()) {
            throw new IllegalArgumentException("a segment's slope or value is outside the normal range of floats, "
                    + Float.MIN_NORMAL + " to " + Float.MAX_VALUE + "; " + consequence);
        }
    }

    private static Engine bentLine(Network network, BentLineTable table, KernelSelector.Choice choice) {
        return bentLine(network, new ScalarBentLineKernel(network.parameters(), table), table, choice);
    }

    private static Engine bentLine(
            Model model, ScalarBentLineKernel line, BentLineTable table, KernelSelector.Choice choice) {
        ScalarKernel scalar = scaled(line, model);
        Execution execution = Execution.bentLine(choice.kernels().of(scalar), 1);
        return new Engine(model, Formulation.BENT_LINE, table.segmentCount(), choice, scalar, execution);
    }

    private static ScalarKernel scaled(ScalarKernel kernel, Model model) {
        return model.dosageScale().kernel(kernel, model.bend());
    }

    /**
     * Returns the same engine on up to n threads of a common daemon pool, the calling thread included; same results, bit for
     * bit. Calls too short to gain stay on the calling thread.
     *
     * @param n at least 1; capped at the number of processors
     */
    public Engine withThreads(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("threads is " + n + "; it must be at least 1");
        }
        return new Engine(model, formulation, segments, choice, scalar, execution.withThreads(n));
    }

    /** The network or deep network. */
    public Model model() {
        return model;
    }

    /**
     * The network.
     *
     * @throws UnsupportedOperationException if it is a deep one; see {@link #model}
     */
    public Network network() {
        if (model instanceof Network network) {
            return network;
        }
        throw new UnsupportedOperationException("the engine's model is a DeepNetwork; model() returns it");
    }

    /** Returns the formulation the network is computed in. */
    public Formulation formulation() {
        return formulation;
    }

    /** Describes what this engine runs on at the moment. */
    public EngineInfo info() {
        Kernel kernel = execution.kernel();
        String reason = choice.reason().isEmpty() ? kernel.reason() : choice.reason();
        String text = formulation == Formulation.DENSE ? "dense" : "bent line, " + segments + " segments";
        return EngineInfo.of(kernel.description(), reason, text, execution.threads());
    }

    /**
     * Computes the effect of every dosage.
     *
     * @param effects as long as {@code dosages}; may be the same array
     */
    public void forward(float[] dosages, float[] effects) {
        checkLengths(dosages.length, effects.length, "effects");
        map(false, dosages, 0, effects, 0, dosages.length);
    }

    /**
     * Computes the effects of a range. Ranges of one array may overlap: the result is as if the dosages had been copied
     * first.
     *
     * @param from the first dosage's index
     * @param to the first effect's index
     * @param count how many, at least 0
     */
    public void forward(float[] dosages, int from, float[] effects, int to, int count) {
        map(false, dosages, from, effects, to, count);
    }

    /**
     * Computes the effect of every dosage in memory segments of floats in native byte order, on or off the heap, at any
     * alignment. They may overlap: the result is as if the dosages had been copied first.
     *
     * <p>Do not pass a segment that maps a file for writing: where the disk is full, a store to it kills the JVM. A file
     * that shrinks while it is mapped for reading ends the call with an {@link InternalError}.
     *
     * @param effects as many bytes as {@code dosages}, a multiple of 4
     */
    public void forward(MemorySegment dosages, MemorySegment effects) {
        map(false, dosages, effects);
    }

    /**
     * Computes dy/dx at every dosage: effect per dosage, with {@link Network#bend} at the bends. NaN where the effect is
     * NaN.
     *
     * @param slopes as long as {@code dosages}; may be the same array
     */
    public void derivative(float[] dosages, float[] slopes) {
        checkLengths(dosages.length, slopes.length, "slopes");
        map(true, dosages, 0, slopes, 0, dosages.length);
    }

    /** Computes dy/dx for a range; arguments as for {@link #forward(float[], int, float[], int, int)}. */
    public void derivative(float[] dosages, int from, float[] slopes, int to, int count) {
        map(true, dosages, from, slopes, to, count);
    }

    /** Computes dy/dx in memory segments; arguments as for {@link #forward(MemorySegment, MemorySegment)}. */
    public void derivative(MemorySegment dosages, MemorySegment slopes) {
        map(true, dosages, slopes);
    }

    /**
     * The effect of one dosage, with the bits of {@link #forward}. For callers that have one at a time; an array costs less a
     * dosage, since this is scalar code.
     */
    public float effect(float dosage) {
        return scalar.effect(dosage);
    }

    /** The slope dy/dx at one dosage, with the bits of {@link #derivative}; scalar code, as {@link #effect}. */
    public float slope(float dosage) {
        return scalar.slope(dosage);
    }

    /**
     * The gradient of any loss, from its derivative with respect to every effect. Its {@link Gradient#loss} is NaN.
     *
     * @param upstream dL/dy for every dosage, as long as {@code dosages}
     */
    public Gradient backward(float[] dosages, float[] upstream) {
        checkLengths(dosages.length, upstream.length, "upstream");
        return sum(false, dosages, 0, upstream, 0, dosages.length);
    }

    /** The gradient over a range: dosages from {@code from}, upstream values from {@code fromUpstream}. */
    public Gradient backward(float[] dosages, int from, float[] upstream, int fromUpstream, int count) {
        return sum(false, dosages, from, upstream, fromUpstream, count);
    }

    /** The gradient over memory segments of floats in native byte order, of one size, at any alignment. */
    public Gradient backward(MemorySegment dosages, MemorySegment upstream) {
        return sum(false, dosages, upstream);
    }

    /**
     * The loss L = sum (y - t)^2 over all dosages, and its gradient.
     *
     * @param observed the observed effect t for every dosage, as long as {@code dosages}
     */
    public Gradient gradient(float[] dosages, float[] observed) {
        checkLengths(dosages.length, observed.length, "observed");
        return sum(true, dosages, 0, observed, 0, dosages.length);
    }

    /** Loss and gradient over a range: dosages from {@code from}, observed effects from {@code fromObserved}. */
    public Gradient gradient(float[] dosages, int from, float[] observed, int fromObserved, int count) {
        return sum(true, dosages, from, observed, fromObserved, count);
    }

    /** Loss and gradient over memory segments of floats in native byte order, of one size, at any alignment. */
    public Gradient gradient(MemorySegment dosages, MemorySegment observed) {
        return sum(true, dosages, observed);
    }

    // ---- checks and delegation

    private void map(boolean slopes, float[] x, int from, float[] y, int to, int count) {
        Objects.requireNonNull(x, "dosages");
        Objects.requireNonNull(y, slopes ? "slopes" : "effects");
        Objects.checkFromIndexSize(from, count, x.length);
        Objects.checkFromIndexSize(to, count, y.length);
        arrays.map(slopes, x, from, y, to, count);
    }

    private void map(boolean slopes, MemorySegment x, MemorySegment y) {
        long count = checkSegments(x, y, slopes ? "slopes" : "effects");
        if (y.isReadOnly()) {
            throw new IllegalArgumentException("the segment to write is read-only: " + y);
        }
        memory.map(slopes, x, y, count);
    }

    private Gradient sum(boolean observed, float[] x, int from, float[] t, int fromT, int count) {
        Objects.requireNonNull(x, "dosages");
        Objects.requireNonNull(t, observed ? "observed" : "upstream");
        Network network = networkOfSums();
        Objects.checkFromIndexSize(from, count, x.length);
        Objects.checkFromIndexSize(fromT, count, t.length);
        Scratch scratch = ScratchPool.take();
        return gradient(network, observed, arrays.sums(observed, x, from, t, fromT, count, scratch), scratch);
    }

    private Gradient sum(boolean observed, MemorySegment x, MemorySegment t) {
        long count = checkSegments(x, t, observed ? "observed" : "upstream");
        Network network = networkOfSums();
        Scratch scratch = ScratchPool.take();
        return gradient(network, observed, memory.sums(observed, x, t, count, scratch), scratch);
    }

    private Network networkOfSums() {
        if (model instanceof Network network) {
            return network;
        }
        throw new UnsupportedOperationException(
                "a deep network of " + model.layers().size()
                        + " layers has no gradient here: it is computed segment by segment, and what its nodes have to do with one is"
                        + " not kept; a Network of one hidden layer has one");
    }

    /** Makes the result of sums that may be the scratch's, and gives that back. */
    private static Gradient gradient(Network network, boolean observed, double[] sums, Scratch scratch) {
        Gradient gradient = Gradient.of(network, sums, observed);
        ScratchPool.giveBack(scratch);
        return gradient;
    }

    private static void checkLengths(int dosages, int other, String what) {
        if (dosages != other) {
            throw new IllegalArgumentException(
                    what + " has length " + other + "; it must be as long as the dosages, " + dosages);
        }
    }

    private static long checkSegments(MemorySegment x, MemorySegment other, String what) {
        Objects.requireNonNull(x, "dosages");
        Objects.requireNonNull(other, what);
        if (x.byteSize() != other.byteSize()) {
            throw new IllegalArgumentException(
                    what + " has " + other.byteSize() + " bytes; it must have as many as the dosages, " + x.byteSize());
        }
        if (x.byteSize() % Float.BYTES != 0) {
            throw new IllegalArgumentException(
                    "the dosages have " + x.byteSize() + " bytes; floats need a multiple of " + Float.BYTES);
        }
        return x.byteSize() / Float.BYTES;
    }
}
