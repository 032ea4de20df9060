package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bentline.DosageIndex;
import dev.bentline.cli.csv.CsvReader;
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

    private CsvReader csv(int count) throws IOException {
        StringBuilder text = new StringBuilder("effect,dosage\n");
        for (int i = 0; i < count; i++) {
            text.append(-i).append(',').append(i).append('\n');
        }
        Path file = Files.writeString(folder.resolve("in.csv"), text);
        return CsvReader.open(
                file.toString(),
                List.of(
                        new CsvReader.Column("dosage", "--dosage", false),
                        new CsvReader.Column("effect", "--effect", false)),
                false);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 65_535, 65_536, 65_537, 200_000})
    void everyRowIsThere(int count) throws IOException {
        try (CsvReader csv = csv(count)) {
            DosageIndex index =
                    ObservationReader.read(csv, ObservationReader.MOST).index(1);
            assertThat(index.count()).isEqualTo(count);
            for (int i = 0; i < count; i++) {
                if (index.dosage(i) != i || index.effect(i) != -i) {
                    assertThat(index.dosage(i)).as("dosage %s", i).isEqualTo(i);
                    assertThat(index.effect(i)).as("effect %s", i).isEqualTo(-i);
                }
            }
        }
    }

    @Test
    void tooManyAreRefused() throws IOException {
        try (CsvReader csv = csv(10)) {
            ObservationReader.read(csv, 10);
        }
        try (CsvReader csv = csv(11)) {
            assertThatThrownBy(() -> ObservationReader.read(csv, 10))
                    .hasMessageContaining("in.csv has more than 10 observations; a fit takes that many at most");
        }
    }
}
