package dev.bentline.cli.sweep;

import dev.bentline.BentLine;
import dev.bentline.cli.console.Report;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sums a sweep up, from every effect of it. */
public final class SummarySink implements Sink {
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
    private float smallest = Float.POSITIVE_INFINITY;
    private float largest = Float.NEGATIVE_INFINITY;

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
        int reached = part.nan > 0 || (part.min < threshold && part.max >= threshold)
                ? reached(tile)
                : part.min >= threshold ? tile.count : 0;
        int infinite = Float.isInfinite(part.min) || Float.isInfinite(part.max) ? infinite(tile) : 0;
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
        Part part = new Part(effect, effect, sum, 0, Math.min(first, last), Math.max(first, last));
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
            if (first || part.min < min) {
                int index = indexOf(part.min, tile);
                min = tile.effects[index];
                argMin = tile.dosages[index];
            }
            if (first || part.max > max) {
                int index = indexOf(part.max, tile);
                max = tile.effects[index];
                argMax = tile.dosages[index];
            }
        }
        count += tile.count;
        nan += part.nan;
        atLeast += reached;
        sum += part.sum;
        smallest = Math.min(smallest, part.smallest);
        largest = Math.max(largest, part.largest);
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
        return line.windows(threshold, smallest, largest).stream()
                .map(window -> new Report.Range(window.from(), window.to()))
                .toList();
    }

    public long count() {
        return count;
    }

    /**
     * Takes one tile.
     *
     * @param min its smallest effect, NaN left out
     * @param max its largest
     * @param sum their sum
     * @param nan how many are NaN
     * @param smallest the smallest dosage
     * @param largest the largest
     */
    private record Part(float min, float max, double sum, int nan, float smallest, float largest) {
        static Part of(Tile tile) {
            Part part = effects(tile);
            float smallest = Float.POSITIVE_INFINITY;
            float largest = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < tile.count; i++) {
                smallest = Math.min(smallest, tile.dosages[i]);
                largest = Math.max(largest, tile.dosages[i]);
            }
            return new Part(part.min, part.max, part.sum, part.nan, smallest, largest);
        }

        private static Part effects(Tile tile) {
            Part part = of(tile.effects, tile.count);
            // A sum is NaN where an effect is, or where infinities cancel each other out.
            return Double.isNaN(part.sum) ? withoutNan(tile) : part;
        }

        private static Part withoutNan(Tile tile) {
            float[] effects = Arrays.copyOf(tile.effects, tile.count);
            int nan = 0;
            for (int i = 0; i < effects.length; i++) {
                if (Float.isNaN(effects[i])) {
                    effects[i] = 0;
                    nan++;
                }
            }
            Part minAndMax = of(tile.effects, tile.count);
            return new Part(minAndMax.min, minAndMax.max, of(effects, effects.length).sum, nan, Float.NaN, Float.NaN);
        }

        /** Four sums, because one would wait for each addition to end before the next. */
        private static Part of(float[] effects, int count) {
            float min = Float.POSITIVE_INFINITY;
            float max = Float.NEGATIVE_INFINITY;
            double s0 = 0;
            double s1 = 0;
            double s2 = 0;
            double s3 = 0;
            int i = 0;
            for (; i <= count - 4; i += 4) {
                float a = effects[i];
                float b = effects[i + 1];
                float c = effects[i + 2];
                float d = effects[i + 3];
                s0 += a;
                s1 += b;
                s2 += c;
                s3 += d;
                if (a < min) min = a;
                if (b < min) min = b;
                if (c < min) min = c;
                if (d < min) min = d;
                if (a > max) max = a;
                if (b > max) max = b;
                if (c > max) max = c;
                if (d > max) max = d;
            }
            for (; i < count; i++) {
                float a = effects[i];
                s0 += a;
                if (a < min) min = a;
                if (a > max) max = a;
            }
            return new Part(min, max, (s0 + s1) + (s2 + s3), 0, Float.NaN, Float.NaN);
        }
    }
}
