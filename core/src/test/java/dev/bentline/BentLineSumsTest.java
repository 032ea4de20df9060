package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.kernel.BentLineCompiler;
import dev.bentline.kernel.BentLineTable;
import dev.bentline.testing.Networks;
import dev.bentline.testing.SumsReference;
import dev.bentline.testing.TestDosages;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gradient and backward of the bent line against their definition, bit for bit, one dosage after the other:
 *
 * <ul>
 *   <li>A call is cut into chunks of whole blocks of 2048 dosages, as few blocks a chunk as make at most 64 chunks, but
 *       at least 64 blocks.
 *   <li>In a chunk every fine piece, and the NaN dosages, have 8 doubles of sum d and 8 of sum d x; the dosage at place i
 *       of its block goes to number i mod 8, the product by a fused multiply-add. Chunks are added in order.
 *   <li>The loss is summed in 16 float lanes a block, as in the dense formulation.
 *   <li>The 8 doubles are added in order; pieces where the output is inactive count nothing; a node's sums are those of
 *       its pieces, from the last down for w &gt; 0, otherwise from the first up; then those of the NaN dosages are added.
 * </ul>
 */
class BentLineSumsTest {
    private static final int BLOCK = 2048;
    private static final int LEAST = 64 * BLOCK;

    static Stream<Named<Network>> networks() {
        return Stream.of(Activation.RELU, Activation.IDENTITY)
                .flatMap(output -> Stream.of(Bend.values())
                        .flatMap(bend -> Stream.of(
                                        Network.relu(), Networks.nineteen(), zeroWeights(), Networks.bends(200, output))
                                .map(network -> Networks.with(network, output, bend))))
                .map(network -> Named.of(
                        network.width() + " nodes, output " + network.output() + ", bend " + network.bend(), network));
    }

    private static Network zeroWeights() {
        return Network.of(
                Activation.RELU,
                new float[] {0f, -0f, 0f, 1f, -1f},
                new float[] {1f, 0f, -1f, -0.5f, 0.25f},
                new float[] {1f, 2f, 3f, -4f, 5f},
                0.5f,
                Activation.RELU);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void sizesOrdersAndSpecialDosages(Network network) {
        Random random = new Random(1);
        for (int size : new int[] {0, 1, 7, 8, 9, 40, 2047, 2048, 2049, 5000}) {
            float[] shuffled = new float[size];
            for (int i = 0; i < size; i++) {
                shuffled[i] = random.nextFloat();
            }
            compare(network, TestDosages.grid(size), TestDosages.finite(size, size));
            compare(network, shuffled, TestDosages.grid(size));
            compare(network, TestDosages.finite(size, size), TestDosages.finite(size + 1, size));
        }
        float[] edges = TestDosages.edges(network);
        compare(network, edges, TestDosages.grid(edges.length));
        for (float special : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            float[] x = TestDosages.grid(100);
            float[] t = TestDosages.grid(100);
            x[37] = special;
            compare(network, x, t);
            t[37] = special;
            compare(network, TestDosages.grid(100), t);
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void chunkBorders(Network network) {
        for (int size : new int[] {LEAST - 1, LEAST + 1, 2 * LEAST + 17}) {
            compare(network, TestDosages.grid(size), TestDosages.finite(size, size));
        }
    }

    private static void compare(Network network, float[] x, float[] t) {
        Engine engine = Engine.of(network, Formulation.BENT_LINE);
        double[] gradient = new Definition(network, true).numbers(x, t);
        double[] backward = new Definition(network, false).numbers(x, t);
        for (int threads : new int[] {1, 2}) {
            assertThat(SumsReference.numbers(engine.withThreads(threads).gradient(x, t)))
                    .as("gradient of %d dosages", x.length)
                    .isEqualTo(gradient);
            assertThat(SumsReference.numbers(engine.withThreads(threads).backward(x, t)))
                    .as("backward of %d dosages", x.length)
                    .isEqualTo(backward);
        }
    }

    private static final class Definition {
        private final Network network;
        private final boolean observed;
        private final BentLineTable table;
        private final int pieces;

        Definition(Network network, boolean observed) {
            this.network = network;
            this.observed = observed;
            this.table = BentLineCompiler.compile(network.parameters());
            this.pieces = table.finePieces();
        }

        private static final class PartialSums {
            private double loss;
            private final double[][] d;
            private final double[][] dx;

            PartialSums(int pieces) {
                d = new double[pieces][8];
                dx = new double[pieces][8];
            }

            void add(PartialSums other) {
                loss += other.loss;
                for (int piece = 0; piece < d.length; piece++) {
                    for (int lane = 0; lane < 8; lane++) {
                        d[piece][lane] += other.d[piece][lane];
                        dx[piece][lane] += other.dx[piece][lane];
                    }
                }
            }
        }

        double[] numbers(float[] x, float[] t) {
            PartialSums total = new PartialSums(pieces + 1);
            int blocks = Math.ceilDiv(x.length, BLOCK);
            int sums = 1 + 16 * (pieces + 1);
            int size = Math.max(Math.ceilDiv(4 * sums, BLOCK), Math.ceilDiv(blocks, 64)) * BLOCK;
            for (int start = 0; start < x.length; start += size) {
                PartialSums part = new PartialSums(pieces + 1);
                for (int block = start; block < Math.min(x.length, start + size); block += BLOCK) {
                    addBlock(x, t, block, Math.min(x.length, block + BLOCK), part);
                }
                total.add(part);
            }
            int width = network.width();
            double[] numbers = new double[2 + 3 * width];
            double factor = observed ? 2 : 1;
            numbers[0] = observed ? total.loss : Double.NaN;
            numbers[1] = factor * (sum(total.d, 0, pieces, 1) + sum(total.d[pieces]));
            for (int h = 0; h < width; h++) {
                int way = network.hiddenWeight(h) > 0 ? -1 : 1;
                int from = table.firstActive()[h];
                int to = table.endActive()[h];
                double s0 = factor * (sum(total.d, from, to, way) + sum(total.d[pieces]));
                double s1 = factor * (sum(total.dx, from, to, way) + sum(total.dx[pieces]));
                numbers[2 + h] = network.outputWeight(h) * s1;
                numbers[2 + width + h] = network.outputWeight(h) * s0;
                numbers[2 + 2 * width + h] = network.hiddenWeight(h) * s1 + network.hiddenBias(h) * s0;
            }
            return numbers;
        }

        private void addBlock(float[] x, float[] t, int start, int end, PartialSums part) {
            float[] loss = new float[16];
            for (int i = start; i < end; i++) {
                int place = i - start;
                int piece = pieces;
                float d = Float.NaN;
                if (!Float.isNaN(x[i])) {
                    piece = 0;
                    while (piece + 1 < pieces && table.fineStarts()[piece + 1] <= x[i]) {
                        piece++;
                    }
                    d = observed ? effect(table.pieceOf()[piece], x[i]) - t[i] : t[i];
                }
                if (observed) {
                    loss[place % 16] = Math.fma(d, d, loss[place % 16]);
                }
                part.d[piece][place % 8] += d;
                part.dx[piece][place % 8] = Math.fma((double) d, (double) x[i], part.dx[piece][place % 8]);
            }
            double sum = 0;
            for (float lane : loss) {
                sum += lane;
            }
            part.loss += sum;
        }

        private float effect(int piece, float x) {
            float slope = table.slopes()[piece];
            float value = table.values()[piece];
            return slope == 0 ? value : Math.fma(slope, x - table.anchors()[piece], value);
        }

        private double sum(double[][] lanes, int from, int to, int way) {
            double sum = 0;
            for (int piece = way > 0 ? from : to - 1; piece >= from && piece < to; piece += way) {
                sum += table.active()[piece] ? sum(lanes[piece]) : 0;
            }
            return sum;
        }

        private static double sum(double[] lanes) {
            double sum = 0;
            for (double lane : lanes) {
                sum += lane;
            }
            return sum;
        }
    }
}
