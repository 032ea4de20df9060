package dev.bentline.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.AnalysisException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong query is refused before it runs, with what is wrong and where. */
class WrongQueriesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "bentline('relu', CAST(1 AS DOUBLE)) | bentline takes a dosage that is a FLOAT, and CAST(1 AS DOUBLE) is a"
                        + " DOUBLE; write CAST(CAST(1 AS DOUBLE) AS FLOAT); line 2 pos 1",
                "bentline('relu', 1) | bentline takes a dosage that is a FLOAT, and 1 is an INT; write CAST(1 AS FLOAT); line 2 pos 1",
                "bentline('relu', 1.5) | bentline takes a dosage that is a FLOAT, and 1.5BD is a DECIMAL(2,1); write"
                        + " CAST(1.5BD AS FLOAT); line 2 pos 1",
                "bentline_derivative('relu') | bentline_derivative takes 2 arguments, a network and a dosage, and here are 1;"
                        + " line 2 pos 1",
                "bentline() | bentline takes 2 arguments, a network and a dosage, and here are 0; line 2 pos 1",
                "bentline('relu', 1F, 2F) | bentline takes 2 arguments, a network and a dosage, and here are 3; line 2 pos 1",
                "bentline(CAST(id AS STRING), 1F) | bentline takes a network that is a string literal, and here is"
                        + " CAST(id AS STRING); it may be 'relu', 'softplus', JSON, or a JSON or ONNX file; line 2 pos 1",
                "bentline(NULL, 1F) | bentline takes a network that is a string literal, and here is NULL; it may be 'relu',"
                        + " 'softplus', JSON, or a JSON or ONNX file; line 2 pos 1",
                "bentline('no.json', 1F) | bentline cannot read the network 'no.json': no such file; it may be 'relu',"
                        + " 'softplus', JSON, or a JSON or ONNX file of the driver's machine; line 2 pos 1",
                "bentline('relu', array(id)) | bentline takes a dosage that is a FLOAT, and array(id) is an ARRAY<BIGINT>;"
                        + " line 2 pos 1",
                "bentline('{', 1F) | bentline cannot read the network '{': line 1, column 2: expected a field name in quotes, found the end of the text; line 2 pos 1"
            })
    void isRefused(String call, String message) {
        assertThatThrownBy(() -> LocalSpark.SESSION.sql("SELECT 1,\n " + call + " FROM range(3)"))
                .isInstanceOf(AnalysisException.class)
                .hasMessage(message);
    }

    @Test
    void filesThatAreNoNetworksAreNamed() throws IOException {
        Path file = folder.resolve("bad.json");
        Files.writeString(file, "[1]");
        assertThatThrownBy(() -> LocalSpark.SESSION.sql("SELECT bentline('" + file + "', 1F)"))
                .isInstanceOf(AnalysisException.class)
                .hasMessageStartingWith("bentline cannot read the network '" + file + "': line 1, column 1");
        assertThat(file).exists();
    }
}
