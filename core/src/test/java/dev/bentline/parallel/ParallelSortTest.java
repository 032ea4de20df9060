package dev.bentline.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Parts and merges against the JDK's sort. */
class ParallelSortTest {
    static Stream<Arguments> sizesAndThreads() {
        return Stream.of(0, 1, 65_535, 65_536, 131_072, 131_073, 200_001, 458_752, 1_000_003)
                .flatMap(size -> Stream.of(1, 2, 3, 5, 8, 13).map(threads -> Arguments.of(size, threads)));
    }

    @ParameterizedTest
    @MethodSource("sizesAndThreads")
    void sorts(int size, int threads) {
        Random random = new Random(size + threads);
        for (long range : new long[] {0, 1, 3, 1000, -1}) {
            long[] keys = random.longs(size)
                    .map(key -> range < 0 ? key : range == 0 ? 7 : Math.floorMod(key, range + 1) - 1)
                    .toArray();
            long[] expected = keys.clone();
            Arrays.sort(expected);
            assertThat(ParallelSort.sort(keys, threads)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("sizesAndThreads")
    void sortsWhatIsInOrderOrReversed(int size, int threads) {
        long[] ascending = new long[size];
        long[] descending = new long[size];
        for (int i = 0; i < size; i++) {
            ascending[i] = i;
            descending[i] = size - 1L - i;
        }
        assertThat(ParallelSort.sort(descending, threads)).isEqualTo(ascending);
        assertThat(ParallelSort.sort(ascending.clone(), threads)).isEqualTo(ascending);
    }
}
