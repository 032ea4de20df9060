package dev.bentline.descent;

/**
 * Constants of a descent: the shape of a network, and where its numbers stand among the parameters.
 *
 * @param width the number H of hidden nodes
 * @param softplus whether they are softplus, otherwise ReLU
 * @param reluOutput whether the output is ReLU, otherwise identity
 * @param bendOne whether the derivative of ReLU at 0 is 1, otherwise 0
 */
public record Shape(int width, boolean softplus, boolean reluOutput, boolean bendOne) {
    /** The number of parameters. */
    public int parameters() {
        return 3 * width + 1;
    }

    /** Returns the place of the hidden weight of node h. */
    public int hiddenWeight(int h) {
        return h;
    }

    /** Returns the place of the hidden bias of node h. */
    public int hiddenBias(int h) {
        return width + h;
    }

    /** Returns the place of the output weight of node h. */
    public int outputWeight(int h) {
        return 2 * width + h;
    }

    /** Returns the place of the output bias. */
    public int outputBias() {
        return 3 * width;
    }
}
