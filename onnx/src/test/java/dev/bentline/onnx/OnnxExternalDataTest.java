package dev.bentline.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.bentline.Network;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tensors that lie in files beside: in the same folder, and nowhere else. */
class OnnxExternalDataTest {
    private static final String RULE = "; it has to be the name of a file in the folder of the network's";
    private static final String NO_FILE = "\"weights\", which is no file there" + RULE;

    @TempDir
    Path above;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(above.resolve("model"));
    }

    private static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    /** A network whose hidden weights, two floats, lie elsewhere; entries are keys and values in turn. */
    private static byte[] file(String... entries) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName("w")
                .addDims(1)
                .addDims(2)
                .setDataType(1)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL);
        for (int i = 0; i < entries.length; i += 2) {
            tensor.addExternalData(
                    StringStringEntryProto.newBuilder().setKey(entries[i]).setValue(entries[i + 1]));
        }
        return TestGraph.of(13)
                .tensor(tensor)
                .floats("v", new long[] {2, 1}, 1, 1)
                .node("MatMul", "x w -> p")
                .node("Relu", "p -> h")
                .node("MatMul", "h v -> y")
                .bytes();
    }

    private Network read(String... entries) throws IOException {
        return (Network) Onnx.read(Files.write(folder.resolve("network.onnx"), file(entries)));
    }

    private void assertRefused(String message, String... entries) {
        assertThatThrownBy(() -> read(entries))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the tensor \"w\" lies in the file " + message);
    }

    @Test
    void tensorLiesWhereTheFileSays() throws IOException {
        Files.write(folder.resolve("weights"), floats(7, 1.5f, -0f, 8));
        float[] weights = {1.5f, -0f};
        assertThat(read("location", "weights", "offset", "4", "length", "8").hiddenWeights())
                .isEqualTo(weights);
        assertThat(read("location", "weights", "offset", "4").hiddenWeights()).isEqualTo(weights);
        assertThat(read("location", "weights", "length", "8", "checksum", "ignored")
                        .hiddenWeights())
                .containsExactly(7, 1.5f);
        Path there = Path.of("").toAbsolutePath().relativize(folder.resolve("network.onnx"));
        assertThat(((Network) Onnx.read(there)).hiddenWeights()).containsExactly(7, 1.5f);
    }

    @Test
    void bytesAloneHaveNothingBeside() {
        assertThatThrownBy(() -> Onnx.read(file("location", "weights")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the tensor \"w\" lies in the file \"weights\"; only a network that is read from a path may have"
                                + " files beside it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../secret",
                "/etc/passwd",
                "sub/weights",
                "sub\\weights",
                "..\\secret",
                "C:weights",
                "./weights",
                "a\n/../../secret",
                "weights\u0000"
            })
    void onlyNamesInTheFolder(String location) throws IOException {
        Files.write(above.resolve("secret"), floats(1, 2));
        Files.write(Files.createDirectory(folder.resolve("sub")).resolve("weights"), floats(1, 2));
        assertRefused(
                '"'
                        + location.replaceAll("\\p{Cntrl}", "?")
                        + (location.endsWith("\\weights") || location.startsWith("C")
                                ? "\", which is no file there"
                                : "\"")
                        + RULE,
                "location",
                location);
    }

    @Test
    void linksStayInTheFolder() throws IOException {
        Path secret = Files.write(above.resolve("secret"), floats(1, 2));
        Files.createSymbolicLink(folder.resolve("link"), secret);
        assertRefused("\"link\", a link out of the folder" + RULE, "location", "link");
        Files.write(folder.resolve("weights"), floats(1, 2));
        Files.createSymbolicLink(folder.resolve("inside"), Path.of("weights"));
        assertThat(read("location", "inside").hiddenWeights()).containsExactly(1, 2);
        Path other = Files.createSymbolicLink(above.resolve("other"), folder);
        assertThat(((Network) Onnx.read(other.resolve("network.onnx"))).hiddenWeights())
                .containsExactly(1, 2);
    }

    @Test
    void lengthsAreHeldToFileAndShape() throws IOException {
        Files.write(folder.resolve("weights"), floats(1, 2));
        assertRefused(
                "\"weights\", 12 bytes from byte 0; its shape needs 8, and the file has 8",
                "location",
                "weights",
                "length",
                "12");
        assertRefused(
                "\"weights\", 4 bytes from byte 0; its shape needs 8, and the file has 8",
                "location",
                "weights",
                "length",
                "4");
        assertRefused(
                "\"weights\", 8 bytes from byte 4; its shape needs 8, and the file has 8",
                "location",
                "weights",
                "offset",
                "4");
        for (String wrong : new String[] {"-1", "", "a", "1e3", "9223372036854775807", "99999999999999999999"}) {
            assertRefused(
                    "\"weights\", 8 bytes from byte -1; its shape needs 8, and the file has 8",
                    "location",
                    "weights",
                    "offset",
                    wrong);
        }
        assertRefused(
                "\"weights\", 8 bytes from byte 999999999999999999; its shape needs 8, and the file has 8",
                "location",
                "weights",
                "offset",
                "999999999999999999");
        assertRefused(
                "\"weights\", -1 bytes from byte 0; its shape needs 8, and the file has 8",
                "location",
                "weights",
                "length",
                "-8");
    }

    @Test
    void filesThatAreNotThere() throws IOException {
        assertRefused(NO_FILE, "location", "weights");
        assertRefused("\"\"" + RULE);
        Files.createDirectory(folder.resolve("weights"));
        assertRefused(NO_FILE, "location", "weights");
        assertThatThrownBy(() -> Onnx.read(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> Onnx.read(folder)).isInstanceOf(IOException.class);
    }

    /** All files beside count, each once, however many tensors lie in it. */
    @Test
    void allFilesTogetherHaveALimit() throws IOException {
        TestGraph graph = TestGraph.of(13);
        for (int i = 0; i < 3; i++) {
            try (RandomAccessFile file =
                    new RandomAccessFile(folder.resolve("weights" + i / 2).toFile(), "rw")) {
                file.setLength(33 << 20);
            }
            graph.tensor(TensorProto.newBuilder()
                            .setName("w" + i)
                            .addDims(33 << 10)
                            .setDataType(1)
                            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                            .addExternalData(StringStringEntryProto.newBuilder()
                                    .setKey("location")
                                    .setValue("weights" + i / 2)))
                    .node("Cast", "w" + i + " -> c" + i, TestGraph.integer("to", 9));
        }
        byte[] bytes = graph.node("Relu", "x -> y").bytes();
        assertThatThrownBy(() -> Onnx.read(Files.write(folder.resolve("network.onnx"), bytes)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the tensor \"w2\" lies in the file \"weights1\", which is too large: such files may have 64 MiB in"
                                + " all" + RULE);
    }

    @Test
    void filesOfMoreThan64MebibytesAreRefused() throws IOException {
        Path large = folder.resolve("large.onnx");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength((64L << 20) + 1);
        }
        assertThatThrownBy(() -> Onnx.read(large))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the file has more than 64 MiB, too many for a network");
    }

    @Test
    void fileCutShortIsNoNetwork() throws IOException {
        byte[] all = Files.readAllBytes(Exported.folder().resolve("deep_256_256.dynamo.onnx.data"));
        Files.write(folder.resolve("deep_256_256.dynamo.onnx.data"), Arrays.copyOf(all, all.length - 1));
        Path copy = Files.copy(Exported.file("deep_256_256.dynamo"), folder.resolve("copy.onnx"));
        assertThatThrownBy(() -> Onnx.read(copy))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(
                        "the tensor \".*\" lies in the file \"deep_256_256.dynamo.onnx.data\", 262144 bytes from byte [0-9]+; its shape needs 262144, and the"
                                + " file has 266239");
    }
}
