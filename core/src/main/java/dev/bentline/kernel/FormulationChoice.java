package dev.bentline.kernel;

import org.jspecify.annotations.Nullable;

/** Chooses how a network is computed, by its numbers alone. */
public final class FormulationChoice {
    /**
     * A ReLU network of more segments is computed as a bent line, one of as many or fewer node by node. At 33 segments, on
     * Zen 4, shuffled dosages cost the bent line 1.5 times the dense formulation's forward, 1.3 times its gradient and half its
     * derivative; dosages of a grid a tenth of all three. At 50 no shuffled dosage costs more either ({@code bench --only
     * crossover}).
     */
    private static final int MOST_DENSE_SEGMENTS = 32;

    private FormulationChoice() {}

    /** The bent line a network is computed as, or null where it is dense. */
    public static @Nullable BentLineTable bentLine(NetworkParameters network) {
        // A line has two segments for every bend at most, one of them made by the output, and one more at each end.
        if (network.softplus() || 2 * (network.width() + 1) <= MOST_DENSE_SEGMENTS) {
            return null;
        }
        BentLineTable table = BentLineCompiler.compile(network);
        return table.normal() && table.segmentCount() > MOST_DENSE_SEGMENTS ? table : null;
    }
}
