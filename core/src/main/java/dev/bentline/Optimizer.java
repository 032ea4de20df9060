package dev.bentline;

import java.util.OptionalDouble;

/**
 * Method by which a fit moves parameters against the gradient.
 *
 * @param kind the method
 * @param rate its rate; empty for one that suits all data
 */
public record Optimizer(Kind kind, OptionalDouble rate) {
    /** The methods. */
    public enum Kind {
        /** Adam (Kingma and Ba, 2015), each parameter with steps of its own. */
        ADAM,
        /** Plain gradient descent. */
        GRADIENT_DESCENT
    }

    /**
     * The optimizer of a kind.
     *
     * @throws IllegalArgumentException if the rate is not a finite number above 0
     */
    public Optimizer {
        if (rate.isPresent() && !(rate.getAsDouble() > 0 && rate.getAsDouble() <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "the rate is " + rate.getAsDouble() + "; it must be a finite number above 0");
        }
    }

    /**
     * Adam with a rate that rises to 0.05 over the first twentieth of the epochs and falls to 0 over all of them, along half a
     * cosine, in the units of {@link #adam(double)}; steps are shorter for parameters that move an effect by more than
     * themselves.
     */
    public static Optimizer adam() {
        return new Optimizer(Kind.ADAM, OptionalDouble.empty());
    }

    /**
     * Adam with a fixed rate: how far an update moves a parameter, about, in units of the data. These are 1 / the largest
     * dosage for hidden weights, 1 for hidden biases, and the range of the effects for output weights and output bias.
     */
    public static Optimizer adam(double rate) {
        return new Optimizer(Kind.ADAM, OptionalDouble.of(rate));
    }

    /** Gradient descent with a rate made safe, at every update, by a bound of the loss's curvature. */
    public static Optimizer gradientDescent() {
        return new Optimizer(Kind.GRADIENT_DESCENT, OptionalDouble.empty());
    }

    /** The textbook's: {@code parameter -= rate * gradient}, in the user's own units, and nothing else. */
    public static Optimizer gradientDescent(double rate) {
        return new Optimizer(Kind.GRADIENT_DESCENT, OptionalDouble.of(rate));
    }
}
