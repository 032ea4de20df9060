package dev.bentline.kernel;

import dev.bentline.Activation;
import dev.bentline.Bend;
import dev.bentline.Engine;
import dev.bentline.Formulation;
import dev.bentline.Network;
import dev.bentline.testing.Networks;
import dev.bentline.testing.SumsReference;
import dev.bentline.testing.TestDosages;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Shares engines of every kernel among many threads, which go on computing from before SIMD is warmed up until it has taken
 * every operation over, and compares each result with that of the scalar kernel. Prints, for every engine, what it says of
 * its kernel before and after.
 */
public final class HandOverProbe {
    private static final int CALLERS = 16;

    /** Two blocks and a rest: a hand-over may come between them. */
    private static final int COUNT = 2 * Kernel.BLOCK + 905;

    /**
     * Times that a round of calls has taken, to pause after it: together the callers are then about one busy processor. The
     * thread that warms up is one beside theirs, and on two processors would wait for its turns for minutes.
     */
    private static final int PAUSE = CALLERS;

    /** Ten times what it takes on two processors: others may be at work on them. */
    private static final long MOST_NANOS = 150_000_000_000L;

    /** Dosages for sums, finite ones: in order, then in none. */
    private static final float[] DOSAGES = random(1);

    private static final float[] OBSERVED = random(2);

    static {
        System.arraycopy(TestDosages.grid(Kernel.BLOCK), 0, DOSAGES, 0, Kernel.BLOCK);
    }

    /** Results of all operations. */
    @SuppressWarnings("ArrayRecordComponent") // compared by what differs alone
    private record Results(float[] effects, float[] slopes, double[] gradient, double[] backward) {
        static Results onArrays(Engine engine, float[] any, float[] x, float[] t) {
            float[] effects = new float[COUNT];
            float[] slopes = new float[COUNT];
            engine.forward(any, effects);
            engine.derivative(any, slopes);
            return new Results(
                    effects,
                    slopes,
                    SumsReference.numbers(engine.gradient(x, t)),
                    SumsReference.numbers(engine.backward(x, t)));
        }

        static Results onSegments(
                Engine engine, MemorySegment any, MemorySegment x, MemorySegment t, MemorySegment out) {
            engine.forward(any, out);
            float[] effects = out.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
            engine.derivative(any, out);
            float[] slopes = out.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
            return new Results(
                    effects,
                    slopes,
                    SumsReference.numbers(engine.gradient(x, t)),
                    SumsReference.numbers(engine.backward(x, t)));
        }

        /** Returns the first operation whose bits are others, or null; any NaN is any other. */
        @Nullable
        String differs(Results other) {
            return !Arrays.equals(effects, other.effects)
                    ? "forward"
                    : !Arrays.equals(slopes, other.slopes)
                            ? "derivative"
                            : !Arrays.equals(gradient, other.gradient)
                                    ? "gradient"
                                    : !Arrays.equals(backward, other.backward) ? "backward" : null;
        }
    }

    /** Segments of one thread, at odd addresses. */
    private record Memory(MemorySegment any, MemorySegment dosages, MemorySegment observed, MemorySegment out) {
        static Memory in(Arena arena) {
            MemorySegment dosages = segment(arena);
            MemorySegment observed = segment(arena);
            MemorySegment.copy(DOSAGES, 0, dosages, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, COUNT);
            MemorySegment.copy(OBSERVED, 0, observed, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, COUNT);
            return new Memory(segment(arena), dosages, observed, segment(arena));
        }

        private static MemorySegment segment(Arena arena) {
            return arena.allocate(1L + COUNT * Float.BYTES, Float.BYTES).asSlice(1);
        }
    }

    /** Engine for all threads, with the scalar kernel's results. */
    private static final class Shared {
        final String name;
        final Engine engine;
        /** Dosages, among them all that is special and those around every bend. */
        final float[] any;

        final Results expected;

        Shared(Network network, Formulation formulation) {
            engine = Engine.of(network, formulation);
            name = formulation + " " + network.width() + " " + network.hidden() + " " + network.output() + " "
                    + network.bend();
            any = TestDosages.finite(1, COUNT);
            float[] edges = TestDosages.edges(network);
            System.arraycopy(edges, 0, any, COUNT - edges.length, edges.length);
            expected = Results.onArrays(engine, any, DOSAGES, OBSERVED);
            if (!Arrays.stream(expected.gradient).allMatch(Double::isFinite)) {
                throw new AssertionError(name + ": sums that are not finite tell nothing");
            }
            addWarmUps(network, formulation);
        }

        private static void addWarmUps(Network network, Formulation formulation) {
            NetworkParameters parameters = new NetworkParameters(
                    network.hidden() == Activation.SOFTPLUS,
                    network.hiddenWeights(),
                    network.hiddenBiases(),
                    network.outputWeights(),
                    network.outputBias(),
                    network.output() == Activation.RELU,
                    network.bend() == Bend.ONE);
            ScalarKernel scalar = formulation == Formulation.DENSE
                    ? new ScalarDenseKernel(parameters)
                    : new ScalarBentLineKernel(parameters, BentLineCompiler.compile(parameters));
            for (KernelOperation operation : KernelOperation.values()) {
                WARM_UPS.put(scalar.loopsKey(operation), KernelWarmup.of(scalar, operation));
            }
        }

        void compute(String when, Memory memory) {
            check(when + ", arrays", Results.onArrays(engine, any, DOSAGES, OBSERVED));
            MemorySegment.copy(any, 0, memory.any, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, COUNT);
            check(
                    when + ", segments",
                    Results.onSegments(engine, memory.any, memory.dosages, memory.observed, memory.out));
        }

        private void check(String when, Results results) {
            String operation = expected.differs(results);
            if (operation != null) {
                throw new AssertionError(name + ", " + when + ": " + operation + " gives other bits");
            }
        }
    }

    /** Every loop that is warmed up, by name. */
    private static final Map<String, KernelWarmup> WARM_UPS = new TreeMap<>();

    private HandOverProbe() {}

    private static float[] random(long seed) {
        Random random = new Random(seed);
        float[] numbers = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            numbers[i] = random.nextFloat(-1, 2);
        }
        return numbers;
    }

    private static List<Shared> engines() {
        Network pair = Network.relu();
        Network softplus = Network.softplus();
        Network nineteen = Networks.nineteen();
        List<Shared> engines = new ArrayList<>();
        for (Bend bend : Bend.values()) {
            Activation output = bend == Bend.ONE ? Activation.IDENTITY : Activation.RELU;
            for (Network network : List.of(pair, softplus, nineteen)) {
                engines.add(new Shared(Networks.with(network, output, bend), Formulation.DENSE));
            }
            for (Network network : List.of(pair, Networks.bends(6, output), Networks.bends(12, output), nineteen)) {
                engines.add(new Shared(Networks.with(network, output, bend), Formulation.BENT_LINE));
            }
        }
        return engines;
    }

    private static List<String> waiting() {
        return WARM_UPS.entrySet().stream()
                .filter(warmUp -> !warmUp.getValue().isFaster())
                .map(warmUp -> warmUp.getKey() + " (" + warmUp.getValue().finding() + ")")
                .toList();
    }

    public static void main(String[] arguments) throws Exception {
        List<Shared> engines = engines();
        if (waiting().size() != WARM_UPS.size()) {
            throw new AssertionError("not the scalar kernel's results: only " + waiting() + " have not begun");
        }
        List<String> before =
                engines.stream().map(shared -> shared.engine.info().toString()).toList();
        long end = System.nanoTime() + MOST_NANOS;
        CountDownLatch ready = new CountDownLatch(CALLERS);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            int first = i;
            callers.add(Thread.ofPlatform().start(() -> {
                try {
                    ready.countDown();
                    ready.await();
                    call(engines, first, end, failure);
                } catch (InterruptedException | RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                }
            }));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new AssertionError(thrown.getMessage(), thrown);
        }
        if (!waiting().isEmpty()) {
            throw new AssertionError("SIMD has not taken over in time: " + waiting());
        }
        for (int i = 0; i < engines.size(); i++) {
            System.out.println(engines.get(i).name + ": " + before.get(i));
            System.out.println(
                    engines.get(i).name + ": " + engines.get(i).engine.info());
        }
    }

    /** Computes until SIMD runs everywhere, and then everything once more. */
    private static void call(List<Shared> engines, int first, long end, AtomicReference<@Nullable Throwable> failure)
            throws InterruptedException {
        try (Arena arena = Arena.ofConfined()) {
            Memory memory = Memory.in(arena);
            boolean isLast = false;
            while (!isLast) {
                isLast = waiting().isEmpty() || System.nanoTime() > end || failure.get() != null;
                String when = isLast ? "at the end" : "on the way";
                long begun = System.nanoTime();
                for (int i = 0; i < engines.size(); i++) {
                    engines.get((first + i) % engines.size()).compute(when, memory);
                }
                Thread.sleep(isLast ? 0 : (System.nanoTime() - begun) * PAUSE / 1_000_000);
            }
        }
    }
}
