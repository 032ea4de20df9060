package dev.bentline.cli.sweep;

import org.jspecify.annotations.Nullable;

/** Evenly spaced dosages, from A to B. */
public final class GridSource implements Source {
    private final double from;
    private final double to;
    private final double step;
    private final long count;
    private volatile long next;

    public GridSource(double from, double to, long count) {
        this.from = from;
        this.to = count == 1 ? from : to;
        this.step = count == 1 ? 0 : (to - from) / (count - 1);
        this.count = count;
    }

    @Override
    public @Nullable Filling take() {
        long first = next;
        if (first == count) {
            return null;
        }
        next = Math.min(first + Tile.SIZE, count);
        return tile -> fill(tile, first);
    }

    private void fill(Tile tile, long first) {
        tile.count = (int) Math.min(Tile.SIZE, count - first);
        fill(tile.dosages, tile.count, (double) first);
        if (first + tile.count == count) {
            tile.dosages[tile.count - 1] = (float) to;
        }
    }

    private void fill(float[] dosages, int count, double first) {
        for (int j = 0; j < count; j++) {
            dosages[j] = (float) (from + (first + j) * step);
        }
    }

    @Override
    public long position() {
        return next;
    }

    @Override
    public long size() {
        return count;
    }

    @Override
    public void close() {}
}
