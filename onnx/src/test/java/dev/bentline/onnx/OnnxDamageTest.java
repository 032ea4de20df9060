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
                "''         | it has the IR version 0; it has to be 3 or later",
                "08         | at byte 1 the model ends within a number, field 1",
                "0880       | at byte 2 the model ends within a number, field 1",
                "08ffffffffffffffffffff01 | at byte 11 the model has a number of more than 64 bits, field 1",
                "0d01000000 | at byte 1 the model has the wire type 5 instead of 0, field 1",
                "0a00       | at byte 1 the model has the wire type 2 instead of 0, field 1",
                "0a         | at byte 1 the model has the wire type 2 instead of 0, field 1",
                "3aff01     | at byte 3 the model has a length of 255 where 0 bytes are left, field 7",
                "3affffffffffffffffff01 | at byte 11 the model has a length of 18446744073709551615 where 0 bytes are left,"
                        + " field 7",
                "00         | at byte 1 the model has a field of the number 0",
                "f8ffffffff7f | at byte 6 the model has a field of the number 549755813887",
                "0b         | at byte 1 the model has the wire type 3 instead of 0, field 1",
                "13         | at byte 1 the model has the wire type 3, field 2",
                "a30600     | at byte 2 the model has the wire type 3, field 100",
                "a10600     | at byte 2 the model ends within a number, field 100",
                "a5060000   | at byte 2 the model ends within a number, field 100",
                "3a020a05   | at byte 4 the graph has a length of 5 where 0 bytes are left, field 1",
            })
    void damageIsToldWithItsPlace(String bytes, String message) {
        byte[] file = HexFormat.of().parseHex(bytes.strip());
        assertThatThrownBy(() -> Onnx.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("damaged, or no ONNX file: " + message);
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
                .hasMessageStartingWith("damaged, or no ONNX file: at byte 1 the model ");
    }
}
