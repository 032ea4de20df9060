package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.bentline.kernel.SumsLayout;
import dev.bentline.testing.Networks;
import dev.bentline.testing.TestDosages;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Once compiled, forward and derivative allocate nothing, and sums nothing but the gradient they return. */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int DOSAGES = 2048 + 7;
    private static final int CALLS = 500;

    /** Time to go on after the last improvement: compiling the largest loops takes half a second. */
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    /** Linking a lambda or loading a class adds bytes to a round: 545 bytes a call for 544 were seen. */
    private static final int RESULT_ROUNDS = 20;

    /** Takes results, so that C2 may not leave them out. */
    @SuppressWarnings("unused")
    private static volatile Object sink = "";

    static Stream<Named<Engine>> engines() {
        return Stream.of(
                Named.of("relu", Engine.of(Network.relu())),
                Named.of("softplus", Engine.of(Network.softplus())),
                Named.of("19 nodes", Engine.of(Networks.nineteen())),
                Named.of("bent line of relu", Engine.of(Network.relu(), Formulation.BENT_LINE)),
                Named.of("bent line of 1024 nodes", Engine.of(Networks.bends(1024, Activation.IDENTITY))));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void arrays(Engine engine) {
        float[] x = TestDosages.grid(DOSAGES);
        float[] y = new float[DOSAGES];
        assertThat(bytesPerCall(0, () -> engine.forward(x, y))).as("forward").isZero();
        assertThat(bytesPerCall(0, () -> engine.derivative(x, y)))
                .as("derivative")
                .isZero();
        long result = bytesOfResult(engine.network());
        assertThat(bytesPerCall(result, () -> sink = engine.gradient(x, y)))
                .as("gradient")
                .isLessThanOrEqualTo(result);
        assertThat(bytesPerCall(result, () -> sink = engine.backward(x, y)))
                .as("backward")
                .isLessThanOrEqualTo(result);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void segments(Engine engine) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment x = arena.allocateFrom(ValueLayout.JAVA_FLOAT, TestDosages.grid(DOSAGES));
            MemorySegment y = arena.allocate(x.byteSize(), 4);
            assertThat(bytesPerCall(0, () -> engine.forward(x, y)))
                    .as("forward")
                    .isZero();
            assertThat(bytesPerCall(0, () -> engine.derivative(x, y)))
                    .as("derivative")
                    .isZero();
            long result = bytesOfResult(engine.network());
            assertThat(bytesPerCall(result, () -> sink = engine.gradient(x, y)))
                    .as("gradient")
                    .isLessThanOrEqualTo(result);
        }
    }

    private static long bytesOfResult(Network network) {
        double[] sums = new double[SumsLayout.length(network.width())];
        return Math.ceilDiv(
                LongStream.generate(() -> bytes(() -> sink = Gradient.of(network, sums, true)))
                        .limit(RESULT_ROUNDS)
                        .min()
                        .orElseThrow(),
                CALLS);
    }

    /** The smallest of rounds until one is as expected: before the last compiler is through they allocate more. */
    private static long bytesPerCall(long expected, Runnable call) {
        long least = Long.MAX_VALUE;
        for (long found = System.nanoTime(); System.nanoTime() - found < PATIENCE_NANOS; ) {
            long bytes = bytes(call);
            if (bytes < least) {
                least = bytes;
                found = System.nanoTime();
            }
            if (Math.ceilDiv(least, CALLS) <= expected) {
                break;
            }
        }
        return Math.ceilDiv(least, CALLS);
    }

    private static long bytes(Runnable call) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            call.run();
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
