package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.kernel.BentLineCompiler;
import dev.bentline.kernel.BentLineTable;
import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.NetworkParameters;
import dev.bentline.kernel.PiecewiseLine;
import dev.bentline.kernel.ScalarBentLineKernel;
import dev.bentline.kernel.Scratch;
import dev.bentline.kernel.simd.SimdKernelFactory;
import dev.bentline.testing.Networks;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All 2^32 floats as dosages of the bent line, both kernels against its pieces, bit for bit: once in order, where runs do
 * the work, and once with every float beside its negative, where look-ups do.
 */
class BentLineEveryFloatTest {
    /** Floats of each sign; odd, so that every tile has a rest that fills no vector. */
    private static final int TILE = 2047;

    private static final int TASK = 1 << 21;

    static Stream<Named<Network>> networks() {
        return Stream.of(
                Named.of("relu", Network.relu()), Named.of("1025 segments", Networks.bends(1024, Activation.IDENTITY)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void kernelsGiveTheBitsOfThePieces(Network network) {
        AtomicLong tried = new AtomicLong();
        AtomicLong mismatches = new AtomicLong();
        IntStream.range(0, (int) ((1L << 31) / TASK)).parallel().forEach(task -> {
            Tile tile = new Tile(network.parameters());
            for (int at = 0; at < TASK; at += TILE) {
                int count = Math.min(TILE, TASK - at);
                mismatches.addAndGet(tile.mismatches(task * TASK + at, count));
                tried.addAndGet(2L * count);
            }
        });
        System.out.printf(
                "bent line of %d nodes: %d dosages tried, %d mismatches (forward and derivative, in order and mixed)%n",
                network.width(), tried.get(), mismatches.get());
        assertThat(tried).hasValue(1L << 32);
        assertThat(mismatches).hasValue(0);
    }

    private static final class Tile {
        private final ScalarBentLineKernel scalar;
        private final List<Kernel> kernels;
        private final Scratch scratch = new Scratch();
        private final float[] mixed = new float[2 * TILE];
        private final float[] inOrder = new float[2 * TILE];
        private final float[] expected = new float[2 * TILE];
        private final float[] actual = new float[2 * TILE];
        private final float[] mixedActual = new float[2 * TILE];

        Tile(NetworkParameters network) {
            BentLineTable table = BentLineCompiler.compile(network);
            scalar = new ScalarBentLineKernel(network, table);
            kernels = List.of(scalar, new SimdKernelFactory().of(scalar));
        }

        int mismatches(int firstBits, int count) {
            for (int i = 0; i < count; i++) {
                float x = Float.intBitsToFloat(firstBits + i);
                mixed[2 * i] = x;
                mixed[2 * i + 1] = -x;
                inOrder[i] = x;
                inOrder[count + i] = -x;
            }
            int mismatches = 0;
            expect(scalar.effects(), count);
            for (Kernel kernel : kernels) {
                kernel.forward(inOrder, 0, actual, 0, 2 * count, scratch);
                mismatches += mismatches(count);
                kernel.forward(mixed, 0, actual, 0, 2 * count, scratch);
                mismatches += mismatchesMixed(count);
            }
            expect(scalar.derivatives(), count);
            for (Kernel kernel : kernels) {
                kernel.derivative(inOrder, 0, actual, 0, 2 * count, scratch);
                mismatches += mismatches(count);
                kernel.derivative(mixed, 0, actual, 0, 2 * count, scratch);
                mismatches += mismatchesMixed(count);
            }
            return mismatches;
        }

        private void expect(PiecewiseLine line, int count) {
            for (int i = 0; i < 2 * count; i++) {
                expected[i] = line.at(inOrder[i]);
            }
        }

        private int mismatchesMixed(int count) {
            System.arraycopy(actual, 0, mixedActual, 0, 2 * count);
            for (int i = 0; i < count; i++) {
                actual[i] = mixedActual[2 * i];
                actual[count + i] = mixedActual[2 * i + 1];
            }
            return mismatches(count);
        }

        private int mismatches(int count) {
            int mismatches = 0;
            int at = Arrays.mismatch(expected, 0, 2 * count, actual, 0, 2 * count);
            for (int i = at < 0 ? 2 * count : at; i < 2 * count; i++) {
                mismatches += Float.compare(expected[i], actual[i]) == 0 ? 0 : 1;
            }
            return mismatches;
        }
    }
}
