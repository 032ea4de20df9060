package dev.bentline.cli;

/** Evenly spaced dosages, from A to B. */
final class GridSource implements Source {
    private final double from;
    private final double to;
    private final double step;
    private final long count;
    private volatile long next;

    GridSource(double from, double to, long count) {
        this.from = from;
        this.to = count == 1 ? from : to;
        this.step = count == 1 ? 0 : (to - from) / (count - 1);
        this.count = count;
    }

    @Override
    public boolean take(Tile tile) {
        long first = next;
        tile.first = first;
        tile.count = (int) Math.min(Tile.SIZE, count - first);
        next = first + tile.count;
        return tile.count > 0;
    }

    @Override
    public void fill(Tile tile) {
        float[] x = tile.dosages;
        double first = tile.first;
        for (int j = 0; j < tile.count; j++) {
            x[j] = (float) (from + (first + j) * step);
        }
        if (tile.first + tile.count == count) {
            x[tile.count - 1] = (float) to;
        }
    }

    @Override
    public long skipped() {
        return 0;
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
