package dev.bentline.cli.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridSourceTest {
    private static final MathContext EXACT_ENOUGH = new MathContext(400);

    /** The grid's formula with every rounding to double spelt out. */
    private static float expected(double from, double to, long count, long i) {
        if (i == count - 1) {
            return (float) (count == 1 ? from : to);
        }
        double width = new BigDecimal(to).subtract(new BigDecimal(from)).doubleValue();
        double step = new BigDecimal(width)
                .divide(new BigDecimal(count - 1), EXACT_ENOUGH)
                .doubleValue();
        double way = new BigDecimal(step).multiply(new BigDecimal(i)).doubleValue();
        return (float) new BigDecimal(from).add(new BigDecimal(way)).doubleValue();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1",
        "0, 1, 2",
        "0, 1, 11",
        "0, 1, 16383",
        "0, 1, 16384",
        "0, 1, 16385",
        "0, 1, 20001",
        "1, 0, 10000",
        "-3.3, 7.77, 12345",
        "0.1, 0.1, 9000",
        "-3.4e38, 3.4e38, 10001",
        "1e-45, 3e-44, 33",
        "-1e9, 1e-9, 5" // the formula ends at 0
    })
    void everyDosageIsExact(double from, double to, long count) throws IOException {
        GridSource grid = new GridSource(from, to, count);
        InputTile tile = new InputTile(1);
        InputTile ends = new InputTile(1);
        List<Float> dosages = new ArrayList<>();
        assertThat(grid.rows()).isEqualTo(grid.size()).isEqualTo(count);
        for (Source.ReadTask task = grid.next(); task != null; task = grid.next()) {
            task.read(tile);
            assertThat(task.readEnds(ends)).isTrue();
            assertThat(ends.count).isEqualTo(tile.count);
            assertThat(ends.columns[0][0]).isEqualTo(tile.columns[0][0]);
            assertThat(ends.columns[0][ends.count - 1]).isEqualTo(tile.columns[0][tile.count - 1]);
            assertThat(grid.position()).isEqualTo(dosages.size() + tile.count);
            for (int i = 0; i < tile.count; i++) {
                dosages.add(tile.columns[0][i]);
            }
        }
        assertThat(dosages).hasSize((int) count);
        for (int i = 0; i < count; i++) {
            assertThat(dosages.get(i)).as("dosage %d", i).isEqualTo(expected(from, to, count, i));
        }
    }

    @Test
    void moreDosagesThanAnArrayHolds() throws IOException {
        long count = (1L << 32) + 12_345;
        GridSource grid = new GridSource(-1, 1, count);
        InputTile tile = new InputTile(1);
        long tiles = 0;
        Source.ReadTask last = null;
        for (Source.ReadTask task = grid.next(); task != null; task = grid.next()) {
            tiles++;
            last = task;
        }
        assertThat(tiles).isEqualTo((count + InputTile.SIZE - 1) / InputTile.SIZE);
        Objects.requireNonNull(last).read(tile);
        assertThat(tile.count).isEqualTo(12_345);
        for (int i = 0; i < tile.count; i++) {
            assertThat(tile.columns[0][i]).isEqualTo(expected(-1, 1, count, (1L << 32) + i));
        }
    }
}
