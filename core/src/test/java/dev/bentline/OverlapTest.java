package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.testing.DenseReference;
import dev.bentline.testing.Networks;
import dev.bentline.testing.TestDosages;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ranges of one memory that overlap, in both directions: as if the dosages had been copied first. */
class OverlapTest {
    private static final int[] SMALL = {0, 1, 2, 5, 15, 16, 17, 63, 64, 65, 100};
    private static final int[] LARGE = {2047, 2048, 2049, 5000};
    private static final int[] DISTANCES = {0, 1, 3, 4, 16, 33, 64, 2047, 2048, 2049, 3000};

    static Stream<Named<Network>> networks() {
        return Stream.of(
                Named.of("relu", Network.relu()),
                Named.of("softplus", Network.softplus()),
                Named.of("wide enough for threads", Networks.wide()),
                Named.of("19 nodes, identity", Networks.with(Networks.nineteen(), Activation.IDENTITY, Bend.ONE)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void arrays(Network network) {
        for (int[] counts : new int[][] {SMALL, LARGE}) {
            for (int count : counts) {
                for (int distance : DISTANCES) {
                    arrays(network, 1, 1 + distance, count);
                    arrays(network, 1 + distance, 1, count);
                }
            }
        }
    }

    private static void arrays(Network network, int from, int to, int count) {
        Engine engine = Engine.of(network, Formulation.DENSE).withThreads(2);
        float[] before = TestDosages.grid(Math.max(from, to) + count + 2);
        float[] dosages = Arrays.copyOfRange(before, from, from + count);
        float[] expected = before.clone();
        float[] actual = before.clone();

        System.arraycopy(DenseReference.forward(network, dosages), 0, expected, to, count);
        engine.forward(actual, from, actual, to, count);
        assertThat(Arrays.mismatch(expected, actual))
                .as("forward, %d dosages from %d to %d", count, from, to)
                .isEqualTo(-1);

        System.arraycopy(DenseReference.derivative(network, dosages), 0, expected, to, count);
        actual = before.clone();
        System.arraycopy(before, 0, expected, 0, to);
        System.arraycopy(before, to + count, expected, to + count, before.length - to - count);
        engine.derivative(actual, from, actual, to, count);
        assertThat(Arrays.mismatch(expected, actual))
                .as("derivative, %d dosages from %d to %d", count, from, to)
                .isEqualTo(-1);
    }

    /** Distances in bytes, most of them no multiple of a float. */
    @ParameterizedTest
    @MethodSource("networks")
    void segments(Network network) {
        try (Arena arena = Arena.ofConfined()) {
            for (int[] counts : new int[][] {SMALL, LARGE}) {
                for (int count : counts) {
                    for (int distance : new int[] {0, 1, 2, 3, 4, 5, 63, 64, 65, 4 * 2048 - 1, 4 * 2048 + 1, 9000}) {
                        int size = 4 * count + distance;
                        segments(network, MemorySegment.ofArray(new byte[size]), distance);
                        segments(network, arena.allocate(Math.max(1, size), 1).asSlice(0, size), distance);
                    }
                }
            }
        }
    }

    private static void segments(Network network, MemorySegment memory, long distance) {
        Engine engine = Engine.of(network, Formulation.DENSE).withThreads(2);
        long bytes = memory.byteSize() - distance;
        MemorySegment low = memory.asSlice(0, bytes);
        MemorySegment high = memory.asSlice(distance, bytes);
        float[] dosages = TestDosages.grid((int) (bytes / Float.BYTES));
        for (boolean upwards : new boolean[] {true, false}) {
            MemorySegment x = upwards ? low : high;
            MemorySegment y = upwards ? high : low;

            memory.fill((byte) 0x5a);
            write(dosages, x);
            engine.forward(x, y);
            check(y, DenseReference.forward(network, dosages), "forward", distance);
            checkRest(memory, upwards, x, y, dosages);

            memory.fill((byte) 0x5a);
            write(dosages, x);
            engine.derivative(x, y);
            check(y, DenseReference.derivative(network, dosages), "derivative", distance);
            checkRest(memory, upwards, x, y, dosages);
        }
    }

    private static void write(float[] values, MemorySegment to) {
        MemorySegment.copy(values, 0, to, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, values.length);
    }

    private static void check(MemorySegment y, float[] expected, String what, long distance) {
        float[] actual = new float[expected.length];
        MemorySegment.copy(y, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, actual, 0, actual.length);
        assertThat(Arrays.mismatch(expected, actual))
                .as("%s of %d dosages, %d bytes apart", what, expected.length, distance)
                .isEqualTo(-1);
    }

    /** Checks that what the effects do not cover still holds the dosages' bytes. */
    private static void checkRest(
            MemorySegment memory, boolean upwards, MemorySegment x, MemorySegment y, float[] dosages) {
        MemorySegment before =
                MemorySegment.ofArray(new byte[(int) memory.byteSize()]).fill((byte) 0x5a);
        long distance = memory.byteSize() - y.byteSize();
        write(dosages, before.asSlice(upwards ? 0 : distance, x.byteSize()));
        long rest = upwards ? 0 : y.byteSize();
        assertThat(memory.asSlice(rest, distance).mismatch(before.asSlice(rest, distance)))
                .as("written outside, %d bytes apart", distance)
                .isEqualTo(-1);
    }
}
