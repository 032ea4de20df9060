package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.testing.DenseReference;
import dev.bentline.testing.Networks;
import dev.bentline.testing.TestDosages;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Forward and derivative at every size and offset: each dosage gets its own answer, wherever it stands, and nothing
 * outside the range is written.
 */
class RangesTest {
    private static final int BLOCK = 2048;
    private static final int MARGIN = 19;
    private static final float SENTINEL = Float.intBitsToFloat(0xffdead01);

    static Stream<Named<Network>> networks() {
        return Networks.all().map(example -> Named.of(example.name(), example.network()));
    }

    static Stream<Named<Network>> fewNetworks() {
        return Stream.of(
                Named.of("relu", Network.relu()),
                Named.of("softplus", Network.softplus()),
                Named.of("19 nodes, bend 1", Networks.nineteen().withBend(Bend.ONE)));
    }

    /** Vectors have 4, 8 or 16 lanes and come in fours: 0 to 2N + 1 and 4N +- 1 for each of them, and all between. */
    @ParameterizedTest
    @MethodSource("networks")
    void everySizeUpToTwoRoundsOfFourVectors(Network network) {
        Case wanted = new Case(network, 131 + MARGIN);
        for (int count = 0; count <= 131; count++) {
            for (int from : new int[] {0, 1, 7, 16, MARGIN}) {
                for (int to : new int[] {0, 3, 16}) {
                    wanted.check(from, to, count);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void sizesAroundTheBlock(Network network) {
        Case wanted = new Case(network, 2 * BLOCK + 65 + MARGIN);
        for (int count : IntStream.of(
                        BLOCK - 65, BLOCK - 17, BLOCK - 1, BLOCK, BLOCK + 1, BLOCK + 15, 2 * BLOCK - 1, 2 * BLOCK + 65)
                .toArray()) {
            wanted.check(0, 0, count);
            wanted.check(5, MARGIN, count);
        }
    }

    /** Two and three chunks, each a block, on two threads. */
    @Test
    void sizesAroundTheBlockOfANetworkWideEnoughForThreads() {
        Case wanted = new Case(Networks.wide(), 3 * BLOCK + MARGIN);
        for (int count : new int[] {BLOCK - 1, BLOCK, BLOCK + 1, BLOCK + 17, 2 * BLOCK - 1, 2 * BLOCK + 1, 3 * BLOCK}) {
            wanted.check(0, 0, count);
            wanted.check(5, MARGIN, count);
        }
    }

    @ParameterizedTest
    @MethodSource("fewNetworks")
    void sizesAroundTheChunks(Network network) {
        Case wanted = new Case(network, 128 * BLOCK + 1 + MARGIN);
        for (int count : new int[] {64 * BLOCK - 1, 64 * BLOCK, 64 * BLOCK + 1, 65 * BLOCK, 128 * BLOCK + 1}) {
            wanted.check(0, 0, count);
            wanted.check(3, 1, count);
        }
    }

    /** A lane position that is mixed up shows, because no two dosages are alike. */
    private static final class Case {
        private final Engine one;
        private final Engine two;
        private final float[] x;
        private final float[] effects;
        private final float[] slopes;

        Case(Network network, int length) {
            one = Engine.of(network, Formulation.DENSE);
            two = one.withThreads(2);
            x = TestDosages.grid(length);
            float[] edges = TestDosages.edges(network);
            for (int i = 0; i < edges.length; i++) {
                // spread, so that special dosages stand in all places of a vector and in tails
                x[(int) ((i * 7L + 3) % length)] = edges[i];
            }
            effects = DenseReference.forward(network, x);
            slopes = DenseReference.derivative(network, x);
        }

        void check(int from, int to, int count) {
            for (Engine engine : new Engine[] {one, two}) {
                float[] y = sentinels(to + count + MARGIN);
                engine.forward(x, from, y, to, count);
                compare("forward", effects, from, y, to, count);

                y = sentinels(to + count + MARGIN);
                engine.derivative(x, from, y, to, count);
                compare("derivative", slopes, from, y, to, count);
            }
        }

        private static float[] sentinels(int length) {
            float[] y = new float[length];
            Arrays.fill(y, SENTINEL);
            return y;
        }

        private void compare(String what, float[] expected, int from, float[] y, int to, int count) {
            int at = Arrays.mismatch(expected, from, from + count, y, to, to + count);
            if (at >= 0) {
                assertThat(y[to + at])
                        .as("%s of %s, at %d of %d, from %d to %d", what, x[from + at], at, count, from, to)
                        .isEqualTo(expected[from + at]);
            }
            for (int i = 0; i < y.length; i = i == to - 1 ? to + count : i + 1) {
                if (i < to || i >= to + count) {
                    assertThat(Float.floatToRawIntBits(y[i]))
                            .as("%s wrote at %d, outside %d + %d", what, i, to, count)
                            .isEqualTo(Float.floatToRawIntBits(SENTINEL));
                }
            }
        }
    }
}
