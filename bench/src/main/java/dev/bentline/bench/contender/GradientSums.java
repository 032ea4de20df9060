package dev.bentline.bench.contender;

import dev.bentline.Gradient;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** A gradient as one list of numbers, in the order of {@link Contender#summed}. */
public final class GradientSums {
    private GradientSums() {}

    public static double[] of(Gradient gradient) {
        return Stream.of(
                        new double[] {gradient.loss(), gradient.outputBias()},
                        gradient.hiddenWeights(),
                        gradient.hiddenBiases(),
                        gradient.outputWeights())
                .flatMapToDouble(DoubleStream::of)
                .toArray();
    }
}
