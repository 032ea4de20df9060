package dev.bentline.descent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.bentline.Activation;
import dev.bentline.Engine;
import dev.bentline.Gradient;
import dev.bentline.Network;
import dev.bentline.kernel.KernelSelector;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The loss of softplus networks: an engine's bits, without an engine. */
class PassLossTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Bytes of a kernel of two nodes and what it is made from; an engine and its results took twice as many. */
    private static final long MOST_BYTES = 1024;

    private static final int CALLS = 200;
    private static final int MOST_ROUNDS = 500;

    /** Enough for several threads. */
    private static final int COUNT = 200_003;

    private static SortedObservations observations(int count) {
        Random random = new Random(count);
        float[] x = new float[count];
        float[] t = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = random.nextFloat(-1, 2);
            t[i] = (float) random.nextGaussian();
        }
        return ObservationSort.sorted(x, t, 1);
    }

    private static double[] parameters(int width) {
        return new Random(width).doubles(3L * width + 1, -3, 3).toArray();
    }

    private static float[] floats(double[] parameters, int from, int end) {
        float[] floats = new float[end - from];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) parameters[from + i];
        }
        return floats;
    }

    private static PassLoss loss(SortedObservations data, Shape shape, int threads) {
        return new PassLoss(
                data.dosages(), data.effects(), shape, KernelSelector.choice().kernels(), threads);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void hasTheBitsOfAnEngine(int width) {
        SortedObservations data = observations(COUNT);
        double[] p = parameters(width);
        for (Activation output : new Activation[] {Activation.IDENTITY, Activation.RELU}) {
            Shape shape = new Shape(width, true, output == Activation.RELU, false);
            Network network = Network.of(
                    Activation.SOFTPLUS,
                    floats(p, 0, width),
                    floats(p, width, 2 * width),
                    floats(p, 2 * width, 3 * width),
                    (float) p[3 * width],
                    output);
            Gradient expected = Engine.of(network).gradient(data.dosages(), data.effects());
            for (int threads : new int[] {1, 2, 64}) {
                double[] gradient = new double[p.length];
                double loss = loss(data, shape, threads).evaluate(p, gradient);
                assertThat(loss).isEqualTo(expected.loss());
                for (int h = 0; h < width; h++) {
                    assertThat(gradient[h]).isEqualTo(expected.hiddenWeights()[h]);
                    assertThat(gradient[width + h]).isEqualTo(expected.hiddenBiases()[h]);
                    assertThat(gradient[2 * width + h]).isEqualTo(expected.outputWeights()[h]);
                }
                assertThat(gradient[3 * width]).isEqualTo(expected.outputBias());
            }
        }
    }

    @Tag("slow")
    @Test
    void allocatesAKernelAndNoMore() {
        double[] p = parameters(2);
        double[] gradient = new double[p.length];
        for (int count : new int[] {2048, 20_000}) {
            PassLoss loss = loss(observations(count), new Shape(2, true, false, false), 1);
            assertThat(bytesPerCall(() -> loss.evaluate(p, gradient)))
                    .as("%d observations", count)
                    .isLessThanOrEqualTo(MOST_BYTES);
        }
    }

    /** Measures until it is as little as expected: before the last compiler is through, calls allocate more. */
    private static long bytesPerCall(DoubleSupplier call) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < MOST_ROUNDS && least > MOST_BYTES; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                var _ = call.getAsDouble();
            }
            least = Math.min(least, (THREADS.getCurrentThreadAllocatedBytes() - before) / CALLS);
        }
        return least;
    }
}
