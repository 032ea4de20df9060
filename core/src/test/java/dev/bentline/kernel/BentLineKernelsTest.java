package dev.bentline.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.kernel.simd.SimdKernelFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs, crossings and look-ups: both kernels of the bent line give the bits of its pieces, in every order. */
class BentLineKernelsTest {
    private static final int COUNT = 5000;
    private static final float SENTINEL = 12345.678f;

    static Stream<Named<NetworkParameters>> networks() {
        Random random = new Random(1);
        return Stream.of(2, 3, 7, 20, 300, 2000)
                .flatMap(width -> Stream.of(false, true).map(relu -> network(width, relu, random)))
                .map(network -> Named.of(network.width() + " nodes, ReLU output " + network.reluOutput(), network));
    }

    private static NetworkParameters network(int width, boolean relu, Random random) {
        float[] w = new float[width];
        float[] b = new float[width];
        float[] v = new float[width];
        for (int h = 0; h < width; h++) {
            w[h] = (random.nextBoolean() ? 1f : -1f) * (h % 3 == 0 ? 1f : random.nextFloat() + 0.5f);
            b[h] = -w[h] * random.nextFloat();
            v[h] = (float) random.nextGaussian();
        }
        return new NetworkParameters(false, w, b, v, relu ? 0.1f : 0f, relu, width % 2 == 0);
    }

    /** Sorted, descending, shuffled, in stretches of each, with NaN, infinities and dosages of any size among them. */
    private static float[][] dosages() {
        Random random = new Random(2);
        float[][] all = new float[7][COUNT];
        for (int i = 0; i < COUNT; i++) {
            all[0][i] = -0.2f + 1.4f * i / COUNT;
            all[1][i] = 1.2f - 1.4f * i / COUNT;
            all[2][i] = random.nextFloat();
            all[3][i] = i / 300 % 2 == 0 ? random.nextFloat() : (i % 300) / 300f;
            all[4][i] = random.nextInt(40) == 0 ? Float.NaN : i / (float) COUNT;
            all[5][i] = Float.intBitsToFloat(random.nextInt());
            all[6][i] = i < 100 ? Float.NEGATIVE_INFINITY : i < 200 ? -i : i < 4000 ? 0.5f : Float.POSITIVE_INFINITY;
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void forwardAndDerivative(NetworkParameters network) {
        BentLineTable table = BentLineCompiler.compile(network);
        assertThat(table.normal()).isTrue();
        ScalarBentLineKernel scalar = new ScalarBentLineKernel(network, table);
        for (Kernel kernel : List.of(scalar, new SimdKernelFactory().of(scalar))) {
            for (float[] x : dosages()) {
                assertBits(kernel::forward, scalar.effects(), x);
                assertBits(kernel::derivative, scalar.derivatives(), x);
            }
        }
    }

    private interface Operation {
        void map(float[] x, int from, float[] y, int to, int count, Scratch scratch);
    }

    private static void assertBits(Operation operation, PiecewiseLine line, float[] x) {
        for (int count : new int[] {0, 1, 15, 16, 17, 31, 33, 64, 65, 1000, 2047, 2048, 2049, 4099}) {
            for (int from : new int[] {0, 1, 13}) {
                float[] expected = new float[count + 40];
                Arrays.fill(expected, SENTINEL);
                float[] actual = expected.clone();
                for (int i = 0; i < count; i++) {
                    expected[19 + i] = line.at(x[from + i]);
                }
                // an array that ends with the last dosage, so that reading ahead shows
                operation.map(Arrays.copyOf(x, from + count), from, actual, 19, count, used());
                assertThat(Arrays.mismatch(expected, actual)).isEqualTo(-1);
                float[] inPlace = x.clone();
                operation.map(inPlace, from, inPlace, from / 2, count, used());
                assertThat(Arrays.mismatch(expected, 19, 19 + count, inPlace, from / 2, from / 2 + count))
                        .as("in place")
                        .isEqualTo(-1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void parts(NetworkParameters network) {
        BentLineTable table = BentLineCompiler.compile(network);
        ScalarBentLineKernel scalar = new ScalarBentLineKernel(network, table);
        Kernel simd = new SimdKernelFactory().of(scalar);
        Random random = new Random(3);
        float[] t = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            t[i] = (float) random.nextGaussian();
        }
        for (float[] x : dosages()) {
            PartialSums expected = new PartialSums(scalar.partialSumsLength());
            PartialSums actual = new PartialSums(simd.partialSumsLength());
            for (int count : new int[] {0, 1, 15, 16, 17, 63, 64, 1000, 2047, 2048}) {
                for (boolean observed : new boolean[] {false, true}) {
                    scalar.sums(x, 3, t, 5, count, observed, used(), expected);
                    simd.sums(x, 3, t, 5, count, observed, used(), actual);
                    assertThat(Arrays.mismatch(expected.sums, actual.sums))
                            .as("count %d observed %s", count, observed)
                            .isEqualTo(-1);
                }
            }
            assertAllAddedAndEmptied(expected);
            assertAllAddedAndEmptied(actual);
        }
    }

    /** Tiles full of what another call has left. */
    private static Scratch used() {
        Scratch scratch = new Scratch();
        Stream.of(
                        scratch.in,
                        scratch.out,
                        scratch.x,
                        scratch.z,
                        scratch.d,
                        scratch.dx,
                        scratch.e,
                        scratch.base,
                        scratch.lanes)
                .forEach(tile -> Arrays.fill(tile, SENTINEL));
        Arrays.fill(scratch.cells, Integer.MAX_VALUE);
        Arrays.fill(scratch.pieces, Integer.MAX_VALUE);
        return scratch;
    }

    private static void assertAllAddedAndEmptied(PartialSums partial) {
        double[] sums = partial.sums.clone();
        double[] total = new double[sums.length];
        partial.addTo(total);
        assertThat(Arrays.mismatch(total, sums)).as("not added").isEqualTo(-1);
        assertThat(partial.sums).as("not emptied").containsOnly(0.0);
    }
}
