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
    private final InputTile tile;
    private final FloatColumn dosages = new FloatColumn();
    private final FloatColumn effects = new FloatColumn();
    private final @Nullable FloatColumn weights;
    private long count;
    private long missing;
    private long skipped;

    /**
     * Starts without observations.
     *
     * @param most more of them are refused
     * @param weighted whether there are weights
     */
    ObservationReader(int most, boolean weighted) {
        this.most = most;
        tile = new InputTile(weighted ? 3 : 2);
        weights = weighted ? new FloatColumn() : null;
    }

    /**
     * Adds all rows of a source.
     *
     * @param name what the user calls it
     * @param source its first column has the dosages, its second one the effects, its third one the weights
     */
    void read(String name, Source source) throws IOException {
        for (Source.ReadTask task = source.next(); task != null; task = source.next()) {
            tile.missing = 0;
            tile.skipped = 0;
            task.read(tile);
            count += tile.count;
            missing += tile.missing;
            skipped += tile.skipped;
            if (count > most) {
                throw CommandException.wrongInput(
                        name + ": more than " + most + " observations up to here; a fit takes that many at most");
            }
            dosages.add(tile.columns[0], tile.count);
            effects.add(tile.columns[1], tile.count);
            if (weights != null) {
                weights.add(tile.columns[2], tile.count);
            }
        }
    }

    /** Returns the number of observations. */
    long count() {
        return count;
    }

    /** Returns the number of rows that were left out because a value is missing. */
    long missing() {
        return missing;
    }

    /** Returns the number of rows that were left out because they were invalid. */
    long skipped() {
        return skipped;
    }

    /** Gives the observations up. */
    Observations take() {
        return new Observations(dosages.take(), effects.take(), weights == null ? null : weights.take());
    }
}
