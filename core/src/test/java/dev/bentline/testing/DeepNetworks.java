package dev.bentline.testing;

import dev.bentline.Activation;
import dev.bentline.Bend;
import dev.bentline.DeepNetwork;
import dev.bentline.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Deep networks to try the engine on. */
public final class DeepNetworks {
    private DeepNetworks() {}

    /** Distribution of a deep network's numbers. */
    public enum Kind {
        /** Gaussian numbers, as a training starts with. */
        RANDOM,
        /** Multiples of a half: bends coincide and cancel, and all sums are exact in double. */
        HALVES,
        /** Tenths, which no float holds, of which one node cancels the next: plateaus that only rounding tilts. */
        PLATEAUS,
        /** Every node once more, tripled. */
        DUPLICATES,
        /** Most nodes never active, or with weights 0. */
        DEAD,
        /** Numbers of some thirty orders of magnitude. */
        SCALES,
        /** Layers of identity among those of ReLU. */
        IDENTITIES
    }

    /** Draws one to five layers of one to five nodes. */
    public static DeepNetwork draw(Kind kind, Random random) {
        int depth = 1 + random.nextInt(5);
        List<Layer> layers = new ArrayList<>();
        int inputs = 1;
        for (int l = 0; l < depth; l++) {
            int nodes = l == depth - 1 ? 1 : 1 + random.nextInt(5);
            float[][] weights = new float[nodes][inputs];
            float[] biases = new float[nodes];
            for (int j = 0; j < nodes; j++) {
                boolean copies = j % 2 == 1 && (kind == Kind.DUPLICATES || kind == Kind.PLATEAUS);
                for (int i = 0; i < inputs; i++) {
                    weights[j][i] = copies ? 3 * weights[j - 1][i] : number(kind, random);
                    if (kind == Kind.PLATEAUS && i % 2 == 1 && random.nextBoolean()) {
                        weights[j][i] = -weights[j][i - 1] / 3;
                    }
                }
                biases[j] = copies ? 3 * biases[j - 1] : number(kind, random);
                if (kind == Kind.DEAD && random.nextBoolean()) {
                    biases[j] = -1e6f;
                }
            }
            boolean linear = l == depth - 1 ? random.nextBoolean() : kind == Kind.IDENTITIES && random.nextBoolean();
            layers.add(new Layer(weights, biases, linear ? Activation.IDENTITY : Activation.RELU));
            inputs = nodes;
        }
        return DeepNetwork.of(layers).withBend(random.nextBoolean() ? Bend.ONE : Bend.ZERO);
    }

    private static float number(Kind kind, Random random) {
        return switch (kind) {
            case RANDOM, DUPLICATES, IDENTITIES -> (float) random.nextGaussian();
            case HALVES -> (random.nextInt(9) - 4) / 2f;
            case PLATEAUS -> (random.nextInt(61) - 30) / 10f;
            case DEAD -> random.nextInt(3) == 0 ? 0 : (float) random.nextGaussian();
            case SCALES -> (float) (random.nextGaussian() * Math.pow(10, random.nextInt(31) - 15));
        };
    }

    /** Returns one with weights of the size that keeps signals alive, and as many bends as its width makes. */
    public static DeepNetwork random(long seed, int... widths) {
        Random random = new Random(seed);
        List<Layer> layers = new ArrayList<>();
        for (int l = 1; l < widths.length; l++) {
            float[][] weights = new float[widths[l]][widths[l - 1]];
            float[] biases = new float[widths[l]];
            for (int j = 0; j < biases.length; j++) {
                for (int i = 0; i < weights[j].length; i++) {
                    weights[j][i] = (float) (random.nextGaussian() * Math.sqrt(2.0 / weights[j].length));
                }
                biases[j] = random.nextFloat(-1, 1) / (float) Math.sqrt(weights[j].length);
            }
            layers.add(new Layer(weights, biases, l == widths.length - 1 ? Activation.IDENTITY : Activation.RELU));
        }
        return DeepNetwork.of(layers);
    }

    /** Returns 2 min(x, 1 - x), applied so many times: 2^times teeth between 0 and 1, with bends at multiples of 2^-times. */
    public static DeepNetwork sawtooth(int times) {
        List<Layer> layers = new ArrayList<>();
        for (int l = 0; l < times; l++) {
            float[][] weights = l == 0 ? new float[][] {{1}, {1}} : new float[][] {{2, -4}, {2, -4}};
            layers.add(new Layer(weights, new float[] {0, -0.5f}, Activation.RELU));
        }
        layers.add(new Layer(new float[][] {{2, -4}}, new float[] {0}, Activation.IDENTITY));
        return DeepNetwork.of(layers);
    }
}
