package dev.bentline.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.DosageIndex;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ObservationOrderTest {
    /** Has dosages that occur often. */
    private final Workload shuffled = coarse(Workload.toFit(2, 10_000));

    private static Workload coarse(Workload workload) {
        float[] dosages = workload.dosages();
        for (int i = 0; i < dosages.length; i++) {
            dosages[i] = Math.round(dosages[i] * 100) / 100f;
        }
        return workload;
    }

    @ParameterizedTest
    @EnumSource
    void theSameObservations(ObservationOrder arrangement) {
        Workload arranged = arrangement.of(shuffled);
        assertThat(index(arranged)).isEqualTo(index(shuffled));
        assertThat(sorted(ObservationOrder.keys(arranged))).isEqualTo(sorted(ObservationOrder.keys(shuffled)));
    }

    @Test
    void inTheOrderTheySay() {
        long[] sorted = ObservationOrder.keys(ObservationOrder.SORTED.of(shuffled));
        assertThat(sorted).isSorted();
        assertThat(ObservationOrder.keys(ObservationOrder.REVERSED.of(shuffled)))
                .isEqualTo(reversed(sorted));
        Workload byDosage = ObservationOrder.SORTED_BY_DOSAGE.of(shuffled);
        assertThat(byDosage.dosages()).isSorted();
        assertThat(ObservationOrder.keys(byDosage)).isNotEqualTo(sorted);
        assertThat(index(shuffled).effect(0)).isNegative();
    }

    private static DosageIndex index(Workload workload) {
        return DosageIndex.of(workload.dosages(), workload.observed());
    }

    private static long[] sorted(long[] keys) {
        return LongStream.of(keys).sorted().toArray();
    }

    private static long[] reversed(long[] keys) {
        long[] reversed = new long[keys.length];
        Arrays.setAll(reversed, i -> keys[keys.length - 1 - i]);
        return reversed;
    }
}
