package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.Scratch;
import dev.bentline.testing.Networks;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All 2^32 floats as dosages, SIMD against scalar, bit for bit, any two NaN equal.
 *
 * <p>The scalar kernel runs with the identity output. What a ReLU output makes of that is one comparison, written out
 * here once more, so the slow kernel walks the floats once for both.
 */
class EveryFloatTest {
    private static final long FLOATS = 1L << 32;

    /** Odd, so that neighbouring floats meet other lanes in the next tile and every tile has a rest for the scalar kernel. */
    private static final int TILE = 4093;

    private static final int TILES_PER_TASK = 512;

    static Stream<Named<Network>> networks() {
        return Stream.of(
                Named.of("relu", Network.relu()),
                Named.of("softplus", Network.softplus()),
                Named.of("19 nodes, bend 1", Networks.nineteen().withBend(Bend.ONE)),
                Named.of("log10", identity().withDosageScale(DosageScale.log10(0.3125f))));
    }

    /** Has a position for its effect: every float is one of its dosages. */
    private static Network identity() {
        float[] w = {1, -1};
        return Network.of(Activation.RELU, w, new float[2], w, 0, Activation.IDENTITY);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void simdGivesTheBitsOfScalar(Network network) {
        AtomicLong tried = new AtomicLong();
        AtomicLong mismatches = new AtomicLong();
        long tiles = Math.ceilDiv(FLOATS, TILE);
        LongStream.range(0, Math.ceilDiv(tiles, TILES_PER_TASK)).parallel().forEach(task -> {
            Tile tile = new Tile(network);
            for (long k = task * TILES_PER_TASK; k < Math.min(tiles, (task + 1) * TILES_PER_TASK); k++) {
                int count = (int) Math.min(TILE, FLOATS - k * TILE);
                mismatches.addAndGet(tile.mismatches(k * TILE, count));
                tried.addAndGet(count);
            }
        });
        System.out.printf(
                "%s hidden, width %d, bend %s, scale %s: %d dosages tried, %d mismatches (forward and derivative, ReLU and"
                        + " identity output)%n",
                network.hidden(),
                network.width(),
                network.bend(),
                network.dosageScale(),
                tried.get(),
                mismatches.get());
        assertThat(tried).hasValue(FLOATS);
        assertThat(mismatches).hasValue(0);
    }

    private static final class Tile {
        private final Bend bend;
        private final Kernel scalar;
        private final Kernel simdIdentity;
        private final Kernel simdRelu;
        private final Scratch scratch = new Scratch();
        private final float[] x = new float[TILE];
        private final float[] z = new float[TILE];
        private final float[] slope = new float[TILE];
        private final float[] expected = new float[TILE];
        private final float[] actual = new float[TILE];

        Tile(Network network) {
            bend = network.bend();
            Network identity = Networks.with(network, Activation.IDENTITY, bend);
            scalar = TestKernels.scalar(identity);
            simdIdentity = TestKernels.simd(identity);
            simdRelu = TestKernels.simd(Networks.with(network, Activation.RELU, bend));
        }

        int mismatches(long firstBits, int count) {
            for (int i = 0; i < count; i++) {
                x[i] = Float.intBitsToFloat((int) firstBits + i);
            }
            scalar.forward(x, 0, z, 0, count, scratch);
            scalar.derivative(x, 0, slope, 0, count, scratch);

            simdIdentity.forward(x, 0, actual, 0, count, scratch);
            int mismatches = mismatches(z, count);
            simdIdentity.derivative(x, 0, actual, 0, count, scratch);
            mismatches += mismatches(slope, count);

            for (int i = 0; i < count; i++) {
                expected[i] = Math.max(0f, z[i]);
            }
            simdRelu.forward(x, 0, actual, 0, count, scratch);
            mismatches += mismatches(expected, count);
            for (int i = 0; i < count; i++) {
                boolean inactive = bend == Bend.ONE ? z[i] < 0f : z[i] <= 0f;
                expected[i] = inactive ? 0f : slope[i];
            }
            simdRelu.derivative(x, 0, actual, 0, count, scratch);
            return mismatches + mismatches(expected, count);
        }

        private int mismatches(float[] wanted, int count) {
            int at = Arrays.mismatch(wanted, 0, count, actual, 0, count);
            if (at < 0) {
                return 0;
            }
            int mismatches = 0;
            for (int i = at; i < count; i++) {
                if (Float.compare(wanted[i], actual[i]) != 0) {
                    mismatches++;
                }
            }
            return mismatches;
        }
    }
}
