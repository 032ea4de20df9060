package dev.bentline.descent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every number of passes, and parts of every size, against the JDK's sort of keys with their positions. */
class RadixSortTest {
    /** Kinds of keys, from one bit that differs to all 32. */
    enum Keys {
        EQUAL {
            @Override
            float key(Random random) {
                return -3;
            }
        },
        ZEROS {
            @Override
            float key(Random random) {
                return random.nextBoolean() ? -0f : 0f;
            }
        },
        SUBNORMAL {
            @Override
            float key(Random random) {
                return (random.nextInt(7) - 3) * Float.MIN_VALUE;
            }
        },
        FEW {
            @Override
            float key(Random random) {
                return random.nextInt(10) / 10f;
            }
        },
        TWENTY_THREE_BITS {
            @Override
            float key(Random random) {
                return 1 + random.nextFloat();
            }
        },
        DOSAGES {
            @Override
            float key(Random random) {
                return random.nextFloat();
            }
        },
        EXTREMES {
            @Override
            float key(Random random) {
                return new float[] {-Float.MAX_VALUE, -Float.MIN_VALUE, 0, 1, Float.MAX_VALUE}[random.nextInt(5)];
            }
        },
        ANY {
            @Override
            float key(Random random) {
                float key = Float.intBitsToFloat(random.nextInt());
                return Float.isFinite(key) ? key : 0;
            }
        };

        abstract float key(Random random);

        float[] keys(int count) {
            Random random = new Random(count);
            float[] keys = new float[count];
            for (int i = 0; i < count; i++) {
                keys[i] = key(random);
            }
            return keys;
        }
    }

    @ParameterizedTest
    @EnumSource
    void sortsAsTheJdkDoes(Keys kind) {
        IntStream sizes =
                IntStream.concat(IntStream.rangeClosed(0, 70), IntStream.of(1023, 65_535, 65_536, 98_305, 300_001));
        sizes.forEach(size -> check(kind.keys(size)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 70, 65_537, 300_001})
    void sortsWhatIsInOrderOrReversed(int size) {
        float[] ascending = Keys.ANY.keys(size);
        Arrays.sort(ascending);
        float[] descending = new float[size];
        for (int i = 0; i < size; i++) {
            descending[i] = ascending[size - 1 - i];
        }
        check(ascending);
        check(descending);
    }

    /** Values are positions, so that another order of equal keys is noticed. */
    private static void check(float[] keys) {
        int count = keys.length;
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = i == 0 ? -0f : i;
        }
        int[] order = order(keys);
        int[] wantedKeys = bits(count, i -> keys[order[i]] + 0f);
        int[] wantedValues = bits(count, i -> order[i]);
        Stream.of(1, 2, 3, 5, 8).forEach(threads -> {
            float[] sortedKeys = new float[count];
            float[] sortedValues = new float[count];
            RadixSort.sort(keys, values, sortedKeys, sortedValues, threads);
            assertThat(bits(count, i -> sortedKeys[i])).isEqualTo(wantedKeys);
            assertThat(bits(count, i -> sortedValues[i])).isEqualTo(wantedValues);
        });
        float[] ownKeys = keys.clone();
        RadixSort.sort(ownKeys, values, ownKeys, values, 2);
        assertThat(bits(count, i -> ownKeys[i])).isEqualTo(wantedKeys);
        assertThat(bits(count, i -> values[i])).isEqualTo(wantedValues);
    }

    private static int[] order(float[] keys) {
        long[] withPositions = new long[keys.length];
        for (int i = 0; i < keys.length; i++) {
            int bits = Float.floatToIntBits(keys[i] + 0f);
            long ordered = bits < 0 ? Integer.MIN_VALUE - (long) bits : bits;
            withPositions[i] = (ordered << 32) + i;
        }
        Arrays.sort(withPositions);
        return Arrays.stream(withPositions).mapToInt(key -> (int) key).toArray();
    }

    private interface Floats {
        float at(int i);
    }

    private static int[] bits(int count, Floats floats) {
        return IntStream.range(0, count)
                .map(i -> Float.floatToRawIntBits(floats.at(i)))
                .toArray();
    }
}
