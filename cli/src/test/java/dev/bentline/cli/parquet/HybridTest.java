package dev.bentline.cli.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs of every width, read in pieces of any size. */
class HybridTest {
    static IntStream widths() {
        return IntStream.rangeClosed(0, 32);
    }

    @ParameterizedTest
    @MethodSource("widths")
    void runsOfBothKindsComeBack(int width) throws IOException {
        Random random = new Random(width);
        long[] numbers = new long[2000];
        PageBytes bytes = new PageBytes();
        int count = 0;
        while (count < 1800) {
            long mask = (1L << width) - 1;
            if (random.nextBoolean()) {
                int run = 1 + random.nextInt(40);
                Arrays.fill(numbers, count, count + run, random.nextLong() & mask);
                bytes.varint((long) run << 1).little(BigInteger.valueOf(numbers[count]), Math.ceilDiv(width, 8));
                count += run;
            } else {
                int eights = 1 + random.nextInt(5);
                for (int i = 0; i < 8 * eights; i++) {
                    numbers[count + i] = random.nextLong() & mask;
                }
                bytes.varint(((long) eights << 1) | 1).packed(numbers, count, 8 * eights, width);
                count += 8 * eights;
            }
        }
        for (int most : new int[] {1, 7, 8, 9, 100, count}) {
            Hybrid hybrid = new Hybrid(new Window(bytes.stream(1 + random.nextInt(20))), width);
            int[] read = new int[count + 2];
            read[0] = -7;
            read[count + 1] = -7;
            for (int done = 0; done < count; ) {
                int some = Math.min(count - done, 1 + random.nextInt(most));
                hybrid.next(read, 1 + done, some);
                done += some;
            }
            assertThat(read[0]).isEqualTo(-7);
            assertThat(read[count + 1]).isEqualTo(-7);
            for (int i = 0; i < count; i++) {
                assertThat(read[1 + i]).isEqualTo((int) numbers[i]);
            }
        }
    }

    @Test
    void whatNoPageHoldsIsRefused() throws IOException {
        Window none = new Window(new PageBytes().stream(1));
        assertThatThrownBy(() -> new Hybrid(none, 33))
                .hasMessageContaining("a number in a page is said to have 33 bits");
        assertThatThrownBy(() -> new Hybrid(none, 3).next(new int[1], 0, 1)).hasMessageContaining("ends early");
        long tooLong = (1L << 32) | 1;
        Window huge = new Window(new PageBytes().varint(tooLong).stream(9));
        assertThatThrownBy(() -> new Hybrid(huge, 3).next(new int[1], 0, 1)).hasMessageContaining("too long");
        Window longest = new Window(new PageBytes().varint(tooLong - 2).packed(new long[] {5}, 0, 1, 24).stream(9));
        int[] eight = new int[8];
        new Hybrid(longest, 3).next(eight, 0, 8);
        assertThat(eight).containsExactly(5, 0, 0, 0, 0, 0, 0, 0);
    }
}
