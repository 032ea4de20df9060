package dev.bentline.cli;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Text;
import dev.bentline.fit.ObservationGroup;
import java.util.Arrays;
import java.util.List;

/** The observations of a group as they come. */
final class GatheredGroup {
    private static final int FIRST_ROOM = 32;

    private final List<String> key;

    /** Dosages, effects and, where there are any, weights. */
    private final float[][] columns;

    private int count;

    /**
     * Starts without observations.
     *
     * @param columns 2, or 3 where there are weights
     */
    GatheredGroup(List<String> key, int columns) {
        this.key = key;
        this.columns = new float[columns][FIRST_ROOM];
    }

    /** Adds a row of a tile. */
    void add(float[][] tile, int row) {
        if (count == ObservationReader.MOST) {
            throw CommandException.wrongInput("the group " + Text.quoted(String.join(", ", key)) + " has more than "
                    + count + " observations; a fit takes that many at most");
        }
        for (int i = 0; i < columns.length; i++) {
            if (count == columns[i].length) {
                columns[i] = Arrays.copyOf(columns[i], (int) Math.min(2L * count, ObservationReader.MOST));
            }
            columns[i][count] = tile[i][row];
        }
        count++;
    }

    ObservationGroup<List<String>> observations() {
        float[] weights = columns.length > 2 ? column(2) : new float[0];
        return new ObservationGroup<>(key, column(0), column(1), weights);
    }

    private float[] column(int i) {
        return Arrays.copyOf(columns[i], count);
    }
}
