package dev.bentline.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bentline.testing.JavaProcess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the tables of deep networks with what is known exactly, and tries what is refused. */
class DeepCompilerTest {
    private static LayerParameters layer(boolean relu, float[] biases, float... weights) {
        return new LayerParameters(weights, biases, relu);
    }

    private static float[] floats(float... values) {
        return values;
    }

    /** Returns 2 min(x, 1 - x) applied so many times: 2^times teeth. */
    static List<LayerParameters> sawtooth(int times) {
        List<LayerParameters> layers = new ArrayList<>();
        layers.add(layer(true, floats(0, -0.5f), 1, 1));
        for (int l = 1; l < times; l++) {
            layers.add(layer(true, floats(0, -0.5f), 2, -4, 2, -4));
        }
        layers.add(layer(false, floats(0), 2, -4));
        return layers;
    }

    private static List<LayerParameters> shallow(Random random, int width, boolean reluOutput) {
        float[][] numbers = new float[3][width];
        for (float[] some : numbers) {
            for (int h = 0; h < width; h++) {
                some[h] = (float) random.nextGaussian();
            }
        }
        return List.of(
                layer(true, numbers[1], numbers[0]),
                layer(reluOutput, floats((float) random.nextGaussian()), numbers[2]));
    }

    private static NetworkParameters network(List<LayerParameters> layers, boolean bendOne) {
        LayerParameters hidden = layers.getFirst();
        LayerParameters output = layers.getLast();
        return new NetworkParameters(
                false, hidden.weights(), hidden.biases(), output.weights(), output.biases()[0], output.relu(), bendOne);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 40})
    void oneHiddenLayerIsCompiledExactly(int width) {
        Random random = new Random(width);
        for (boolean reluOutput : new boolean[] {false, true}) {
            for (boolean bendOne : new boolean[] {false, true}) {
                List<LayerParameters> layers = shallow(random, width, reluOutput);
                BentLineTable exact = BentLineCompiler.compile(network(layers, bendOne));
                BentLineTable deep = DeepCompiler.compile(layers, bendOne);
                assertThat(deep).usingRecursiveComparison().isEqualTo(exact);
            }
        }
    }

    /** The way of deep networks, taken with one hidden layer, against the exact one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 40, 300})
    void inDoubleItHasTheSameSegments(int width) {
        Random random = new Random(width);
        for (int i = 0; i < 20; i++) {
            List<LayerParameters> layers = shallow(random, width, i % 2 == 0);
            BentLineTable exact = BentLineCompiler.compile(network(layers, i % 4 < 2));
            BentLineTable table = DeepCompiler.compileInDouble(layers, i % 4 < 2);
            assertThat(table.segments().from()).hasSameSizeAs(exact.segments().from());
            assertThat(table.starts()).containsExactly(exact.starts());
            assertThat(table.segments().from()).containsExactly(exact.segments().from(), within(1e-10));
            assertThat(table.segments().slopes())
                    .containsExactly(exact.segments().slopes(), within(1e-12));
            assertThat(table.slopes()).containsExactly(exact.slopes(), within(1e-5f));
            assertThat(table.derivatives()[0]).isEqualTo(exact.derivatives()[0]);
        }
    }

    /** More stretches than a tile has, in every layer; all numbers are exact. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 8, 11, 16})
    void sawtoothsAreExact(int times) {
        BentLineTable table = DeepCompiler.compile(sawtooth(times), false);
        int teeth = 1 << times;
        BentLineTable.Segments segments = table.segments();
        assertThat(segments.from()).hasSize(teeth + 2);
        assertThat(table.starts()).hasSize(teeth + 2);
        for (int i = 0; i < teeth; i++) {
            assertThat(segments.from()[i + 1]).isEqualTo((double) i / teeth);
            assertThat(segments.slopes()[i + 1]).isEqualTo(i % 2 == 0 ? teeth : -teeth);
            assertThat(segments.heights()[i + 1]).isEqualTo(i % 2);
        }
        assertThat(segments.slopes()[0]).isZero();
        assertThat(segments.slopes()[teeth + 1]).isZero();
        assertThat(table.normal()).isTrue();
    }

    @Test
    void moreThanTwoToTheTwentySegmentsAreRefused() {
        BentLineTable table = DeepCompiler.compile(sawtooth(19), true);
        assertThat(table.segmentCount()).isEqualTo((1 << 19) + 2);
        assertThatThrownBy(() -> DeepCompiler.compile(sawtooth(20), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 1048576 ");
    }

    /** Compiles a sawtooth of 2^40 teeth. */
    static final class Refused {
        private Refused() {}

        public static void main(String[] arguments) {
            try {
                DeepCompiler.compile(sawtooth(40), false);
            } catch (IllegalArgumentException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void refusalTakesLittleMemory() {
        JavaProcess.Result result = JavaProcess.run(Refused.class, "-Xmx160m", "-XX:+UseSerialGC");
        assertThat(result.out()).singleElement().asString().contains("1048576 dosages");
    }

    @Test
    void aLayerMayBeALineOrNothing() {
        BentLineTable line = DeepCompiler.compile(List.of(layer(false, floats(0.5f), -3)), false);
        assertThat(line.segmentCount()).isEqualTo(1);
        assertThat(line.slopes()).containsExactly(-3);
        BentLineTable half = DeepCompiler.compile(List.of(layer(true, floats(0.5f), -2)), true);
        assertThat(half.starts()).containsExactly(Float.NEGATIVE_INFINITY, Math.nextUp(0.25f));
        assertThat(half.fineStarts()).containsExactly(Float.NEGATIVE_INFINITY, Math.nextUp(0.25f));
        assertThat(half.derivatives()).containsExactly(-2, 0);
        assertThat(DeepCompiler.compile(List.of(layer(true, floats(0.5f), -2)), false)
                        .fineStarts())
                .containsExactly(Float.NEGATIVE_INFINITY, 0.25f, Math.nextUp(0.25f));
    }

    /** A later layer leaves 0 at the very bend that an earlier one has: rounding must not make a second of it. */
    @Test
    void oneBendOfSeveralLayersIsOne() {
        for (float bend : new float[] {0.1f, 0.3f, 1 / 3f, 77.7f, 1e-20f, -0.7f}) {
            List<LayerParameters> layers = new ArrayList<>();
            layers.add(layer(true, floats(-bend * 1, 0.3f * -bend), 1, 0.3f));
            for (int l = 0; l < 6; l++) {
                layers.add(layer(true, floats(0, 0), 0.7f, 0.1f, 1.3f, 0.9f));
            }
            layers.add(layer(false, floats(0.1f), 1.7f, 0.3f));
            BentLineTable table = DeepCompiler.compile(layers, false);
            assertThat(table.segmentCount()).as("segments at %s", bend).isLessThanOrEqualTo(3);
        }
    }

    /** The sum of a node and its negative: a dosage that is carried through a layer, and bends nowhere. */
    @Test
    void bendsThatCancelAreNone() {
        LayerParameters carry = layer(true, floats(-0.3f, 0.3f, -0.7f), 1, -1, 1.1f);
        LayerParameters again = layer(true, floats(0.4f, -0.4f, 0), 1, -1, 0, -1, 1, 0, 0, 0, 1);
        BentLineTable table =
                DeepCompiler.compile(List.of(carry, again, layer(false, floats(1), 0.9f, -0.9f, 0)), false);
        assertThat(table.segmentCount()).isEqualTo(1);
        assertThat(table.starts()).hasSize(1);
        assertThat(table.slopes()[0]).isEqualTo(0.9f);
    }

    @Test
    void whatLeavesTheRangeOfDoublesIsRefused() {
        for (float weight : new float[] {Float.MAX_VALUE, Float.MIN_VALUE}) {
            List<LayerParameters> layers = new ArrayList<>();
            for (int l = 0; l < 12; l++) {
                layers.add(layer(true, floats(0), weight));
            }
            assertThatThrownBy(() -> DeepCompiler.compile(layers, false))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("node 0 of layer " + (weight > 1 ? 8 : 7) + " is too large or too small");
        }
    }

    @Test
    void layersOfManyWidths() {
        Random random = new Random(1);
        for (int[] widths : new int[][] {{1, 1, 1}, {3, 1, 5}, {5, 130, 3}, {129, 2, 1}, {4, 4, 4, 4, 4}}) {
            List<LayerParameters> layers = new ArrayList<>();
            int inputs = 1;
            for (int width : widths) {
                layers.add(random(random, inputs, width, true));
                inputs = width;
            }
            layers.add(random(random, inputs, 1, false));
            BentLineTable table = DeepCompiler.compile(layers, false);
            PieceIndex index = new PieceIndex(table.starts());
            for (int i = 0; i < 200; i++) {
                float x = (float) random.nextGaussian() * 3;
                int piece = index.find(x);
                double y = table.slopes()[piece] * ((double) x - table.anchors()[piece]) + table.values()[piece];
                assertThat(y).isEqualTo(plain(layers, x), within(1e-5 * Math.max(1, Math.abs(y))));
            }
        }
    }

    private static LayerParameters random(Random random, int inputs, int nodes, boolean relu) {
        float[] weights = new float[nodes * inputs];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (random.nextGaussian() / Math.sqrt(inputs));
        }
        float[] biases = new float[nodes];
        for (int j = 0; j < nodes; j++) {
            biases[j] = (float) random.nextGaussian();
        }
        return layer(relu, biases, weights);
    }

    private static double plain(List<LayerParameters> layers, double x) {
        double[] values = {x};
        for (LayerParameters layer : layers) {
            double[] next = new double[layer.nodes()];
            for (int j = 0; j < next.length; j++) {
                next[j] = layer.biases()[j];
                for (int i = 0; i < values.length; i++) {
                    next[j] += layer.weights()[j * values.length + i] * values[i];
                }
                next[j] = layer.relu() ? Math.max(0, next[j]) : next[j];
            }
            values = next;
        }
        return values[0];
    }

    /** No two pieces on one line, no two points of one derivative on one piece, everything in order. */
    @Test
    void tablesAreTidy() {
        Random random = new Random(9);
        for (int i = 0; i < 50; i++) {
            List<LayerParameters> layers = List.of(
                    random(random, 1, 9, true), random(random, 9, 9, i % 2 == 0), random(random, 9, 1, i % 3 == 0));
            BentLineTable table = DeepCompiler.compile(layers, i % 4 == 0);
            assertThat(table.starts()).isSorted().doesNotHaveDuplicates();
            assertThat(table.fineStarts()).isSorted().doesNotHaveDuplicates();
            assertThat(table.segments().from()).isSorted().doesNotHaveDuplicates();
            double[] from = table.segments().from();
            assertThat(Arrays.copyOfRange(from, 1, from.length))
                    .containsExactly(Arrays.copyOf(table.segments().to(), from.length - 1));
            for (int k = 0; k < table.finePieces(); k++) {
                int piece = table.pieceOf()[k];
                assertThat(table.fineStarts()[k]).isGreaterThanOrEqualTo(table.starts()[piece]);
            }
        }
    }
}
