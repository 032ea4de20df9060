package dev.bentline.descent;

import dev.bentline.parallel.Workers;

/**
 * The sum of squared residuals, observation by observation and node by node: slow, and knows nothing of moments or
 * segments. Effects are summed in pairs of doubles, so a residual is wrong by little more than its own rounding.
 */
public final class DirectLoss {
    private static final int CHUNK = 1 << 16;

    private DirectLoss() {}

    /** The sum over all observations; the same bits on any number of threads. */
    public static double of(Observations data, Shape shape, double[] parameters, int threads) {
        int count = data.count();
        int chunks = Math.ceilDiv(count, CHUNK);
        double[] parts = new double[2 * chunks];
        Workers.run(threads, chunks, chunk -> {
            int from = chunk * CHUNK;
            DoubleDouble part = new DoubleDouble();
            add(data, shape, parameters, from, from + Math.min(CHUNK, count - from), part);
            parts[2 * chunk] = part.high();
            parts[2 * chunk + 1] = part.low();
        });
        DoubleDouble sum = new DoubleDouble();
        for (int chunk = 0; chunk < chunks; chunk++) {
            sum.add(parts[2 * chunk], parts[2 * chunk + 1]);
        }
        return sum.high();
    }

    private static void add(Observations data, Shape shape, double[] parameters, int from, int end, DoubleDouble to) {
        float[] x = data.dosages();
        float[] t = data.effects();
        DoubleDouble z = new DoubleDouble();
        for (int i = from; i < end; i++) {
            z.set(parameters[shape.outputBias()], 0);
            for (int h = 0; h < shape.width(); h++) {
                double p = Math.fma(parameters[shape.hiddenWeight(h)], x[i], parameters[shape.hiddenBias(h)]);
                double f = shape.softplus() ? softplus(p) : Math.max(0, p);
                z.addProduct(f, parameters[shape.outputWeight(h)]);
            }
            if (shape.reluOutput() && z.high() <= 0) {
                z.set(0, 0);
            }
            z.add(-t[i], 0);
            to.addProduct(z.high(), z.high());
        }
    }

    private static double softplus(double p) {
        return Math.max(0, p) + StrictMath.log1p(StrictMath.exp(-Math.abs(p)));
    }
}
