package dev.bentline.cli.sweep;

import dev.bentline.BentLine;
import dev.bentline.cli.console.Report;
import dev.bentline.cli.source.FloatRange;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sums a sweep up, from every effect of it. */
public final class SummarySink implements Sink {
    /** Sums that a tile's effects are added to, side by side. */
    private static final int COLUMNS = 512;

    /** Effects added to each at a time. */
    private static final int ROWS = 4;

    private final float threshold;
    private final @Nullable BentLine line;
    private final @Nullable Windows windows;

    private long count;
    private long nan;
    private long infinite;
    private long missing;
    private long skipped;
    private long atLeast;
    private double sum;
    private float min = Float.POSITIVE_INFINITY;
    private float argMin = Float.NaN;
    private float max = Float.NEGATIVE_INFINITY;
    private float argMax = Float.NaN;
    private FloatRange dosages = FloatRange.EMPTY;

    /**
     * @param threshold the effect that counts as one
     * @param line the network's real function, whose windows are exact, or null if it is no bent line
     * @param windows what finds them otherwise, in a source whose neighbours are neighbouring dosages, or null
     */
    public SummarySink(float threshold, @Nullable BentLine line, @Nullable Windows windows) {
        this.threshold = threshold;
        this.line = line;
        this.windows = windows;
    }

    @Override
    public WriteTask prepare(Tile tile) {
        Part part = Part.of(tile);
        FloatRange effects = part.effects;
        int reached = part.nan > 0 || (effects.min() < threshold && effects.max() >= threshold)
                ? reached(tile)
                : effects.min() >= threshold ? tile.count : 0;
        int infinite = Float.isInfinite(effects.min()) || Float.isInfinite(effects.max()) ? infinite(tile) : 0;
        return () -> add(tile, part, reached, infinite);
    }

    @Override
    public boolean takesConstants() {
        return windows == null;
    }

    @Override
    public WriteTask prepareConstant(Tile tile, float effect) {
        float first = tile.dosages[0];
        float last = tile.dosages[tile.count - 1];
        // A float has 24 bits and a tile's count 15, so this product is exact, and so are the sums it stands for.
        double sum = (double) effect * tile.count;
        Part part = new Part(
                new FloatRange(effect, effect), sum, 0, new FloatRange(Math.min(first, last), Math.max(first, last)));
        int reached = effect >= threshold ? tile.count : 0;
        int infinite = Float.isInfinite(effect) ? tile.count : 0;
        tile.effects[0] = effect;
        return () -> add(tile, part, reached, infinite);
    }

    private int reached(Tile tile) {
        int reached = 0;
        for (int i = 0; i < tile.count; i++) {
            reached += tile.effects[i] >= threshold ? 1 : 0;
        }
        return reached;
    }

    private static int infinite(Tile tile) {
        int infinite = 0;
        for (int i = 0; i < tile.count; i++) {
            infinite += Float.isInfinite(tile.effects[i]) ? 1 : 0;
        }
        return infinite;
    }

    private void add(Tile tile, Part part, int reached, int infinite) {
        missing += tile.missing;
        skipped += tile.skipped;
        this.infinite += infinite;
        if (part.nan < tile.count) {
            boolean first = count == nan;
            if (first || part.effects.min() < min) {
                int index = indexOf(part.effects.min(), tile);
                min = tile.effects[index];
                argMin = tile.dosages[index];
            }
            if (first || part.effects.max() > max) {
                int index = indexOf(part.effects.max(), tile);
                max = tile.effects[index];
                argMax = tile.dosages[index];
            }
        }
        count += tile.count;
        nan += part.nan;
        atLeast += reached;
        sum += part.sum;
        dosages = dosages.and(part.dosages);
        if (windows != null) {
            if (reached == tile.count) {
                windows.addAll(tile);
            } else if (reached == 0) {
                windows.addNone();
            } else {
                windows.add(tile);
            }
        }
    }

    private static int indexOf(float effect, Tile tile) {
        int i = 0;
        while (tile.effects[i] != effect) {
            i++;
        }
        return i;
    }

    /** Adds what the sweep came to. */
    public void report(Report report) {
        long valid = count - nan;
        report.add("count", count)
                .add("min", valid == 0 ? Float.NaN : min)
                .add("argMin", argMin)
                .add("max", valid == 0 ? Float.NaN : max)
                .add("argMax", argMax)
                .add("mean", sum / valid)
                .add("atLeast", threshold)
                .add("fractionAtLeast", (double) atLeast / valid)
                .add("windows", windows())
                .add("windowsExact", line != null)
                .add("nan", nan)
                .add("infinite", infinite)
                .add("missing", missing)
                .add("skipped", skipped);
    }

    private @Nullable List<Report.Range> windows() {
        if (line == null) {
            return windows == null ? null : windows.finish();
        }
        if (count == 0) {
            return null;
        }
        double least = line.scale().isLinear() ? dosages.min() : Math.max(0, dosages.min());
        if (dosages.max() < least) {
            return List.of(); // there are no logarithms of dosages below 0
        }
        return line.windows(threshold, least, dosages.max()).stream()
                .map(window -> new Report.Range(window.from(), window.to()))
                .toList();
    }

    public long count() {
        return count;
    }

    /** A tile's effects, how many of which are NaN and left out, and its dosages. */
    private record Part(FloatRange effects, double sum, int nan, FloatRange dosages) {
        static Part of(Tile tile) {
            FloatRange dosages = FloatRange.of(tile.dosages, tile.count);
            double sum = sum(tile.effects, tile.count);
            // It is NaN where an effect is, or where infinities cancel each other out.
            if (!Double.isNaN(sum)) {
                return new Part(FloatRange.of(tile.effects, tile.count), sum, 0, dosages);
            }
            float[] valid = withoutNan(tile);
            return new Part(
                    FloatRange.of(valid, valid.length), sum(valid, valid.length), tile.count - valid.length, dosages);
        }

        private static float[] withoutNan(Tile tile) {
            float[] valid = new float[tile.count];
            int count = 0;
            for (int i = 0; i < tile.count; i++) {
                valid[count] = tile.effects[i];
                count += Float.isNaN(tile.effects[i]) ? 0 : 1;
            }
            return Arrays.copyOf(valid, count);
        }

        /** Adds up in columns: one sum would wait for each addition to end before the next, and C2 makes vectors of these. */
        private static double sum(float[] effects, int count) {
            double[] columns = new double[COLUMNS];
            int i = 0;
            for (; i <= count - ROWS * COLUMNS; i += ROWS * COLUMNS) {
                addRows(columns, effects, i);
            }
            double sum = 0;
            for (double column : columns) {
                sum += column;
            }
            for (; i < count; i++) {
                sum += effects[i];
            }
            return sum;
        }

        private static void addRows(double[] columns, float[] effects, int at) {
            for (int i = 0; i < COLUMNS; i++) {
                double first = (double) effects[at + i] + effects[at + COLUMNS + i];
                columns[i] += first + ((double) effects[at + 2 * COLUMNS + i] + effects[at + 3 * COLUMNS + i]);
            }
        }
    }
}
