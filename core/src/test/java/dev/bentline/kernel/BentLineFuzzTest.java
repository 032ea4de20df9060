package dev.bentline.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Small networks of every kind against exact arithmetic, at and around every bend: effect, derivative, and which nodes
 * are active where.
 */
class BentLineFuzzTest {
    private static final int NETWORKS = 400;

    /** Distribution of a network's numbers. */
    enum Kind {
        NORMAL,
        SMALL_INTEGERS,
        OF_MANY_SIZES,
        BENDS_ON_NEIGHBOURING_FLOATS,
        CANCELLING,
        HUGE
    }

    private static NetworkParameters draw(Kind kind, Random random) {
        int width = 1 + random.nextInt(12);
        float[] w = new float[width];
        float[] b = new float[width];
        float[] v = new float[width];
        float c = (float) random.nextGaussian();
        for (int h = 0; h < width; h++) {
            switch (kind) {
                case NORMAL -> {
                    w[h] = (float) random.nextGaussian();
                    b[h] = (float) random.nextGaussian();
                    v[h] = (float) random.nextGaussian();
                }
                case SMALL_INTEGERS -> {
                    w[h] = random.nextInt(-2, 3);
                    b[h] = random.nextInt(-2, 3);
                    v[h] = random.nextInt(-2, 3);
                    c = random.nextInt(-2, 3);
                }
                case OF_MANY_SIZES -> {
                    w[h] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(-10, 10)));
                    b[h] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(-10, 10)));
                    v[h] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(-10, 10)));
                }
                case BENDS_ON_NEIGHBOURING_FLOATS -> {
                    w[h] = random.nextBoolean() ? 1 : -1;
                    b[h] = -w[h] * Float.intBitsToFloat(Float.floatToIntBits(0.5f) + random.nextInt(6));
                    v[h] = (float) random.nextGaussian();
                }
                case CANCELLING -> {
                    boolean again = h % 2 == 1;
                    w[h] = again ? w[h - 1] : (float) random.nextGaussian() * 1000;
                    b[h] = again ? b[h - 1] : (float) random.nextGaussian() * 1000;
                    float nearly = random.nextBoolean() ? 1f : Math.nextUp(1f);
                    v[h] = again ? -v[h - 1] * nearly : (float) random.nextGaussian() * 1000;
                }
                case HUGE -> {
                    w[h] = (float) random.nextGaussian() * 1e12f;
                    b[h] = (float) random.nextGaussian() * 1e12f;
                    v[h] = (float) random.nextGaussian() * 1e12f;
                }
            }
        }
        return new NetworkParameters(false, w, b, v, c, random.nextBoolean(), random.nextBoolean());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void effectDerivativeAndActiveNodes(Kind kind) {
        Random random = new Random(5);
        int normal = 0;
        for (int i = 0; i < NETWORKS; i++) {
            NetworkParameters network = draw(kind, random);
            BentLineTable table = BentLineCompiler.compile(network);
            if (table.normal()) {
                new Check(network, table).all(random);
                normal++;
            }
        }
        assertThat(normal).as("networks tried").isGreaterThan(NETWORKS / 2);
    }

    @Test
    void coefficientsOutsideTheNormalRangeAreFound() {
        assertThat(plain(1e30f, 1e30f).normal()).as("slope 1e60").isFalse();
        assertThat(plain(1e-30f, 1e-30f).normal()).as("slope 1e-60").isFalse();
        assertThat(plain(1e-20f, 1e-20f).normal()).as("slope 1e-40").isFalse();
        assertThat(plain(1e-20f, 1e-17f).normal()).as("slope 1e-37").isTrue();
        assertThat(plain(0f, 1e30f).normal()).as("slope 0").isTrue();
    }

    private static BentLineTable plain(float w, float v) {
        return BentLineCompiler.compile(
                new NetworkParameters(false, new float[] {w}, new float[] {0f}, new float[] {v}, 0f, false, false));
    }

    private static final class Check {
        private final NetworkParameters network;
        private final BentLineTable table;
        private final PiecewiseLine effects;
        private final PiecewiseLine fineEffects;
        private final PiecewiseLine derivatives;

        Check(NetworkParameters network, BentLineTable table) {
            this.network = network;
            this.table = table;
            ScalarBentLineKernel kernel = new ScalarBentLineKernel(network, table);
            this.effects = kernel.effects();
            this.fineEffects = kernel.fineEffects();
            this.derivatives = kernel.derivatives();
        }

        void all(Random random) {
            Set<Float> dosages = new TreeSet<>();
            for (int h = 0; h < network.width(); h++) {
                around(-network.b()[h] / network.w()[h], dosages);
            }
            for (float start : table.starts()) {
                around(start, dosages);
            }
            for (float start : table.fineStarts()) {
                around(start, dosages);
            }
            around(0f, dosages);
            for (int i = 0; i < 20; i++) {
                dosages.add((float) (random.nextGaussian() * 3));
            }
            for (float x : dosages) {
                if (Float.isFinite(x)) {
                    at(x);
                }
            }
        }

        private static void around(float x, Set<Float> dosages) {
            float up = x;
            float down = x;
            for (int i = 0; i < 3; i++) {
                dosages.add(up);
                dosages.add(down);
                up = Math.nextUp(up);
                down = Math.nextDown(down);
            }
        }

        private void at(float x) {
            BigDecimal exactX = new BigDecimal(x);
            BigDecimal z = new BigDecimal(network.c());
            BigDecimal slope = BigDecimal.ZERO;
            int fine = derivatives.index().find(x);
            for (int h = 0; h < network.width(); h++) {
                BigDecimal w = new BigDecimal(network.w()[h]);
                BigDecimal v = new BigDecimal(network.v()[h]);
                BigDecimal p = w.multiply(exactX).add(new BigDecimal(network.b()[h]));
                boolean active = p.signum() > 0 || (p.signum() == 0 && network.bendOne());
                if (active) {
                    z = z.add(v.multiply(p));
                    slope = slope.add(v.multiply(w));
                }
                assertThat(fine >= table.firstActive()[h] && fine < table.endActive()[h])
                        .as("node %d is active at %s in %s", h, x, this)
                        .isEqualTo(active);
            }
            boolean on = !network.reluOutput() || z.signum() > 0 || (z.signum() == 0 && network.bendOne());
            assertThat(table.active()[fine])
                    .as("output active at %s in %s", x, this)
                    .isEqualTo(on);
            BigDecimal y = network.reluOutput() && z.signum() < 0 ? BigDecimal.ZERO : z;

            int piece = effects.index().find(x);
            float effect = effects.at(x);
            double value = table.values()[piece];
            double bound = 4
                            * 0x1p-24
                            * (Math.abs(value)
                                    + Math.abs(table.slopes()[piece] * ((double) x - table.anchors()[piece])))
                    + 0x1p-148;
            if (Float.isFinite(effect)) {
                assertThat(y.subtract(new BigDecimal(effect)).abs().doubleValue())
                        .as("error of the effect at %s in %s", x, this)
                        .isLessThanOrEqualTo(bound);
            } else {
                assertThat(y.abs().doubleValue())
                        .as("overflow at %s in %s", x, this)
                        .isGreaterThan(0x1p127);
            }
            assertThat(fineEffects.at(x)).isEqualTo(effect);
            if (network.reluOutput()) {
                assertThat(effect).isNotNegative();
            }
            double derivative = on ? slope.doubleValue() : 0;
            assertThat(Math.abs(derivatives.at(x) - derivative))
                    .as("error of the derivative at %s in %s", x, this)
                    .isLessThanOrEqualTo(0x1p-24 * Math.abs(derivative));
        }

        @Override
        public String toString() {
            return "w " + Arrays.toString(network.w()) + " b " + Arrays.toString(network.b()) + " v "
                    + Arrays.toString(network.v()) + " c " + network.c() + " ReLU " + network.reluOutput() + " one "
                    + network.bendOne();
        }
    }
}
