package dev.bentline.cli.source;

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
    public @Nullable ReadTask next() {
        long first = next;
        if (first == count) {
            return null;
        }
        next = Math.min(first + InputTile.SIZE, count);
        return new ReadTask() {
            @Override
            public void read(InputTile tile) {
                GridSource.this.read(tile, (double) first);
            }

            @Override
            public boolean readEnds(InputTile tile) {
                GridSource.this.readEnds(tile, (double) first);
                return true;
            }
        };
    }

    private void read(InputTile tile, double first) {
        tile.count = count(first);
        for (int j = 0; j < tile.count; j++) {
            tile.columns[0][j] = (float) (from + (first + j) * step);
        }
        endAtLast(tile, first);
    }

    private void readEnds(InputTile tile, double first) {
        tile.count = count(first);
        tile.columns[0][0] = (float) (from + first * step);
        tile.columns[0][tile.count - 1] = (float) (from + (first + tile.count - 1) * step);
        endAtLast(tile, first);
    }

    /** Counts the rows of the tile that begins at a position, which a double holds exactly. */
    private int count(double first) {
        return (int) Math.min(InputTile.SIZE, count - first);
    }

    private void endAtLast(InputTile tile, double first) {
        if (first + tile.count == count) {
            tile.columns[0][tile.count - 1] = (float) to;
        }
    }

    @Override
    public long rows() {
        return count;
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
