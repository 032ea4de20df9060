package dev.bentline.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogAxisTest {
    @Test
    void equalRatiosAreEquallyFar() {
        LogAxis axis = LogAxis.of(List.of(2, 8, 512));
        assertThat(axis.place(2)).isZero();
        assertThat(axis.place(8)).isCloseTo(0.25, within(1e-12));
        assertThat(axis.place(32)).isCloseTo(0.5, within(1e-12));
        assertThat(axis.place(512)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0.13, 601, 0.1, 1000", "0.1, 1000, 0.1, 1000", "2, 3, 1, 10", "1, 1, 1, 10"})
    void wholeDecades(double least, double most, double from, double to) {
        LogAxis axis = LogAxis.decades(least, most);
        assertThat(axis.from()).isCloseTo(from, within(1e-12));
        assertThat(axis.to()).isCloseTo(to, within(1e-9));
    }

    @Test
    void wordsDoNotTouch() {
        assertThat(labels(List.of(1_000, 10_000, 1_000_000_000), 400))
                .containsExactly("1,000", "10,000", "1,000,000,000");
        assertThat(labels(List.of(1_000, 10_000, 1_000_000_000), 200)).containsExactly("1,000", "", "1,000,000,000");
        assertThat(labels(IntStream.rangeClosed(1, 256).boxed().toList(), 400))
                .containsExactly("1", "2", "5", "10", "20", "50", "100", "200");
    }

    private static List<String> labels(List<Integer> places, double pixels) {
        return LogAxis.legible(places, pixels).ticks().stream()
                .map(Axis.Tick::label)
                .toList();
    }

    @Test
    void ofManyTheRoundNumbersBetweenAreMarkedWhetherTheyAreAmongThemOrNot() {
        List<Integer> places =
                IntStream.range(0, 100).mapToObj(i -> 83 + 37 * i).toList();
        assertThat(LogAxis.legible(places, 1000).ticks())
                .extracting(Axis.Tick::label)
                .containsExactly("100", "200", "500", "1,000", "2,000");
        assertThat(LogAxis.legible(places, 1000).from()).isEqualTo(83);
        assertThat(LogAxis.legible(places, 1000).to()).isEqualTo(83 + 37 * 99);
    }
}
