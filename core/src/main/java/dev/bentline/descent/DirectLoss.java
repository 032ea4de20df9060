package dev.bentline.descent;

import dev.bentline.execution.Workers;

/**
 * The sum of squared residuals, observation by observation: what losses from moments are confirmed by. Effects of ReLU
 * networks come from their lines, in pairs of doubles, so a residual is wrong by little more than its own rounding; those
 * of softplus networks come node by node.
 */
public final class DirectLoss {
    private static final int CHUNK = 1 << 16;

    private DirectLoss() {}

    /** The sum over all observations; the same bits on any number of threads. */
    public static double of(SortedObservations data, Shape shape, double[] parameters, int threads) {
        Pieces pieces = new Pieces(data, shape);
        if (!shape.softplus()) {
            pieces.set(parameters);
        }
        int count = data.count();
        int chunks = Math.ceilDiv(count, CHUNK);
        double[] parts = new double[2 * chunks];
        Workers.run(threads, chunks, chunk -> {
            int from = chunk * CHUNK;
            int end = from + Math.min(CHUNK, count - from);
            DoubleDouble part = new DoubleDouble();
            if (shape.softplus()) {
                addNodes(data, shape, parameters, from, end, part);
            } else {
                addPieces(data, shape, pieces, from, end, part);
            }
            parts[2 * chunk] = part.high();
            parts[2 * chunk + 1] = part.low();
        });
        DoubleDouble sum = new DoubleDouble();
        for (int chunk = 0; chunk < chunks; chunk++) {
            sum.add(parts[2 * chunk], parts[2 * chunk + 1]);
        }
        return sum.high();
    }

    private static void addPieces(
            SortedObservations data, Shape shape, Pieces pieces, int from, int end, DoubleDouble to) {
        float[] x = data.dosages();
        float[] t = data.effects();
        DoubleDoubleLine line = new DoubleDoubleLine();
        int at = from;
        for (int place = 0; place < pieces.count() && at < end; place++) {
            int pieceEnd = Math.min(end, pieces.end(place));
            pieces.line(place, line);
            double sum = 0;
            double lost = 0;
            for (; at < pieceEnd; at++) {
                double residual = line.residual(x[at], t[at], shape.reluOutput());
                double square = residual * residual;
                double next = sum + square;
                lost += square - (next - sum); // the sum is the larger, but for the first few
                sum = next;
            }
            to.add(sum, 0);
            to.add(lost, 0);
        }
    }

    private static void addNodes(
            SortedObservations data, Shape shape, double[] parameters, int from, int end, DoubleDouble to) {
        for (int i = from; i < end; i++) {
            double x = data.dosages()[i];
            double z = parameters[shape.outputBias()];
            for (int h = 0; h < shape.width(); h++) {
                double p = Math.fma(parameters[shape.hiddenWeight(h)], x, parameters[shape.hiddenBias(h)]);
                z = Math.fma(parameters[shape.outputWeight(h)], softplus(p), z);
            }
            double residual = (shape.reluOutput() ? Math.max(0, z) : z) - data.effects()[i];
            to.addProduct(residual, residual);
        }
    }

    private static double softplus(double p) {
        return Math.max(0, p) + StrictMath.log1p(StrictMath.exp(-Math.abs(p)));
    }
}
