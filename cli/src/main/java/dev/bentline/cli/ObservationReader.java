package dev.bentline.cli;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.source.InputTile;
import dev.bentline.cli.source.Observations;
import dev.bentline.cli.source.Source;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads dosages, the effects observed at them and perhaps their weights, from sources of two columns or three. */
final class ObservationReader {
    /** Length of the longest array. */
    static final int MOST = Integer.MAX_VALUE - 8;

    private final int most;
    private final ObservationRows rows;
    private final FloatColumn dosages = new FloatColumn();
    private final FloatColumn effects = new FloatColumn();
    private final @Nullable FloatColumn weights;

    /**
     * Starts without observations.
     *
     * @param most more of them are refused
     * @param weighted whether there are weights
     */
    ObservationReader(int most, boolean weighted) {
        this.most = most;
        rows = new ObservationRows(weighted);
        weights = weighted ? new FloatColumn() : null;
    }

    /**
     * Adds all rows of a source.
     *
     * @param name what the user calls it
     * @param source its first column has the dosages, its second one the effects, its third one the weights
     */
    void read(String name, Source source) throws IOException {
        while (rows.read(source)) {
            if (rows.observations() > most) {
                throw CommandException.wrongInput(
                        name + ": more than " + most + " observations up to here; a fit takes that many at most");
            }
            InputTile tile = rows.tile();
            dosages.add(tile.columns[0], tile.count);
            effects.add(tile.columns[1], tile.count);
            if (weights != null) {
                weights.add(tile.columns[2], tile.count);
            }
        }
    }

    /** The rows so far. */
    ObservationRows rows() {
        return rows;
    }

    /** Gives the observations up. */
    Observations take() {
        return new Observations(dosages.take(), effects.take(), weights == null ? null : weights.take());
    }
}
