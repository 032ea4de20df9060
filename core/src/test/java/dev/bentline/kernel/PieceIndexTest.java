package dev.bentline.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every look-up against a linear search, and the number of steps it takes. */
class PieceIndexTest {
    static Stream<Named<float[]>> starts() {
        Random random = new Random(3);
        return Stream.of(
                Named.of("one piece", starts(0, random::nextFloat)),
                Named.of("two pieces", starts(1, random::nextFloat)),
                Named.of("around both zeros", new float[] {
                    Float.NEGATIVE_INFINITY, -Float.MIN_VALUE, -0f, Float.MIN_VALUE, 2 * Float.MIN_VALUE
                }),
                Named.of("zero in the middle", new float[] {Float.NEGATIVE_INFINITY, -1f, 0f, 1f}),
                Named.of("the ends", new float[] {
                    Float.NEGATIVE_INFINITY, -Float.MAX_VALUE, 1f, Float.MAX_VALUE, Float.POSITIVE_INFINITY
                }),
                Named.of("1000 even", starts(1000, random::nextFloat)),
                Named.of("1000 normal", starts(1000, () -> (float) random.nextGaussian())),
                Named.of("1000 Cauchy", starts(1000, () -> (float) Math.tan(Math.PI * (random.nextDouble() - 0.5)))),
                Named.of("1000 of any size", starts(1000, () -> Float.intBitsToFloat(random.nextInt()))),
                Named.of("pairs of neighbours", pairs(random, 1)),
                Named.of("pairs of near floats", pairs(random, 100)),
                Named.of("pairs of floats further apart", pairs(random, 70_000)),
                Named.of("the adversary", adversary()));
    }

    private static float[] starts(int knots, java.util.function.Supplier<Float> knot) {
        Set<Float> sorted = new TreeSet<>();
        sorted.add(Float.NEGATIVE_INFINITY);
        while (sorted.size() < knots + 1) {
            float value = knot.get() + 0f;
            if (Float.isFinite(value)) {
                sorted.add(value);
            }
        }
        return toArray(sorted);
    }

    private static float[] pairs(Random random, int apart) {
        Set<Float> sorted = new TreeSet<>();
        sorted.add(Float.NEGATIVE_INFINITY);
        while (sorted.size() < 2001) {
            float value = random.nextFloat() - 0.5f;
            sorted.add(value);
            sorted.add(Float.intBitsToFloat(Float.floatToRawIntBits(value) + 1 + random.nextInt(apart)));
        }
        return toArray(sorted);
    }

    /** 16,384 neighbouring floats, and clusters at both ends of what floats there are. */
    static float[] adversary() {
        Set<Float> sorted = new TreeSet<>();
        sorted.add(Float.NEGATIVE_INFINITY);
        for (int i = 0; i < 16_384; i++) {
            sorted.add(Float.intBitsToFloat(Float.floatToIntBits(0.5f) + i));
        }
        for (int i = 0; i < 100; i++) {
            sorted.add(Float.intBitsToFloat(Float.floatToIntBits(1e-40f) + i));
            sorted.add(Float.intBitsToFloat(Float.floatToIntBits(1e38f) + i));
        }
        return toArray(sorted);
    }

    private static float[] toArray(Set<Float> sorted) {
        float[] starts = new float[sorted.size()];
        int i = 0;
        for (float start : sorted) {
            starts[i++] = start;
        }
        return starts;
    }

    @ParameterizedTest
    @MethodSource("starts")
    void findsTheLastStartAtOrBelow(float[] starts) {
        PieceIndex index = new PieceIndex(starts);
        for (float start : starts) {
            for (float x : new float[] {Math.nextDown(start), start, Math.nextUp(start), -start, 3 * start}) {
                check(index, starts, x);
            }
        }
        Random random = new Random(4);
        for (int i = 0; i < 10_000; i++) {
            check(index, starts, random.nextFloat());
            check(index, starts, (float) random.nextGaussian());
            check(index, starts, Float.intBitsToFloat(random.nextInt()));
        }
        for (float x : new float[] {0f, -0f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE}) {
            check(index, starts, x);
        }
        assertThat(index.find(Float.NaN)).isBetween(0, starts.length - 1);
        assertThat(index.find(Float.intBitsToFloat(-1))).isBetween(0, starts.length - 1);
    }

    @ParameterizedTest
    @MethodSource("starts")
    void aTileIsFoundAsEachOfItsDosagesIs(float[] starts) {
        PieceIndex index = new PieceIndex(starts);
        Random random = new Random(5);
        Scratch scratch = new Scratch();
        float[] x = new float[Kernel.BLOCK + 7];
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < x.length; i++) {
                float start = starts[random.nextInt(starts.length)];
                x[i] = switch (random.nextInt(6)) {
                    case 0 -> Math.nextDown(start);
                    case 1 -> start;
                    case 2 -> -start;
                    case 3 -> random.nextFloat();
                    case 4 -> (float) random.nextGaussian();
                    default -> Float.intBitsToFloat(random.nextInt());
                };
            }
            index.find(x, 7, Kernel.BLOCK, scratch);
            for (int i = 0; i < Kernel.BLOCK; i++) {
                if (Float.isNaN(x[7 + i])) {
                    assertThat(scratch.pieces[i]).isBetween(0, starts.length - 1);
                } else if (scratch.pieces[i] != index.find(x[7 + i])) {
                    assertThat(scratch.pieces[i])
                            .as("the piece of %s", x[7 + i])
                            .isEqualTo(index.find(x[7 + i]));
                }
            }
        }
    }

    private static void check(PieceIndex index, float[] starts, float x) {
        if (Float.isNaN(x)) {
            return;
        }
        int at = Arrays.binarySearch(starts, x + 0f); // which puts -0 below 0
        if (at < 0) {
            at = -at - 2;
        }
        if (at + 1 < starts.length && starts[at + 1] == x) {
            at++;
        }
        int found = index.find(x);
        if (found != Math.max(0, at)) {
            assertThat(found).as("the piece of %s", x).isEqualTo(Math.max(0, at));
        }
    }

    @Test
    void ordinaryStartsTakeFewStepsAndClustersFewMore() {
        Random random = new Random(5);
        assertThat(new PieceIndex(starts(1, random::nextFloat)).steps()).isOne();
        assertThat(new PieceIndex(starts(16_384, random::nextFloat)).steps()).isBetween(1, 3);
        assertThat(new PieceIndex(adversary()).steps()).isBetween(2, 3);
        assertThat(new PieceIndex(nested()).steps()).isLessThanOrEqualTo(PieceIndex.MOST_STEPS);
    }

    /** Clusters within clusters, each a quarter of the one around it. */
    private static float[] nested() {
        Set<Float> sorted = new TreeSet<>();
        sorted.add(Float.NEGATIVE_INFINITY);
        for (int bit = 0; bit < 31; bit++) {
            sorted.add(Float.intBitsToFloat((1 << bit) - 1));
            sorted.add(Float.intBitsToFloat(1 << bit));
        }
        sorted.remove(Float.NaN);
        return toArray(sorted);
    }
}
