package dev.bentline.cli;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.source.InputTile;
import dev.bentline.cli.source.Keeping;
import dev.bentline.cli.source.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Rows of observations from one source after the other, a tile at a time, and counts of all so far. */
final class ObservationRows {
    private final InputTile tile;
    private long observations;
    private long missing;
    private long skipped;

    /**
     * Starts without rows.
     *
     * @param weighted whether there are weights
     */
    ObservationRows(boolean weighted) {
        tile = new InputTile(weighted ? 3 : 2);
    }

    /**
     * Reads the next rows into the tile.
     *
     * @param source its first column has the dosages, its second one the effects, its third one the weights
     * @return whether there were any
     */
    boolean read(Source source) throws IOException {
        Source.ReadTask task = source.next();
        if (task == null) {
            return false;
        }
        tile.missing = 0;
        tile.skipped = 0;
        task.read(tile);
        for (int row = 0; row < tile.count; row++) {
            observations += isObservation(row) ? 1 : 0;
        }
        missing += tile.missing;
        skipped += tile.skipped;
        return true;
    }

    /** The rows that were read last. */
    InputTile tile() {
        return tile;
    }

    /** Returns whether a row of the tile is an observation; under {@link Keeping#everyRow} it may be one that is left out. */
    boolean isObservation(int row) {
        return !Float.isNaN(tile.columns[0][row]);
    }

    /** Returns the number of observations. */
    long observations() {
        return observations;
    }

    /** Returns the number of rows that were left out because a value is missing. */
    long missing() {
        return missing;
    }

    /** Returns the number of rows that were left out because they were invalid. */
    long skipped() {
        return skipped;
    }

    /**
     * Refuses files in which there is no observation.
     *
     * @param names what the user calls them
     */
    void requireObservations(String names) {
        if (observations > 0) {
            return;
        }
        List<String> reasons = new ArrayList<>();
        if (skipped > 0) {
            reasons.add((missing == 0 ? "all rows are invalid: " : "invalid rows: ") + skipped);
        }
        if (missing > 0) {
            reasons.add("rows with a missing value: " + missing);
        }
        throw CommandException.wrongInput(
                names + ": no observations; " + (reasons.isEmpty() ? "there are no rows" : String.join("; ", reasons)));
    }
}
