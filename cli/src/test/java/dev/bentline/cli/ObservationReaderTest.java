package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bentline.cli.csv.CsvSource;
import dev.bentline.cli.csv.StatedDialect;
import dev.bentline.cli.source.Keeping;
import dev.bentline.cli.source.Observations;
import dev.bentline.cli.source.Source;
import dev.bentline.cli.source.WantedColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObservationReaderTest {
    @TempDir
    Path folder;

    private Source csv(int from, int end) throws IOException {
        StringBuilder text = new StringBuilder("effect,dosage\n");
        for (int i = from; i < end; i++) {
            text.append(-i).append(',').append(i).append('\n');
        }
        Path file = Files.writeString(folder.resolve("in.csv"), text);
        return CsvSource.open(
                file.toString(),
                StatedDialect.NOTHING,
                List.of(new WantedColumn("dosage", "--dosage", false), new WantedColumn("effect", "--effect", false)),
                false,
                Keeping.NOTHING);
    }

    private static void assertAll(Observations read, int count) {
        assertThat(read.count()).isEqualTo(count);
        for (int i = 0; i < count; i++) {
            if (read.dosages()[i] != i || read.effects()[i] != -i) {
                assertThat(read.dosages()[i]).as("dosage %s", i).isEqualTo(i);
                assertThat(read.effects()[i]).as("effect %s", i).isEqualTo(-i);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16_383, 16_384, 16_385, 65_536, 200_000})
    void everyRowIsThere(int count) throws IOException {
        ObservationReader reader = new ObservationReader(ObservationReader.MOST, false);
        try (Source csv = csv(0, count)) {
            reader.read("in.csv", csv);
        }
        assertAll(reader.take(), count);
    }

    @Test
    void sourcesFollowOneAnother() throws IOException {
        ObservationReader reader = new ObservationReader(ObservationReader.MOST, false);
        for (int from : new int[] {0, 20_000, 40_000}) {
            try (Source csv = csv(from, from + 20_000)) {
                reader.read("in.csv", csv);
            }
        }
        assertThat(reader.rows().observations()).isEqualTo(60_000);
        assertAll(reader.take(), 60_000);
    }

    @Test
    void tooManyAreRefused() throws IOException {
        try (Source csv = csv(0, 10)) {
            new ObservationReader(10, false).read("in.csv", csv);
        }
        try (Source csv = csv(0, 11)) {
            ObservationReader reader = new ObservationReader(10, false);
            assertThatThrownBy(() -> reader.read("in.csv", csv))
                    .hasMessageContaining(
                            "in.csv: more than 10 observations up to here; a fit takes that many at most");
        }
    }
}
