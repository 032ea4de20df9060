package dev.bentline.testing;

import dev.bentline.Activation;
import dev.bentline.Network;

/** Gradient descent as a textbook writes it: in double, observation by observation, node by node. */
public final class Textbook {
    private Textbook() {}

    /** Hidden weights, hidden biases, output weights, output bias. */
    public static double[] parameters(Network network) {
        int width = network.width();
        double[] parameters = new double[3 * width + 1];
        for (int h = 0; h < width; h++) {
            parameters[h] = network.hiddenWeight(h);
            parameters[width + h] = network.hiddenBias(h);
            parameters[2 * width + h] = network.outputWeight(h);
        }
        parameters[3 * width] = network.outputBias();
        return parameters;
    }

    /** The parameters after so many updates for the sum of squared residuals. */
    public static double[] descend(Network start, Observed observed, double rate, int epochs) {
        double[] p = parameters(start);
        int width = start.width();
        for (int epoch = 0; epoch < epochs; epoch++) {
            double[] gradient = new double[p.length];
            for (int i = 0; i < observed.count(); i++) {
                double x = observed.x()[i];
                double z = sum(p, start, x);
                if (start.output() == Activation.RELU && z <= 0) {
                    continue;
                }
                double d = 2 * (z - observed.t()[i]);
                for (int h = 0; h < width; h++) {
                    double node = p[h] * x + p[width + h];
                    double slope = slope(start, node);
                    gradient[h] += d * p[2 * width + h] * slope * x;
                    gradient[width + h] += d * p[2 * width + h] * slope;
                    gradient[2 * width + h] += d * activated(start, node);
                }
                gradient[3 * width] += d;
            }
            for (int i = 0; i < p.length; i++) {
                p[i] -= rate * gradient[i];
            }
        }
        return p;
    }

    public static double effect(double[] p, Network shape, double x) {
        double z = sum(p, shape, x);
        return shape.output() == Activation.RELU ? Math.max(0, z) : z;
    }

    private static double sum(double[] p, Network shape, double x) {
        int width = shape.width();
        double z = p[3 * width];
        for (int h = 0; h < width; h++) {
            z += p[2 * width + h] * activated(shape, p[h] * x + p[width + h]);
        }
        return z;
    }

    private static double activated(Network shape, double node) {
        return shape.hidden() == Activation.RELU ? Math.max(0, node) : Math.log1p(Math.exp(node));
    }

    private static double slope(Network shape, double node) {
        if (shape.hidden() == Activation.RELU) {
            return node > 0 ? 1 : 0;
        }
        return 1 / (1 + Math.exp(-node));
    }

    /** The sum of squared residuals of the best straight line. */
    public static double straightLine(float[] x, float[] t) {
        double n = x.length;
        double sx = 0;
        double st = 0;
        for (int i = 0; i < n; i++) {
            sx += x[i];
            st += t[i];
        }
        double sxx = 0;
        double sxt = 0;
        double stt = 0;
        for (int i = 0; i < n; i++) {
            sxx += (x[i] - sx / n) * (x[i] - sx / n);
            sxt += (x[i] - sx / n) * (t[i] - st / n);
            stt += (t[i] - st / n) * (t[i] - st / n);
        }
        return stt - sxt * sxt / sxx;
    }
}
