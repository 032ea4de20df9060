package dev.bentline.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bentline.Engine;
import dev.bentline.Network;
import dev.bentline.cli.source.GridSource;
import dev.bentline.cli.source.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepTest {
    private static final int TILES = 200;
    private static final Engine ENGINE = Engine.of(Network.relu());

    /** Every dosage is its own position. */
    private static GridSource grid() {
        return new GridSource(0, TILES * Tile.SIZE - 1, (long) TILES * Tile.SIZE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void tilesAreDeliveredInOrder(int threads) throws IOException {
        List<Long> firsts = new ArrayList<>();
        Sink sink = tile -> {
            long first = (long) tile.dosages[0];
            LockSupport.parkNanos(new Random(first).nextInt(100_000));
            return () -> firsts.add(first);
        };
        new Sweep(grid(), ENGINE, false, List.of(sink)).run(threads);
        assertThat(firsts)
                .containsExactlyElementsOf(LongStream.range(0, TILES)
                        .map(i -> i * Tile.SIZE)
                        .boxed()
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void theEarliestFailureCountsAndNothingLaterIsDelivered(int threads) {
        List<Long> firsts = new ArrayList<>();
        Sink sink = tile -> {
            long first = (long) tile.dosages[0];
            if (first == 90L * Tile.SIZE) {
                LockSupport.parkNanos(20_000_000);
            }
            if (first >= 90L * Tile.SIZE) {
                throw new IllegalStateException("tile " + first / Tile.SIZE);
            }
            return () -> firsts.add(first);
        };
        assertThatThrownBy(() -> new Sweep(grid(), ENGINE, false, List.of(sink)).run(threads))
                .hasMessage("tile 90");
        assertThat(firsts).hasSize(90);
    }

    @Test
    void aSinkThatFailsEndsTheSweep() {
        Sink sink = tile -> () -> {
            throw new IOException("full");
        };
        assertThatThrownBy(() -> new Sweep(grid(), ENGINE, true, List.of(sink)).run(2))
                .isInstanceOf(IOException.class)
                .hasMessage("full");
    }

    @Test
    void aSourceThatFailsEndsTheSweepAfterTheTilesBefore() {
        GridSource grid = grid();
        Source source = new Unwatched() {
            @Override
            public @Nullable ReadTask next() throws IOException {
                if (grid.position() == 5L * Tile.SIZE) {
                    throw new IOException("unreadable");
                }
                return grid.next();
            }
        };
        assertFailsAfterFiveTiles(source);
    }

    @Test
    void aReadTaskThatFailsEndsTheSweepAfterTheTilesBefore() {
        GridSource grid = grid();
        Source source = new Unwatched() {
            @Override
            public @Nullable ReadTask next() {
                boolean fails = grid.position() == 5L * Tile.SIZE;
                ReadTask task = grid.next();
                return task == null
                        ? null
                        : tile -> {
                            if (fails) {
                                throw new IOException("unreadable");
                            }
                            task.read(tile);
                        };
            }
        };
        assertFailsAfterFiveTiles(source);
    }

    private static void assertFailsAfterFiveTiles(Source source) {
        List<Long> firsts = new ArrayList<>();
        Sink sink = tile -> {
            long first = (long) tile.dosages[0];
            return () -> firsts.add(first);
        };
        assertThatThrownBy(() -> new Sweep(source, ENGINE, false, List.of(sink)).run(3))
                .hasMessage("unreadable");
        assertThat(firsts).hasSize(5);
    }

    /** A source that has nothing to close, and whose progress nobody watches. */
    private abstract static class Unwatched implements Source {
        @Override
        public long position() {
            return 0;
        }

        @Override
        public long size() {
            return -1;
        }

        @Override
        public void close() {}
    }
}
