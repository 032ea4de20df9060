package dev.bentline.kernel;

import java.util.List;

/**
 * Compiles a network of any number of layers into its bent line: in double, layer by layer, at the cost of one product of each
 * layer's weights with a line for every segment there, in memory linear in the segments of the result.
 *
 * <p>Tiles of stretches flow through the layers, so that no layer's lines are ever all in memory.
 */
public final class DeepCompiler {
    /** Segments of a line, and of the lines of a layer's nodes together: a sawtooth has twice as many with every layer. */
    static final int MOST_SEGMENTS = 1 << 20;

    private DeepCompiler() {}

    /**
     * The bent line of a network. That of one hidden layer of ReLU is exact.
     *
     * @param layers they fit together, and the last has one node
     * @throws IllegalArgumentException if there are more than 2^20 segments, or a line leaves the range of doubles
     */
    public static BentLineTable compile(List<LayerParameters> layers, boolean bendOne) {
        if (layers.size() == 2 && layers.getFirst().relu()) {
            LayerParameters hidden = layers.getFirst();
            LayerParameters output = layers.getLast();
            return BentLineCompiler.compile(new NetworkParameters(
                    false,
                    hidden.weights(),
                    hidden.biases(),
                    output.weights(),
                    output.biases()[0],
                    output.relu(),
                    bendOne));
        }
        return compileInDouble(layers, bendOne);
    }

    static BentLineTable compileInDouble(List<LayerParameters> layers, boolean bendOne) {
        LineTableBuilder table = new LineTableBuilder();
        StretchSink sink = table;
        for (int l = layers.size() - 1; l >= 0; l--) {
            sink = new LayerCompiler(layers.get(l), l + 1, bendOne, sink);
        }
        sink.accept(dosages());
        sink.finish();
        return table.build();
    }

    /** The dosage itself, one node: x = 1 x + 0. */
    private static Stretches dosages() {
        Stretches all = new Stretches(1);
        double[] ends = {Double.NEGATIVE_INFINITY, 0, 0, Double.POSITIVE_INFINITY};
        for (int k = 0; k < 3; k++) {
            all.from[k] = ends[k];
            all.to[k] = ends[k + 1];
            all.slopes[0][k] = 1;
            all.slopeSizes[0][k] = 1;
        }
        all.slopeGrid = 1;
        all.offsetGrid = Double.POSITIVE_INFINITY;
        all.count = 3;
        return all;
    }
}
