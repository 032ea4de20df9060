package dev.bentline.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ResultRowTest {
    @Test
    void quantilesLieBetweenTheTwoNearestOfAllForks() {
        List<List<Double>> forks = List.of(List.of(4.0, 1.0), List.of(3.0, 2.0));
        assertThat(ResultRow.quantile(forks, 0)).isEqualTo(1);
        assertThat(ResultRow.quantile(forks, 0.25)).isEqualTo(1.75);
        assertThat(ResultRow.quantile(forks, 0.5)).isEqualTo(2.5);
        assertThat(ResultRow.quantile(forks, 1)).isEqualTo(4);
        assertThat(ResultRow.quantile(List.of(List.of(7.0)), 0.5)).isEqualTo(7);
    }

    @Test
    void aWideMiddleHalfIsUnsteady() {
        assertThat(of(1, 1.1, 1.2, 1.3).isUnsteady()).isFalse();
        assertThat(of(1, 1, 2, 2).isUnsteady()).isTrue();
    }

    @Test
    void whatDidNotRunIsNotMeasured() {
        assertThat(of(1).isMeasured()).isTrue();
        assertThat(new ResultRow("x", Family.C, 1, "skipped: no gcc", List.of(), 0).isMeasured())
                .isFalse();
    }

    private static ResultRow of(double... nanos) {
        List<Double> fork = DoubleStream.of(nanos).boxed().toList();
        return new ResultRow("x", Family.BENTLINE, 1, null, List.of(fork), 0);
    }
}
