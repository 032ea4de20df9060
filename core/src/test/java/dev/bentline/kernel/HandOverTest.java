package dev.bentline.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bentline.Engine;
import dev.bentline.Network;
import dev.bentline.testing.JavaProcess;
import dev.bentline.testing.JavaProcess.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Engines that many threads share while SIMD takes over from the scalar kernels, in a JVM in which it has not yet. */
class HandOverTest {
    @Test
    void sixteenThreadsGetTheSameBitsThroughTheHandOverOfEveryKernel() {
        assumeTrue(simdRuns(), "this machine has no SIMD to hand over to");
        Result result = JavaProcess.run(HandOverProbe.class, JavaProcess.VECTOR_MODULE, "-Dbentline.kernel=auto");
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        List<String> said = result.out();
        assertThat(said).hasSize(28);
        for (int i = 0; i < said.size(); i += 2) {
            assertThat(said.get(i)).contains(": kernel scalar (until SIMD has proved to be faster)");
            assertThat(said.get(i + 1)).containsPattern(": kernel simd \\d+ bit,");
        }
    }

    /** This JVM is asked for SIMD, and refuses to go on without. */
    private static boolean simdRuns() {
        try {
            return Engine.of(Network.relu()).info().kernel().startsWith("simd ");
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
