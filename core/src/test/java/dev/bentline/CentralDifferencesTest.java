package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bentline.testing.SumsReference;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Derivative and gradient against central differences of the effect and the loss, computed in double from the formulas. */
class CentralDifferencesTest {
    private static final double STEP = 0x1p-16;

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void gradientAndDerivative(int seed) {
        Random random = new Random(seed);
        Formulas formulas = new Formulas(random);
        float[] x = formulas.dosagesAwayFromBends(random);
        float[] t = new float[x.length];
        for (int i = 0; i < t.length; i++) {
            t[i] = random.nextFloat();
        }
        Engine engine = Engine.of(formulas.network());

        double[] gradient = SumsReference.numbers(engine.gradient(x, t));
        assertThat(gradient[0]).isCloseTo(formulas.loss(x, t), within(1e-4 * (1 + formulas.loss(x, t))));
        double[] expected = new double[formulas.parameters.length];
        double largest = 1;
        for (int k = 0; k < expected.length; k++) {
            int index = k;
            expected[k] = difference(
                    formulas.parameters[k], value -> formulas.with(index, value).loss(x, t));
            largest = Math.max(largest, Math.abs(expected[k]));
        }
        for (int k = 0; k < expected.length; k++) {
            assertThat(gradient[1 + k]).as("parameter %d", k).isCloseTo(expected[k], within(1e-4 * largest));
        }

        float[] slopes = new float[x.length];
        engine.derivative(x, slopes);
        for (int i = 0; i < x.length; i++) {
            double slope = difference(x[i], formulas::effect);
            assertThat((double) slopes[i])
                    .as("slope at %s", x[i])
                    .isCloseTo(slope, within(1e-4 * (1 + Math.abs(slope))));
        }
    }

    private static double difference(double at, DoubleUnaryOperator function) {
        return (function.applyAsDouble(at + STEP) - function.applyAsDouble(at - STEP)) / (2 * STEP);
    }

    /** A network whose parameters stand in one array, in the order of {@link SumsReference#numbers}: c, w, b, v. */
    private static final class Formulas {
        private final boolean softplus;
        private final boolean reluOutput;
        final double[] parameters;

        Formulas(Random random) {
            softplus = random.nextBoolean();
            reluOutput = random.nextBoolean();
            parameters = new double[1 + 3 * (1 + random.nextInt(9))];
            for (int i = 0; i < parameters.length; i++) {
                parameters[i] = (float) (2 * random.nextGaussian());
            }
        }

        private Formulas(Formulas other, int index, double value) {
            softplus = other.softplus;
            reluOutput = other.reluOutput;
            parameters = other.parameters.clone();
            parameters[index] = value;
        }

        Formulas with(int index, double value) {
            return new Formulas(this, index, value);
        }

        private int width() {
            return parameters.length / 3;
        }

        Network network() {
            return Network.of(
                    softplus ? Activation.SOFTPLUS : Activation.RELU,
                    floats(0),
                    floats(1),
                    floats(2),
                    (float) parameters[0],
                    reluOutput ? Activation.RELU : Activation.IDENTITY);
        }

        private float[] floats(int which) {
            float[] floats = new float[width()];
            for (int h = 0; h < floats.length; h++) {
                floats[h] = (float) parameters[1 + which * width() + h];
            }
            return floats;
        }

        private double node(int h, double x) {
            return parameters[1 + h] * x + parameters[1 + width() + h];
        }

        private double sum(double x) {
            double z = parameters[0];
            for (int h = 0; h < width(); h++) {
                double p = node(h, x);
                z += parameters[1 + 2 * width() + h] * (softplus ? Math.log1p(Math.exp(p)) : Math.max(0, p));
            }
            return z;
        }

        double effect(double x) {
            return reluOutput ? Math.max(0, sum(x)) : sum(x);
        }

        double loss(float[] x, float[] t) {
            double loss = 0;
            for (int i = 0; i < x.length; i++) {
                double residual = effect(x[i]) - t[i];
                loss += residual * residual;
            }
            return loss;
        }

        float[] dosagesAwayFromBends(Random random) {
            float[] dosages = new float[1000];
            int count = 0;
            for (int i = 0; i < dosages.length; i++) {
                float x = random.nextFloat(-1f, 2f);
                if (isAwayFromBends(x)) {
                    dosages[count++] = x;
                }
            }
            return Arrays.copyOf(dosages, count);
        }

        /** Returns whether a step does not cross a bend. */
        private boolean isAwayFromBends(double x) {
            boolean away = !reluOutput || Math.abs(sum(x)) > 1e-2;
            for (int h = 0; h < width() && !softplus; h++) {
                away &= Math.abs(node(h, x)) > 1e-3;
            }
            return away;
        }
    }
}
