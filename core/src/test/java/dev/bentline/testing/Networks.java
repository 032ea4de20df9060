package dev.bentline.testing;

import dev.bentline.Activation;
import dev.bentline.Bend;
import dev.bentline.Network;
import dev.bentline.kernel.NetworkParameters;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/** Networks to try the engine on. */
public final class Networks {
    private static final float TINY = Float.MIN_VALUE;
    private static final float HUGE = Float.MAX_VALUE;

    private Networks() {}

    /** Weights of every sign and size from a thousandth to a thousand; bends on both sides of 0. */
    public static Network random(long seed, int width, Activation hidden, Activation output) {
        Random random = new Random(seed);
        DoubleSupplier number = () -> random.nextGaussian() * Math.pow(10, random.nextInt(-3, 4));
        return Network.of(
                hidden,
                floats(width, number),
                floats(width, number),
                floats(width, number),
                (float) number.getAsDouble(),
                output);
    }

    /** The network of 19 nodes: numbers of one size, so that its wedge crosses 0 often. */
    public static Network nineteen() {
        Random random = new Random(19);
        return Network.of(
                Activation.RELU,
                floats(19, random::nextGaussian),
                floats(19, random::nextGaussian),
                floats(19, random::nextGaussian),
                -0.25f,
                Activation.RELU);
    }

    /** Returns one so wide that a few thousand dosages are work enough for several threads. */
    public static Network wide() {
        return random(1100, 1100, Activation.RELU, Activation.IDENTITY);
    }

    /** Returns one of as many bends as nodes, all between dosage 0 and 1; every third is a float. */
    public static Network bends(int width, Activation output) {
        Random random = new Random(width);
        float[] w = floats(
                width,
                () -> (random.nextBoolean() ? 1 : -1) * (random.nextInt(3) == 0 ? 1 : random.nextFloat(0.5f, 1.5f)));
        float[] b = floats(width, random::nextFloat);
        for (int h = 0; h < width; h++) {
            b[h] *= -w[h];
        }
        return Network.of(Activation.RELU, w, b, floats(width, random::nextGaussian), 0.1f, output);
    }

    /** Returns one that goes up and down as many times as it has nodes, between dosage 0 and 1. */
    public static NetworkParameters zigzag(int width, boolean softplus, boolean reluOutput) {
        float[] w = new float[width];
        float[] b = new float[width];
        float[] v = new float[width];
        for (int h = 0; h < width; h++) {
            w[h] = 1;
            b[h] = -(h + 0.5f) / width;
            v[h] = h % 2 == 0 ? 1 : -1;
        }
        return new NetworkParameters(softplus, w, b, v, 0.25f, reluOutput, false);
    }

    /** Returns the same numbers with another output and another derivative at the bend. */
    public static Network with(Network network, Activation output, Bend bend) {
        return Network.of(
                        network.hidden(),
                        network.hiddenWeights(),
                        network.hiddenBiases(),
                        network.outputWeights(),
                        network.outputBias(),
                        output)
                .withBend(bend)
                .withDosageScale(network.dosageScale());
    }

    /** A network and what it is for; forked JVMs have no JUnit and so no Named. */
    public record Example(String name, Network network) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Every network below, with both outputs and both derivatives at the bend. */
    public static Stream<Example> all() {
        return Stream.concat(shipped(), hostile())
                .flatMap(example -> Stream.of(Activation.RELU, Activation.IDENTITY)
                        .flatMap(output -> Stream.of(Bend.values())
                                .map(bend -> new Example(
                                        example.name + ", output " + output + ", bend " + bend,
                                        with(example.network, output, bend)))));
    }

    private static Stream<Example> shipped() {
        return Stream.of(
                new Example("relu", Network.relu()),
                new Example("softplus", Network.softplus()),
                new Example("19 nodes", nineteen()),
                new Example("1 softplus node", random(1, 1, Activation.SOFTPLUS, Activation.RELU)),
                new Example("3 nodes of many sizes", random(3, 3, Activation.RELU, Activation.RELU)),
                new Example("4 nodes of many sizes", random(4, 4, Activation.RELU, Activation.RELU)),
                new Example("5 softplus nodes of many sizes", random(5, 5, Activation.SOFTPLUS, Activation.RELU)),
                new Example("6 nodes of many sizes", random(6, 6, Activation.RELU, Activation.RELU)),
                new Example("7 nodes of many sizes", random(7, 7, Activation.RELU, Activation.RELU)),
                new Example("70 nodes of many sizes", random(70, 70, Activation.RELU, Activation.RELU)));
    }

    /** Zeros of both signs, subnormals, overflow on the way, and sums that cancel. */
    private static Stream<Example> hostile() {
        return Stream.of(Activation.RELU, Activation.SOFTPLUS)
                .flatMap(hidden -> Stream.of(
                        hostile("one plain node", hidden, numbers(1f), numbers(0f), numbers(1f), -0f),
                        hostile(
                                "zeros",
                                hidden,
                                numbers(0f, -0f, 0f, 1f, -1f, 2f),
                                numbers(0f, -0f, -1f, -0f, 0f, -0f),
                                numbers(1f, -1f, 2f, 0f, -0f, -3f),
                                -0f),
                        hostile(
                                "two nodes, the first weight 0",
                                hidden,
                                numbers(0f, 1.5f),
                                numbers(1f, -0.5f),
                                numbers(2f, -3f),
                                -1f),
                        hostile(
                                "two nodes, the second weight 0",
                                hidden,
                                numbers(-1.5f, -0f),
                                numbers(0.5f, 0f),
                                numbers(-2f, 3f),
                                0.25f),
                        hostile(
                                "two nodes, no weights",
                                hidden,
                                numbers(0f, -0f),
                                numbers(-0f, 1e-3f),
                                numbers(0f, 7f),
                                -0f),
                        hostile(
                                "subnormals",
                                hidden,
                                numbers(TINY, 1f, -1e-39f, 1e-30f),
                                numbers(-TINY, TINY, 1e-40f, -1e-42f),
                                numbers(1f, TINY, 1e-41f, -1e-10f),
                                -TINY),
                        hostile(
                                "overflow",
                                hidden,
                                numbers(HUGE, -HUGE, 1e30f, -3f),
                                numbers(HUGE, HUGE, -1e35f, 1f),
                                numbers(HUGE, -HUGE, 1e25f, 1e38f),
                                HUGE),
                        hostile(
                                "cancelling",
                                hidden,
                                numbers(3f, 3f, -7f, Math.nextUp(-7f)),
                                numbers(1f, Math.nextUp(1f), 2f, 2f),
                                numbers(1e6f, -1e6f, 1e5f, -1e5f),
                                Math.nextDown(0.125f))));
    }

    private static Example hostile(String name, Activation hidden, float[] w, float[] b, float[] v, float outputBias) {
        return new Example(name + ", hidden " + hidden, Network.of(hidden, w, b, v, outputBias, Activation.RELU));
    }

    private static float[] numbers(float... values) {
        return values;
    }

    private static float[] floats(int count, DoubleSupplier number) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) number.getAsDouble();
        }
        return values;
    }
}
