package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.bentline.kernel.Sums;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Once compiled, forward and derivative allocate nothing, and sums nothing but the gradient they return. */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int DOSAGES = 2048 + 7;
    private static final int CALLS = 500;
    private static final int WARM_UP_CALLS = 20_000;
    private static final long WARM_UP_NANOS = 300_000_000;

    /** Where results go, so that C2 may not leave them out. */
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
        float[] x = Dosages.grid(DOSAGES);
        float[] y = new float[DOSAGES];
        assertThat(bytesPerCall(() -> engine.forward(x, y))).as("forward").isZero();
        assertThat(bytesPerCall(() -> engine.derivative(x, y))).as("derivative").isZero();
        long result = bytesOfResult(engine.network());
        assertThat(bytesPerCall(() -> sink = engine.gradient(x, y)))
                .as("gradient")
                .isEqualTo(result);
        assertThat(bytesPerCall(() -> sink = engine.backward(x, y)))
                .as("backward")
                .isEqualTo(result);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void segments(Engine engine) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment x = arena.allocateFrom(ValueLayout.JAVA_FLOAT, Dosages.grid(DOSAGES));
            MemorySegment y = arena.allocate(x.byteSize(), 4);
            assertThat(bytesPerCall(() -> engine.forward(x, y))).as("forward").isZero();
            assertThat(bytesPerCall(() -> engine.derivative(x, y)))
                    .as("derivative")
                    .isZero();
            assertThat(bytesPerCall(() -> sink = engine.gradient(x, y)))
                    .as("gradient")
                    .isEqualTo(bytesOfResult(engine.network()));
        }
    }

    private static long bytesOfResult(Network network) {
        double[] sums = new double[Sums.length(network.width())];
        return bytesPerCall(() -> sink = Gradient.of(network, sums, true));
    }

    /** The smallest of several rounds: a compiler that comes late may leave a few objects in one. */
    private static long bytesPerCall(Runnable call) {
        long end = System.nanoTime() + WARM_UP_NANOS;
        for (int i = 0; i < WARM_UP_CALLS || System.nanoTime() < end; i++) {
            call.run();
        }
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                call.run();
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return Math.ceilDiv(least, CALLS);
    }
}
