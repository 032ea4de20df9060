package dev.bentline.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.DosageIndex;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HeapTest {
    private static final int COUNT = 960_000;

    /** Counts as the tables say: the observations and 84 bytes for every 96 of them, and the moments of all. */
    @ParameterizedTest
    @EnumSource
    void anIndexKeepsLessThanNineBytesAnObservation(ObservationOrder arrangement) {
        Workload workload = arrangement.of(Workload.toFit(2, COUNT));
        DosageIndex index = DosageIndex.of(workload.dosages(), workload.observed());
        assertThat(Heap.bytesInArrays(index)).isEqualTo((long) (8.875 * COUNT) + 80);
    }
}
