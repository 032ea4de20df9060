package dev.bentline.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bentline.Network;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Damaged files give one clean error that says where. */
class OnnxDamageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "08         | byte 1, field 1 ends within a number",
                "0880       | byte 2, field 1 ends within a number",
                "08ffffffffffffffffffff01 | byte 11, field 1 ends within a number",
                "0d01000000 | byte 1, field 1 has the wire type 5 instead of 0",
                "0980       | byte 1, field 1 has the wire type 1 instead of 0",
                "0b         | byte 1, field 1 has the wire type 3 instead of 0",
                "0a         | byte 1, field 1 ends within a number",
                "0a0180     | byte 3, field 0 ends within a number",
                "3aff01     | byte 3, field 7 has a length of 255 where 0 bytes are left",
                "3affffffffffffffffff01 | byte 11, field 7 has a length of 18446744073709551615 where 0 bytes are left",
                "00         | byte 1, field 0 is none",
                "f8ffffffff7f | byte 6, field -1 is none",
                "13         | byte 1, field 2 has the wire type 3",
                "a30600     | byte 2, field 100 has the wire type 3",
                "a10600     | byte 2, field 100 ends within a number",
                "a5060000   | byte 2, field 100 ends within a number",
                "08084006   | byte 3, field 8 has the wire type 0 instead of 2",
                "08084202100d3a020a05 | byte 10, field 1 has a length of 5 where 0 bytes are left",
            })
    void damageIsToldWithItsPlace(String bytes, String message) {
        byte[] file = HexFormat.of().parseHex(bytes.strip());
        assertThatThrownBy(() -> Onnx.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("damaged, or no ONNX file: at " + message);
    }

    @Test
    void emptyFileIsNoNetwork() {
        assertThatThrownBy(() -> Onnx.read(new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the file has IR version 0 and opset 0 of the default domain; a network may have IR version 3 and"
                                + " later, and opset 7 to 25");
    }

    @Test
    void unknownFieldsAreSkipped() {
        byte[] file = Onnx.write(Network.relu());
        byte[] unknown = HexFormat.of().parseHex("a00601" + "a1060000000000000000" + "a506ffffffff" + "a20603616263");
        byte[] both = Arrays.copyOf(file, file.length + unknown.length);
        System.arraycopy(unknown, 0, both, file.length, unknown.length);
        assertThat(Onnx.read(both)).isEqualTo(Network.relu());
    }

    @Test
    void everyFileCutShortIsRefusedOrWhole() {
        for (String name : Exported.names()) {
            byte[] file = Exported.bytes(name);
            for (int length = 0; length < file.length; length++) {
                byte[] cut = Arrays.copyOf(file, length);
                try {
                    assertThat(Onnx.read(cut).layers()).isNotEmpty();
                } catch (IllegalArgumentException e) {
                    assertThat(e.getMessage()).isNotBlank().doesNotContain("\n").hasSizeLessThan(1000);
                }
            }
        }
    }

    @Test
    void jsonIsNoOnnxFile() {
        byte[] json = Network.relu().toJson().getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Onnx.read(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("damaged, or no ONNX file: at byte ");
    }
}
