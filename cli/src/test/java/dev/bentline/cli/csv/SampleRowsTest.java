package dev.bentline.cli.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.cli.source.WantedColumn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each sign of a dialect by itself. */
class SampleRowsTest {
    private static final List<WantedColumn> DOSAGE = List.of(WantedColumn.dosage(null));

    private static SampleRows rows(String text) {
        byte[] bytes = text.replace("|", "\n").getBytes(StandardCharsets.UTF_8);
        return SampleRows.of(bytes, 0, true, ';', StatedDialect.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"dosage\";\"effect\"|\"1\";0.1;1|\"2\";0.2;2", // counted
                "\"effect\";\"dosage\"|\"1\";0.1;1|\"2\";0.2;2",
                "\"dosage\";\"effect\"|\"a\";0.1;1|\"b\";0.2;2", // no numbers, where one is wanted
                "\"dosage\"|\"1\";0.1|\"2\";0.2"
            })
    void rowNames(String text) {
        assertThat(rows(text).haveRowNames(DOSAGE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"dosage\";\"effect\"", // no rows
                "\"dosage\";effect|\"1\";0.1;1|\"2\";0.2;2", // names that are not quoted
                "\"dosage\";\"effect\"|1;0.1;1|2;0.2;2",
                "\"dosage\";\"effect\"|\"1\";0.1;1|\"3\";0.2;2", // numbers that do not count
                "\"dosage\";\"effect\"|\"a\";0.1;1|\"2\";0.2;2",
                "\"effect\";\"dosage\"|\"a\";0.1;1|\"b\";0.2;2", // where no number is wanted
                "\"dosage\";\"effect\"|\"1\";\"0.1\";1|\"2\";0.2;2", // numbers that are quoted
                "\"dosage\";\"effect\"|\"1\";0.1;1|\"2\";0.2;", // a delimiter at the end
                "\"dosage\";\"effect\"|\"1\";0.1;1|\"2\";0.2",
                "\"dosage\";\"effect\"|\"1\";0.1;1;1|\"2\";0.2;2;2"
            })
    void noRowNames(String text) {
        assertThat(rows(text).haveRowNames(DOSAGE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dosage;b|0,5;1",
                "dosage;b|1;1|0,25;1",
                "dosage;b|NA;1|0,25;1",
                "dosage;b|1,234;1|0,25;1",
                "dosage;b|1.234;0,25", // points between thousands, beside decimal commas
                "dosage;b|1.234;0,25|7;0,5",
                "\"dosage\";\"b\"|\"1\";0,5;1|\"2\";1;1" // behind row names
            })
    void decimalCommas(String text) {
        assertThat(rows(text).haveDecimalCommas(DOSAGE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dosage;b|1;1|2;1", // nothing tells
                "dosage;b|1,234;1", // thousands
                "dosage;b|0,5;1|0.5;1", // points, too
                "dosage;b|0.5;0,25", // where numbers are wanted
                "dosage;b|1.234;0,25|0.5;0,25",
                "dosage;b|1.234;25",
                "dosage;b|1.234;x",
                "dosage;b|1.234;0,25|1;0.5",
                "dosage;b|7;0,25"
            })
    void noDecimalCommas(String text) {
        assertThat(rows(text).haveDecimalCommas(DOSAGE)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'1,234', true",
        "'-12,345', true",
        "'+123,456', true",
        "'1234,567', false",
        "'0,234', false",
        "'1,23', false",
        "'1,2345', false",
        "',234', false",
        "'-,234', false",
        "'1234', false"
    })
    void thousands(String number, boolean expected) {
        assertThat(SampleRows.hasThousands(number, ',')).isEqualTo(expected);
    }

    @Test
    void aRowThatTheBytesEndInIsNone() {
        byte[] bytes = "dosage\n0.1\n0.2".getBytes(StandardCharsets.UTF_8);
        assertThat(SampleRows.of(bytes, 0, false, ';', StatedDialect.NONE).fit())
                .isTrue();
        assertThat(rows("dosage;b|1;2|3").fit()).isFalse();
        assertThat(rows("dosage;b|1;2|3;4").fit()).isTrue();
        assertThat(rows("1;2|3;4").haveNoHeader()).isTrue();
        assertThat(rows("dosage;2|3;4").haveNoHeader()).isFalse();
        assertThat(rows("dosage").areThere()).isFalse();
        assertThat(rows("dosage|1").areThere()).isTrue();
        assertThat(rows("dosage|\"1").failed()).isTrue();
        assertThat(rows("dosage|1").failed()).isFalse();
    }
}
