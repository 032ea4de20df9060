package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.bentline.testing.Networks;
import dev.bentline.testing.Observed;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that observations make one index, however they come; that it is small, and refuses what it cannot hold. */
class DosageIndexTest {
    private static final Network NETWORK = Networks.nineteen();

    /** Around the sizes of blocks and chunks. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 95, 96, 97, 191, 192, 193, 1000, 98_303, 98_304, 98_305, 600_001})
    void orderDoesNotMatter(int count) {
        Observed observed = Observed.random(count, count);
        DosageIndex index = observed.index();
        DosageIndex sorted = observed.sorted().index();
        DosageIndex byDosage = observed.shuffled().sortedByDosage().index();
        assertThat(byDosage).isEqualTo(index);
        DosageIndex reversed = observed.sorted().reversed().index();
        assertThat(sorted).isEqualTo(index).hasSameHashCodeAs(index);
        assertThat(reversed).isEqualTo(index);
        assertThat(DosageIndex.of(observed.x(), observed.t(), 1)).isEqualTo(index);
        assertThat(DosageIndex.of(observed.x(), observed.t(), 7)).isEqualTo(index);
        assertThat(sorted.gradient(NETWORK)).isEqualTo(index.gradient(NETWORK));
        assertThat(DosageIndex.of(observed.x(), observed.t(), 7).gradient(NETWORK))
                .isEqualTo(index.gradient(NETWORK));
    }

    static Stream<Arguments> dosagesAndEffects() {
        float[] extremes = {-Float.MAX_VALUE, -1, -Float.MIN_VALUE, -0f, 0f, Float.MIN_VALUE, 1, Float.MAX_VALUE};
        return Stream.of(
                Arguments.of("uniform", (Draw) Random::nextFloat),
                Arguments.of("normal", (Draw) random -> (float) random.nextGaussian()),
                Arguments.of("all equal", (Draw) random -> 0.5f),
                Arguments.of("ten", (Draw) random -> random.nextInt(10) / 10f),
                Arguments.of("a thousand", (Draw) random -> random.nextInt(1000) / 1000f),
                Arguments.of("half of them 0", (Draw) random -> random.nextBoolean() ? 0f : random.nextFloat()),
                Arguments.of("some of them 0", (Draw) random -> random.nextInt(20) == 0 ? -0f : random.nextFloat()),
                Arguments.of("extremes", (Draw) random -> extremes[random.nextInt(extremes.length)]),
                Arguments.of("subnormal", (Draw) random -> (random.nextInt(50) - 25) * Float.MIN_VALUE));
    }

    interface Draw {
        float from(Random random);
    }

    /** Bits, against the JDK's sort: around the size from which a radix sort takes over. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("dosagesAndEffects")
    void sortsAsTheJdkDoes(String kind, Draw dosage) {
        check(kind, dosage, IntStream.concat(IntStream.rangeClosed(1, 70), IntStream.of(1023, 1024, 1025, 5000)));
    }

    /** Sizes where threads and chunks part. */
    @Tag("slow")
    @ParameterizedTest(name = "{0}")
    @MethodSource("dosagesAndEffects")
    void sortsManyAsTheJdkDoes(String kind, Draw dosage) {
        check(kind, dosage, IntStream.of(262_145, 600_001));
    }

    private static void check(String kind, Draw dosage, IntStream counts) {
        Draw several = random -> random.nextInt(3) == 0 ? -0f : random.nextInt(7) - 3;
        Draw effects = random -> kind.equals("extremes") ? dosage.from(random) : (float) random.nextGaussian();
        counts.forEach(count -> {
            Observed observed = Observed.random(count, count);
            Random random = new Random(count);
            for (int i = 0; i < count; i++) {
                observed.x()[i] = dosage.from(random);
                observed.t()[i] = (count % 2 == 0 ? several : effects).from(random);
            }
            check(observed);
        });
    }

    private static void check(Observed observed) {
        long[] keys = keys(observed.x(), observed.t());
        Arrays.sort(keys);
        int count = keys.length;
        for (int threads : count <= 70 ? new int[] {1, 8} : new int[] {1, 2, 3, 8}) {
            assertThat(keys(DosageIndex.of(observed.x(), observed.t(), threads)))
                    .isEqualTo(keys);
        }
        Observed byDosage = observed.sortedByDosage();
        for (Observed arranged : List.of(
                byDosage,
                byDosage.reversed(),
                observed.sorted(),
                observed.sorted().reversed())) {
            assertThat(keys(DosageIndex.of(arranged.x(), arranged.t(), 3))).isEqualTo(keys);
        }
    }

    private static long[] keys(DosageIndex index) {
        float[] x = new float[index.count()];
        float[] t = new float[index.count()];
        int minusZeros = 0; // an index holds none, which their keys would not show
        for (int i = 0; i < x.length; i++) {
            x[i] = index.dosage(i);
            t[i] = index.effect(i);
            minusZeros += Float.floatToRawIntBits(x[i]) == Integer.MIN_VALUE ? 1 : 0;
            minusZeros += Float.floatToRawIntBits(t[i]) == Integer.MIN_VALUE ? 1 : 0;
        }
        assertThat(minusZeros).isZero();
        return keys(x, t);
    }

    private static long[] keys(float[] x, float[] t) {
        return IntStream.range(0, x.length)
                .mapToLong(i -> (order(x[i]) << 32) + order(t[i]))
                .toArray();
    }

    /** Returns how many floats it is away from 0. */
    private static long order(float number) {
        int bits = Float.floatToIntBits(number);
        return bits < 0 ? Integer.MIN_VALUE - (long) bits : bits;
    }

    @Test
    void isSortedByDosageThenEffect() {
        DosageIndex index = DosageIndex.of(
                new float[] {2, -1, 2, Float.MIN_VALUE, 2, -Float.MAX_VALUE}, new float[] {3, 5, -4, 1, -0.5f, 7});
        assertThat(index.count()).isEqualTo(6);
        assertThat(new float[] {
                    index.dosage(0), index.dosage(1), index.dosage(2), index.dosage(3), index.dosage(4), index.dosage(5)
                })
                .containsExactly(-Float.MAX_VALUE, -1, Float.MIN_VALUE, 2, 2, 2);
        assertThat(new float[] {
                    index.effect(0), index.effect(1), index.effect(2), index.effect(3), index.effect(4), index.effect(5)
                })
                .containsExactly(7, 5, 1, -4, -0.5f, 3);
        assertThat(index).hasToString("DosageIndex[6 observations, dosages -3.4028235E38 to 2.0]");
    }

    @Test
    void minusZeroIsZero() {
        float[] effects = {2, 1, -0f, 0f};
        DosageIndex index = DosageIndex.of(new float[] {-0f, 0f, 0f, -0f}, effects);
        assertThat(index).isEqualTo(DosageIndex.of(new float[4], new float[] {0, 0, 1, 2}));
        assertThat(Float.floatToRawIntBits(index.dosage(3))).isZero();
        assertThat(Float.floatToRawIntBits(index.effect(0))).isZero();
        assertThat(Float.floatToRawIntBits(index.effect(1))).isZero();
        assertThat(effects).containsExactly(2, 1, -0f, 0f);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 97, 5000, 300_000})
    void mergedIsTheIndexOfTheUnion(int count) {
        Observed all = Observed.random(count + 1, 3);
        for (int cut : new int[] {1, count / 2 + 1, count}) {
            DosageIndex left = all.range(0, cut).index();
            DosageIndex right = all.range(cut, count + 1).index();
            assertThat(left.merge(right)).isEqualTo(all.index()).isEqualTo(right.merge(left));
            assertThat(left.merge(right, 1)).isEqualTo(all.index()).isEqualTo(right.merge(left, 3));
            assertThat(left.merge(right).gradient(NETWORK))
                    .isEqualTo(all.index().gradient(NETWORK));
        }
    }

    @Test
    void mergesTakeAThreadOrMore() {
        DosageIndex index = Observed.random(10, 3).index();
        assertThatThrownBy(() -> index.merge(index, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads is 0; it must be at least 1");
    }

    /** A run of equal dosages may be longer than what one thread takes at a time. */
    @Test
    void oneDosageWithManyEffects() {
        int count = 700_000;
        Observed observed = Observed.random(count, 6);
        float[] x = new float[count];
        Arrays.fill(x, 100_000, 650_000, 1f);
        Arrays.fill(x, 650_000, count, 2f);
        DosageIndex index = DosageIndex.of(x, observed.t(), 3);
        assertThat(index).isEqualTo(new Observed(x, observed.t()).shuffled().index());
        int descents = 0;
        for (int i = 1; i < count; i++) {
            boolean ascends = index.dosage(i) > index.dosage(i - 1) || index.effect(i) >= index.effect(i - 1);
            descents += ascends ? 0 : 1;
        }
        assertThat(descents).isZero();
    }

    /** A run of equal dosages among many that differ, its effects in order but for the last, which goes to their front. */
    @ParameterizedTest
    @ValueSource(ints = {30, 31, 32, 33, 34, 100})
    void anEffectGoesFarWithinItsDosage(int run) {
        Observed observed = Observed.random(3000, 1);
        for (int i = 0; i < run; i++) {
            observed.x()[7 * i] = 0.5f;
            observed.t()[7 * i] = i < run - 1 ? i : -1;
        }
        check(observed);
    }

    @Test
    void duplicatesAllCount() {
        float[] x = new float[1000];
        float[] t = new float[1000];
        Arrays.fill(x, 0.5f);
        Arrays.fill(t, 1f);
        double loss = DosageIndex.of(x, t).gradient(Network.relu()).loss();
        double once = DosageIndex.of(new float[] {0.5f}, new float[] {1f})
                .gradient(Network.relu())
                .loss();
        assertThat(loss).isEqualTo(1000 * once, org.assertj.core.data.Offset.offset(1e-15 * loss));
    }

    /** Two floats, a pair of doubles for each of five moments a block of 96, and its first dosage: 8.875 bytes. */
    @Tag("slow")
    @Test
    void takesLessThanNineBytesAnObservation() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int count = 3_000_000;
        Observed sorted = Observed.random(count, 4).sorted();
        // What loading classes takes is no observation's.
        DosageIndex first = DosageIndex.of(sorted.x(), sorted.t(), 1);
        long before = threads.getCurrentThreadAllocatedBytes();
        DosageIndex index = DosageIndex.of(sorted.x(), sorted.t(), 1);
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(index).isEqualTo(first);
        assertThat((double) bytes / count).isBetween(8.0, 9.0);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void whatIsNotFiniteIsNamed(float bad) {
        float[] good = new float[400_000];
        for (int at : new int[] {0, 7, 262_143, 262_144, 399_999}) {
            float[] one = good.clone();
            one[at] = bad;
            float[] more = one.clone();
            more[399_999] = bad;
            assertThatThrownBy(() -> DosageIndex.of(more, good))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("dosage " + at + " is " + bad + "; it must be a finite float");
            assertThatThrownBy(() -> DosageIndex.of(good, more))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("effect " + at + " is " + bad + "; it must be a finite float");
        }
    }

    @Test
    void badArguments() {
        assertThatThrownBy(() -> DosageIndex.of(new float[0], new float[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are 0 observations; at least 1 is needed");
        assertThatThrownBy(() -> DosageIndex.of(new float[3], new float[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("effects has length 2; it must be as long as the dosages, 3");
        assertThatThrownBy(() -> DosageIndex.of(new float[3], new float[3], 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads is 0; it must be at least 1");
        assertThatThrownBy(() -> DosageIndex.of(new float[3], new float[3]).gradient(Network.softplus()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the hidden activation is SOFTPLUS");
    }

    @Test
    void nullIsNamed() {
        assertThatNullPointerException()
                .isThrownBy(() -> DosageIndex.of(nothing(), new float[1]))
                .withMessage("dosages");
        assertThatNullPointerException()
                .isThrownBy(() -> DosageIndex.of(new float[1], nothing()))
                .withMessage("effects");
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what a careless caller passes
    private static <T> T nothing() {
        return null;
    }

    /** Merging many small indexes one by one, in any order, ends in the same index. */
    @Test
    void manyMerges() {
        Observed all = Observed.random(500, 8);
        Random random = new Random(1);
        DosageIndex merged = all.range(0, 1).index();
        for (int from = 1; from < 500; ) {
            int end = Math.min(500, from + 1 + random.nextInt(40));
            DosageIndex next = all.range(from, end).index();
            merged = random.nextBoolean() ? merged.merge(next) : next.merge(merged);
            from = end;
        }
        assertThat(merged).isEqualTo(all.index());
    }
}
