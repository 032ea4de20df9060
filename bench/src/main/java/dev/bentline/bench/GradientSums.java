package dev.bentline.bench;

import dev.bentline.Gradient;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** A gradient as one list of numbers, in the order of {@link Contender#summed}. */
final class GradientSums {
    private GradientSums() {}

    static double[] of(Gradient gradient) {
        return Stream.of(
                        new double[] {gradient.loss(), gradient.outputBias()},
                        gradient.hiddenWeights(),
                        gradient.hiddenBiases(),
                        gradient.outputWeights())
                .flatMapToDouble(DoubleStream::of)
                .toArray();
    }
}
