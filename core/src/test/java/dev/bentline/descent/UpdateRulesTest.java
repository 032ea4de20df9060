package dev.bentline.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps of the rules of update, beside the formulas of their papers written out. */
class UpdateRulesTest {
    private static final ObservationStatistics DATA = new ObservationStatistics(5, -3, 1.5f, -2, 4, 0.5, 20);
    private static final Scale SCALE = new Scale(4, 8);
    private static final double LOSS_UNIT = 1 / (5 * 64.0);
    private static final double RATE = 0.01;

    private static boolean[] all(Shape shape) {
        boolean[] trained = new boolean[shape.parameters()];
        Arrays.fill(trained, true);
        return trained;
    }

    private static double unit(Shape shape, int parameter) {
        if (parameter < shape.width()) {
            return 1.0 / 4;
        }
        return parameter < 2 * shape.width() ? 1 : 8;
    }

    /** The most an effect of the data moves with a parameter, both in scaled units, found dosage by dosage. */
    private static double sensitivity(Shape shape, double[] p, int parameter) {
        int width = shape.width();
        int h = parameter % width;
        if (parameter == shape.outputBias()) {
            return 1;
        }
        if (parameter < 2 * width) {
            return Math.abs(p[2 * width + h]) / 8;
        }
        double most = 0;
        for (double dosage = -3; dosage <= 1.5; dosage += 0.75) {
            most = Math.max(most, p[h] * dosage + p[width + h]);
        }
        return shape.softplus() ? most + Math.log(2) : most;
    }

    /** Draws gradients as they are in fits, but for one as small as the constant beside the spread. */
    private static double[] gradient(Random random, Shape shape) {
        double[] gradient = random.doubles(shape.parameters(), -300, 300).toArray();
        gradient[1] *= 1e-8;
        return gradient;
    }

    /** Algorithm 1 of the paper on Adam, with powers and the cosine of every epoch from scratch. */
    private static void adam(Shape shape, double[] p, double[][] gradients, double epochs) {
        double[] m = new double[p.length];
        double[] v = new double[p.length];
        double share = Math.min(1, Math.sqrt(2.0 / shape.width()));
        for (int epoch = 0; epoch < gradients.length; epoch++) {
            double rate = RATE;
            double[] units = new double[p.length];
            for (int i = 0; i < p.length; i++) {
                units[i] = unit(shape, i);
                if (epochs > 0 && i != shape.outputBias()) {
                    units[i] *= share / Math.max(1, sensitivity(shape, p, i));
                }
            }
            if (epochs > 0) {
                rate *= Math.min(1, (epoch + 1) / (epochs / 20)) * (1 + Math.cos(Math.PI * epoch / epochs)) / 2;
            }
            for (int i = 0; i < p.length; i++) {
                double g = gradients[epoch][i] * unit(shape, i) * LOSS_UNIT;
                m[i] = 0.9 * m[i] + 0.1 * g;
                v[i] = 0.999 * v[i] + 0.001 * g * g;
                double mean = m[i] / (1 - Math.pow(0.9, epoch + 1));
                double spread = Math.sqrt(v[i] / (1 - Math.pow(0.999, epoch + 1)));
                p[i] -= rate * units[i] * mean / (spread + 1e-8);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, false, 0", "2, false, 0", "2, true, 200", "3, false, 7", "5, true, 20", "16, false, 200"})
    void adamIsThatOfItsPaper(int width, boolean softplus, int epochs) {
        Shape shape = new Shape(width, softplus, false, false);
        Random random = new Random(width);
        double[] p = random.doubles(shape.parameters(), -30, 30).toArray();
        double[] expected = p.clone();
        double[][] gradients = new double[epochs == 0 ? 50 : epochs][];
        UpdateRule update = epochs == 0
                ? new AdamUpdate(DATA, shape, SCALE, RATE)
                : new AdamUpdate(DATA, shape, SCALE, RATE, epochs);
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] = gradient(random, shape);
            update.apply(p, gradients[i], all(shape));
        }
        adam(shape, expected, gradients, epochs);
        assertThat(p).containsExactly(expected, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"1, false", "3, true"})
    void theCautiousRateIsSafe(int width, boolean softplus) {
        Shape shape = new Shape(width, softplus, false, false);
        Random random = new Random(width);
        for (int round = 0; round < 20; round++) {
            double[] p = random.doubles(shape.parameters(), -30, 30).toArray();
            double[] gradient = gradient(random, shape);
            boolean[] trained = new boolean[p.length];
            double trace = 0;
            for (int i = 0; i < p.length; i++) {
                trained[i] = random.nextBoolean();
                trace += trained[i] ? Math.pow(sensitivity(shape, p, i), 2) : 0;
            }
            double[] expected = p.clone();
            for (int i = 0; i < p.length; i++) {
                double unit = unit(shape, i);
                expected[i] -= trained[i] && trace > 0 ? LOSS_UNIT / (2 * trace) * gradient[i] * unit * unit : 0;
            }
            new CautiousUpdate(DATA, shape, SCALE).apply(p, gradient, trained);
            assertThat(p).containsExactly(expected, within(1e-12));
        }
    }

    /** The loss of the output bias alone is a parabola, and one step goes to its end. */
    @Test
    void oneCautiousStepToTheMean() {
        Shape shape = new Shape(1, false, false, false);
        double[] p = {0, 0, 0, -3.5};
        boolean[] trained = {false, false, false, true};
        double gradient = 2 * DATA.count() * (p[3] - DATA.meanEffect());
        new CautiousUpdate(DATA, shape, SCALE).apply(p, new double[] {9, 9, 9, gradient}, trained);
        assertThat(p).containsExactly(0, 0, 0, DATA.meanEffect());
    }
}
