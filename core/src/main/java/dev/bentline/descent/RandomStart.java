package dev.bentline.descent;

import java.util.SplittableRandom;

/** Random parameters on the range of the data, to start from. */
public final class RandomStart {
    /**
     * Number drawn for one start. Taking the best of 100 instead of any raises the share of starts that find the
     * worked example again from 2 to 82 in a hundred; and 100 cost 1 in a hundred of a descent of 10,000 epochs.
     */
    private static final int DRAWS = 100;

    private static final int MOST_ATTEMPTS = 1000;

    private RandomStart() {}

    /**
     * The best of many draws. Floats.
     *
     * @param restart which of the starts of a seed
     */
    public static double[] of(SortedObservations data, Shape shape, Scale scale, long seed, int restart) {
        SplittableRandom random = new SplittableRandom(new SplittableRandom(seed).nextLong() + restart);
        MomentLoss lossFunction = new MomentLoss(data, shape);
        double[] gradient = new double[shape.parameters()];
        double[] best = draw(data, shape, scale, random);
        double least = lossFunction.evaluate(best, gradient);
        for (int i = 1; i < DRAWS; i++) {
            double[] parameters = draw(data, shape, scale, random);
            double loss = lossFunction.evaluate(parameters, gradient);
            if (loss < least) {
                least = loss;
                best = parameters;
            }
        }
        return best;
    }

    /**
     * Nodes that bend anywhere on the range, or where observations are dense, or where effects are unusual, and that rise
     * or fall by about 1 over the range, times about the range of the effects.
     */
    private static double[] draw(SortedObservations data, Shape shape, Scale scale, SplittableRandom random) {
        float[] x = data.dosages();
        double from = x[0];
        double range = x[x.length - 1] - from;
        if (range == 0) {
            range = scale.dosage();
        }
        double[] parameters = new double[shape.parameters()];
        for (int h = 0; h < shape.width(); h++) {
            double bend = switch (random.nextInt(3)) {
                case 0 -> from + range * random.nextDouble();
                case 1 -> x[random.nextInt(x.length)];
                default -> x[unusual(data, random)];
            };
            double w = nearest((random.nextBoolean() ? 1 : -1) * random.nextDouble(0.5, 2) / range);
            parameters[shape.hiddenWeight(h)] = w;
            parameters[shape.hiddenBias(h)] = (float) (-w * bend);
            parameters[shape.outputWeight(h)] = nearest(scale.effect() * random.nextDouble(-1, 1));
        }
        parameters[shape.outputBias()] =
                (float) random.nextDouble(data.smallestEffect(), Math.nextUp((double) data.largestEffect()));
        return parameters;
    }

    /** The nearest finite float: dosages may lie closer than 2^-128, or effects farther apart than 2^128. */
    private static float nearest(double value) {
        return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
    }

    /** An observation whose effect is far from the mean, with a probability as its square (by rejection). */
    private static int unusual(SortedObservations data, SplittableRandom random) {
        double mean = data.meanEffect();
        double farthest = Math.max(data.largestEffect() - mean, mean - data.smallestEffect());
        int i = random.nextInt(data.count());
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            double distance = (data.effects()[i] - mean) / farthest;
            if (random.nextDouble() < distance * distance) {
                break;
            }
            i = random.nextInt(data.count());
        }
        return i;
    }
}
