package dev.bentline.cli.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Integers as differences, whose writer chooses every width there is. */
class DeltaIntsTest {
    @ParameterizedTest
    @CsvSource({"128, 4", "8, 1", "8, 8", "24, 3", "32, 4", "256, 2"})
    void numbersComeBackAndNothingBehindThemIsTaken(int block, int parts) throws IOException {
        for (int count = 0; count < 300; count += 1 + count / 5) {
            Random random = new Random(count);
            long[] numbers = new long[count];
            for (int i = 0; i < count; i++) {
                numbers[i] = random.nextLong() >> random.nextInt(64);
            }
            PageBytes bytes = write(numbers, block, parts).int8(99);
            Window window = new Window(bytes.stream(1 + random.nextInt(50)));
            DeltaInts deltas = new DeltaInts(window);
            assertThat(deltas.count()).isEqualTo(count);
            for (long number : numbers) {
                assertThat(deltas.next()).isEqualTo(number);
            }
            assertThatThrownBy(deltas::next).hasMessageContaining("ends early");
            deltas.finish();
            assertThat(window.int8()).isEqualTo(99);
        }
    }

    private static PageBytes write(long[] numbers, int block, int parts) {
        PageBytes bytes = new PageBytes();
        bytes.varint(block).varint(parts).varint(numbers.length).zigzag(numbers.length == 0 ? 0 : numbers[0]);
        for (int first = 1; first < numbers.length; first += block) {
            long[] deltas = new long[block];
            long least = Long.MAX_VALUE;
            int count = Math.min(block, numbers.length - first);
            for (int i = 0; i < count; i++) {
                deltas[i] = numbers[first + i] - numbers[first + i - 1];
                least = Math.min(least, deltas[i]);
            }
            bytes.zigzag(least);
            int size = block / parts;
            int[] widths = new int[parts];
            for (int i = 0; i < count; i++) {
                deltas[i] -= least;
                widths[i / size] = Math.max(widths[i / size], Long.SIZE - Long.numberOfLeadingZeros(deltas[i]));
            }
            for (int width : widths) {
                bytes.int8(width);
            }
            for (int part = 0; part * size < count; part++) {
                bytes.packed(deltas, part * size, size, widths[part]);
            }
        }
        return bytes;
    }

    @ParameterizedTest
    @CsvSource({"8, 0", "7, 8", "10, 3", "65544, 8"})
    void blocksThatCannotBeAreRefused(int block, int parts) {
        PageBytes bytes = new PageBytes().varint(block).varint(parts).varint(1).zigzag(5);
        assertThatThrownBy(() -> new DeltaInts(new Window(bytes.stream(100)))).hasMessageContaining("corrupt");
    }

    @Test
    void theLargestBlockAndTheWidestNumberAreRead() throws IOException {
        PageBytes bytes = new PageBytes()
                .varint(1 << 16)
                .varint(1 << 13)
                .varint(2)
                .zigzag(5)
                .zigzag(-1);
        for (int part = 0; part < 1 << 13; part++) {
            bytes.int8(64);
        }
        bytes.packed(new long[] {-3, 0, 0, 0, 0, 0, 0, 0}, 0, 8, 64);
        DeltaInts deltas = new DeltaInts(new Window(bytes.stream(100)));
        assertThat(deltas.next()).isEqualTo(5);
        assertThat(deltas.next()).isEqualTo(1);
        PageBytes wide = new PageBytes()
                .varint(8)
                .varint(1)
                .varint(2)
                .zigzag(5)
                .zigzag(0)
                .int8(65);
        DeltaInts tooWide = new DeltaInts(new Window(wide.stream(100)));
        assertThat(tooWide.next()).isEqualTo(5);
        assertThatThrownBy(tooWide::next).hasMessageContaining("corrupt");
    }
}
