package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.PartialSums;
import dev.bentline.kernel.Scratch;
import dev.bentline.kernel.SumsLayout;
import dev.bentline.testing.Networks;
import dev.bentline.testing.SumsReference;
import dev.bentline.testing.TestDosages;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradient and backward against the sums' own definition, bit for bit. */
class SumsDefinitionTest {
    static Stream<Named<Network>> networks() {
        return Networks.all().map(example -> Named.of(example.name(), example.network()));
    }

    /** Around vectors, lanes and blocks. */
    @ParameterizedTest
    @MethodSource("networks")
    void ordinaryDosages(Network network) {
        int[] aroundBlocks = {2047, 2048, 2049, 2 * 2048 - 1, 2 * 2048 + 17};
        for (int size : IntStream.concat(IntStream.rangeClosed(0, 67), IntStream.of(aroundBlocks))
                .toArray()) {
            compare(network, TestDosages.grid(size), TestDosages.finite(size, size), size);
        }
    }

    /** Tries the counts at which a chunk becomes two blocks, and three; the numbers cancel, so the order of adding shows. */
    @ParameterizedTest
    @EnumSource(Bend.class)
    void chunkBorders(Bend bend) {
        int chunks = 64 * 2048;
        for (Network network : new Network[] {
            Network.relu().withBend(bend),
            Network.softplus().withBend(bend),
            Networks.with(Networks.nineteen(), Activation.IDENTITY, bend)
        }) {
            for (int size : new int[] {chunks - 1, chunks, chunks + 1, chunks + 2048 + 5, 2 * chunks + 2048 - 16}) {
                compare(network, TestDosages.grid(size), TestDosages.finite(size, size), size);
            }
        }
    }

    /** Overflowing, subnormal and vanishing terms: what a rounding in another place would change. */
    @ParameterizedTest
    @MethodSource("networks")
    void dosagesOfEverySize(Network network) {
        for (int size : new int[] {5, 16, 33, 100, 2100, 4096}) {
            compare(network, TestDosages.finite(size, size), TestDosages.finite(size + 1, size), size);
        }
    }

    /** Tries milligrams, say: within what the kernel holds to be finite, but not at a glance. */
    @ParameterizedTest
    @MethodSource("networks")
    void dosagesOfTwoAndMore(Network network) {
        for (float unit : new float[] {3, 500, 1e20f}) {
            for (int size : new int[] {16, 40, 2049}) {
                float[] x = TestDosages.grid(size);
                for (int i = 0; i < size; i++) {
                    x[i] *= unit;
                }
                compare(network, x, TestDosages.grid(size), size);
                x[size - 1] = Float.MAX_VALUE;
                compare(network, x, TestDosages.grid(size), size);
            }
        }
    }

    /** Checks that a NaN or infinity stays in the sums it enters, and reaches all of those. */
    @ParameterizedTest
    @MethodSource("networks")
    void specialDosagesOneByOne(Network network) {
        float[] edges = TestDosages.edges(network);
        for (int i = 0; i < edges.length; i++) {
            float[] x = TestDosages.grid(40);
            x[i % 40] = edges[i];
            compare(network, x, TestDosages.grid(40), i);
        }
        compare(network, edges, TestDosages.grid(edges.length), -1);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void specialObservedAndUpstreamValues(Network network) {
        for (float special : new float[] {
            Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f, Float.MIN_VALUE, Float.MAX_VALUE
        }) {
            for (int at : new int[] {0, 1, 15, 16, 36, 39}) {
                float[] t = TestDosages.grid(40);
                t[at] = special;
                compare(network, TestDosages.grid(40), t, at);
            }
        }
    }

    /** Both kernels leave the same sums, S2 and all, whatever stood in the scratch tiles before. */
    @ParameterizedTest
    @MethodSource("networks")
    void kernelsAgree(Network network) {
        float[] x = TestDosages.finite(7, 3000);
        float[] t = TestDosages.finite(8, 3000);
        Scratch dirty = new Scratch();
        for (float[] tile : new float[][] {
            dirty.in, dirty.out, dirty.x, dirty.z, dirty.d, dirty.dx, dirty.e, dirty.base, dirty.lanes
        }) {
            Arrays.fill(tile, Float.NaN);
        }
        for (int count : new int[] {0, 1, 7, 15, 16, 17, 63, 64, 65, 2000, 2047, 2048}) {
            for (int from : new int[] {0, 1, 13}) {
                for (boolean observed : new boolean[] {true, false}) {
                    double[] expected = sums(TestKernels.scalar(network), x, from, t, count, observed, new Scratch());
                    double[] actual = sums(TestKernels.simd(network), x, from, t, count, observed, dirty);
                    assertThat(actual)
                            .as("count %d from %d observed %s", count, from, observed)
                            .isEqualTo(expected);
                }
            }
        }
    }

    private static double[] sums(
            Kernel kernel, float[] x, int from, float[] t, int count, boolean observed, Scratch scratch) {
        PartialSums partial = new PartialSums(SumsLayout.length(70));
        kernel.sums(x, from, t, 2 * from, count, observed, scratch, partial);
        return partial.sums;
    }

    @Test
    void nothingSummedIsZero() {
        Gradient gradient = Engine.of(Network.relu()).gradient(new float[0], new float[0]);
        assertThat(gradient.loss()).isZero();
        assertThat(gradient.outputBias()).isZero();
        assertThat(Arrays.stream(gradient.hiddenWeights()).map(Math::abs)).containsExactly(0.0, 0.0);
        assertThat(Engine.of(Network.relu())
                        .backward(new float[0], new float[0])
                        .loss())
                .isNaN();
    }

    private static void compare(Network network, float[] x, float[] t, int tag) {
        Engine engine = Engine.of(network, Formulation.DENSE);
        assertThat(SumsReference.numbers(engine.gradient(x, t)))
                .as("gradient of %d dosages, case %d", x.length, tag)
                .isEqualTo(SumsReference.gradient(network, x, t));
        assertThat(SumsReference.numbers(engine.backward(x, t)))
                .as("backward of %d dosages, case %d", x.length, tag)
                .isEqualTo(SumsReference.backward(network, x, t));
    }
}
