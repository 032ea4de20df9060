package dev.bentline.cli;

import dev.bentline.DosageIndex;
import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.csv.CsvRows;
import java.io.IOException;

/** Dosages and the effects observed at them; at least one. */
final class Observations {
    /** As many as the longest array has. */
    static final int MOST = Integer.MAX_VALUE - 8;

    private final float[] dosages;
    private final float[] effects;

    private Observations(float[] dosages, float[] effects) {
        this.dosages = dosages;
        this.effects = effects;
    }

    /**
     * Reads all rows of two columns, first the dosage, then the effect.
     *
     * @param most more of them are refused
     */
    static Observations read(CsvRows rows, int most) throws IOException {
        FloatColumn dosages = new FloatColumn();
        FloatColumn effects = new FloatColumn();
        int count = 0;
        while (rows.next()) {
            if (count == most) {
                throw CommandException.wrongInput(
                        rows.file() + " has more than " + most + " observations; a fit takes that many at most");
            }
            dosages.add(rows.value(0));
            effects.add(rows.value(1));
            count++;
        }
        if (count == 0) {
            throw CommandException.wrongInput(rows.file() + ": no observations; "
                    + (rows.skipped() == 0
                            ? "there is no row below the header"
                            : "all rows are invalid: " + rows.skipped()));
        }
        return new Observations(dosages.take(), effects.take());
    }

    DosageIndex index(int threads) {
        return DosageIndex.of(dosages, effects, threads);
    }
}
