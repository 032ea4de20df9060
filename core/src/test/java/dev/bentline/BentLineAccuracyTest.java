package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.testing.ExactOracle;
import dev.bentline.testing.TestDosages;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The bent line's largest error over a network against the dense formulation's: at most as large from 16 nodes up. Only
 * where all weights are 1 or -1 and all bends within some floats of each other is the dense formulation next to exact: there
 * it takes 64 nodes.
 */
class BentLineAccuracyTest {
    private static final int DOSAGES = 4000;

    /** Distribution of a network's numbers. */
    enum Kind {
        RANDOM,
        CLUSTERED,
        CANCELLING,
        HUGE
    }

    @ParameterizedTest
    @CsvSource({
        "RANDOM, 16",
        "RANDOM, 64",
        "RANDOM, 300",
        "CLUSTERED, 64",
        "CLUSTERED, 300",
        "CANCELLING, 16",
        "CANCELLING, 64",
        "CANCELLING, 300",
        "HUGE, 16",
        "HUGE, 64",
        "HUGE, 300"
    })
    void largestErrorIsAtMostTheDenseOne(Kind kind, int width) {
        for (int seed = 0; seed < 4; seed++) {
            Network network = draw(kind, width, seed);
            ExactOracle oracle = new ExactOracle(network);
            float[] x = dosages(network, seed);
            BigDecimal dense = largestError(Engine.of(network, Formulation.DENSE), oracle, x);
            BigDecimal bent = largestError(Engine.of(network, Formulation.BENT_LINE), oracle, x);
            assertThat(bent)
                    .as("seed %d, dense error %s", seed, dense.doubleValue())
                    .isLessThanOrEqualTo(dense);
        }
    }

    private static Network draw(Kind kind, int width, int seed) {
        Random random = new Random(seed);
        float[] w = new float[width];
        float[] b = new float[width];
        float[] v = new float[width];
        for (int h = 0; h < width; h++) {
            float size = kind == Kind.HUGE ? 1e9f : 1f;
            w[h] = (float) random.nextGaussian() * size;
            b[h] = (float) random.nextGaussian() * size;
            v[h] = (float) random.nextGaussian() * size;
            if (kind == Kind.CLUSTERED) {
                w[h] = random.nextBoolean() ? 1f : -1f;
                b[h] = -w[h] * Float.intBitsToFloat(Float.floatToIntBits(0.5f) + random.nextInt(2 * width));
            } else if (kind == Kind.CANCELLING && h % 2 == 1) {
                w[h] = w[h - 1];
                b[h] = b[h - 1];
                v[h] = -v[h - 1] * (1f + 0x1p-20f);
            }
        }
        return Network.of(Activation.RELU, w, b, v, 0.1f, seed % 2 == 0 ? Activation.IDENTITY : Activation.RELU);
    }

    /** Every bend's neighbours, and dosages all over every segment. */
    private static float[] dosages(Network network, int seed) {
        List<Segment> segments = BentLine.of(network).segments();
        float[] edges = TestDosages.edges(network);
        int each = DOSAGES / segments.size();
        float[] dosages = Arrays.copyOf(edges, edges.length + each * segments.size());
        Random random = new Random(seed);
        int count = edges.length;
        for (Segment segment : segments) {
            double from = Math.max(segment.from(), Math.min(-1, segment.to() - 3));
            double to = Math.min(segment.to(), Math.max(2, segment.from() + 3));
            for (int i = 0; i < each; i++) {
                dosages[count++] = (float) random.nextDouble(from, Math.nextUp(to));
            }
        }
        int kept = 0;
        for (float x : dosages) {
            if (Math.abs(x) < 1e6f) {
                dosages[kept++] = x;
            }
        }
        return Arrays.copyOf(dosages, kept);
    }

    private static BigDecimal largestError(Engine engine, ExactOracle oracle, float[] x) {
        float[] y = new float[x.length];
        engine.forward(x, y);
        BigDecimal largest = BigDecimal.ZERO;
        for (int i = 0; i < x.length; i++) {
            BigDecimal exact = oracle.effect(oracle.sum(new BigDecimal(x[i])));
            largest = largest.max(exact.subtract(new BigDecimal(y[i])).abs());
        }
        return largest;
    }
}
