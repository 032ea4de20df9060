package dev.bentline.cli;

import dev.bentline.DosageIndex;
import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.csv.CsvReader;
import dev.bentline.cli.csv.CsvRows;
import dev.bentline.cli.sweep.Tile;
import java.io.IOException;

/** Dosages and the effects observed at them; at least one. */
final class ObservationReader {
    /** As many as the longest array has. */
    static final int MOST = Integer.MAX_VALUE - 8;

    private final float[] dosages;
    private final float[] effects;

    private final long skipped;

    private ObservationReader(float[] dosages, float[] effects, long skipped) {
        this.dosages = dosages;
        this.effects = effects;
        this.skipped = skipped;
    }

    /**
     * Reads all rows of two columns, first the dosage, then the effect.
     *
     * @param most more of them are refused
     */
    static ObservationReader read(CsvReader csv, int most) throws IOException {
        FloatColumn dosages = new FloatColumn();
        FloatColumn effects = new FloatColumn();
        float[][] read = new float[2][Tile.SIZE];
        long count = 0;
        long skipped = 0;
        for (CsvRows rows = csv.take(); rows != null; rows = csv.take()) {
            int newCount = rows.read(read);
            count += newCount;
            skipped += rows.skipped();
            if (count > most) {
                throw CommandException.wrongInput(
                        csv.file() + " has more than " + most + " observations; a fit takes that many at most");
            }
            for (int i = 0; i < newCount; i++) {
                dosages.add(read[0][i]);
                effects.add(read[1][i]);
            }
        }
        if (count == 0) {
            throw CommandException.wrongInput(csv.file() + ": no observations; "
                    + (skipped == 0 ? "there is no row below the header" : "all rows are invalid: " + skipped));
        }
        return new ObservationReader(dosages.take(), effects.take(), skipped);
    }

    /** Rows that were left out because they were invalid. */
    long skipped() {
        return skipped;
    }

    DosageIndex index(int threads) {
        return DosageIndex.of(dosages, effects, threads);
    }
}
