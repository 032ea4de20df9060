package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bentline.Engine;
import dev.bentline.Network;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepTest {
    private static final int TILES = 200;
    private static final Engine ENGINE = Engine.of(Network.relu());

    private static GridSource grid() {
        return new GridSource(0, 1, (long) TILES * Tile.SIZE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void tilesAreDeliveredInOrder(int threads) throws IOException {
        List<Long> firsts = new ArrayList<>();
        Sink sink = tile -> {
            long first = tile.first;
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
            long first = tile.first;
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
        List<Long> firsts = new ArrayList<>();
        GridSource grid = grid();
        Source source = new Source() {
            @Override
            public boolean take(Tile tile) throws IOException {
                if (grid.position() == 5L * Tile.SIZE) {
                    throw new IOException("unreadable");
                }
                return grid.take(tile);
            }

            @Override
            public long skipped() {
                return 0;
            }

            @Override
            public long position() {
                return 0;
            }

            @Override
            public long size() {
                return 0;
            }

            @Override
            public void close() {}
        };
        Sink sink = tile -> {
            long first = tile.first;
            return () -> firsts.add(first);
        };
        assertThatThrownBy(() -> new Sweep(source, ENGINE, false, List.of(sink)).run(3))
                .hasMessage("unreadable");
        assertThat(firsts).hasSize(5);
    }
}
