package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bentline.BentLine;
import dev.bentline.Model;
import dev.bentline.Network;
import dev.bentline.onnx.Onnx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks of many layers, and ONNX files, in every command that takes a network. */
class DeepNetworkCommandTest {
    /** Two teeth: 2 min(x, 1 - x), twice. */
    private static final String TEETH = """
            {"layers": [
              {"weights": [[1], [1]], "biases": [0, -0.5], "activation": "relu"},
              {"weights": [[2, -4], [2, -4]], "biases": [0, -0.5], "activation": "relu"},
              {"weights": [[2, -4]], "biases": [0], "activation": "identity"}]}
            """;

    @TempDir
    Path folder;

    private Path deep;

    @BeforeEach
    void write() throws IOException {
        deep = Files.writeString(folder.resolve("deep.json"), TEETH);
    }

    // ---- sweep

    @Test
    void sweepsLikeAnyOther() throws IOException {
        JsonNode summary = CommandRun.of("sweep", deep, "--from", 0, "--to", 1, "--count", 1001, "--json")
                .json();
        assertThat(summary.get("max").asDouble()).isEqualTo(1);
        assertThat(summary.get("argMax").asDouble()).isEqualTo(0.25);
        assertThat(summary.get("windowsExact").asBoolean()).isTrue();
        assertThat(summary.get("windows").get(1).get("from").asDouble()).isEqualTo(0.625);
        assertThat(summary.get("engine").asText()).contains("bent line, 6 segments");
    }

    @Test
    void derivativesTakeEitherBend() throws IOException {
        for (int bend = 0; bend <= 1; bend++) {
            Path out = folder.resolve("out" + bend + ".csv");
            CommandRun run = CommandRun.of(
                    "sweep", deep, "--from", 0, "--to", 1, "--count", 5, "--derivative", "--bend", bend, "--out", out);
            assertThat(run.status()).as(run.err()).isZero();
            assertThat(Files.readAllLines(out))
                    .contains(bend == 0 ? "0.25,1.0,4.0" : "0.25,1.0,-4.0")
                    .contains(bend == 0 ? "0.5,0.0,-4.0" : "0.5,0.0,4.0");
        }
    }

    @Test
    void anEngineThatCannotBeSaysWhy() throws IOException {
        String steep = "{\"weights\": [[1e30]], \"biases\": [1e30], \"activation\": \"relu\"}";
        Path file = Files.writeString(
                folder.resolve("steep.json"), "{\"layers\": [" + steep + "," + steep + "," + steep + "]}");
        refused(
                "the network cannot be computed: a segment's slope",
                "sweep",
                file,
                "--from",
                0,
                "--to",
                1,
                "--count",
                3);
    }

    // ---- show

    @Test
    void showGoesLayerByLayer() {
        CommandRun run = CommandRun.of("show", deep, "--at", "0.25");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("1 dosage -> 2 nodes -> 2 nodes -> 1 effect")
                .contains("layer 2: 2 values -> 2 nodes, ReLU, f(p) = max(0, p)")
                .contains("layer 3, the output: 2 values -> 1 effect, identity, f(p) = p")
                .contains("the bent line they add up to")
                .contains("0.125 to 0.375, 0.625 to 0.875")
                .contains("effect 1, as the engine computes it");
    }

    @Test
    void showSaysHowManyNodesOfAWideLayerItLeavesOut() throws IOException {
        CommandRun run = CommandRun.of("show", wide(40));
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("and 28 more nodes; --json has every number")
                .contains("  and 28 more\n");
        assertThat(run.out().lines().count()).isLessThan(200);
    }

    @Test
    void showAsJsonIsComplete() throws IOException {
        JsonNode json = CommandRun.of("show", wide(40), "--at", "0.5", "--json").json();
        assertThat(json.get("layers")).hasSize(3);
        assertThat(json.get("layers").get(1).get("weights")).hasSize(40);
        assertThat(json.get("layers").get(1).get("weights").get(39)).hasSize(40);
        assertThat(json.get("segments")).isNotEmpty();
        assertThat(json.get("at").get("layers").get(2)).hasSize(1);
        double effect = json.get("at").get("effect").asDouble();
        assertThat(json.get("at").get("layers").get(2).get(0).get("y").asDouble())
                .isCloseTo(effect, within(1e-5 * Math.max(1, Math.abs(effect))));
    }

    @Test
    void ofVeryManySegmentsTheBeginningIsShown() throws IOException {
        Path file = sawtooth(12);
        CommandRun run = CommandRun.of("show", file);
        assertThat(run.out())
                .contains("\nand 3098 more; --json has all\n")
                .contains(" and 1948 more; --json has all\n");
        assertThat(run.out().lines().count()).isBetween(1000L, 1100L);
        JsonNode shown = CommandRun.of("show", file, "--json").json();
        assertThat(shown.get("segments")).hasSize(4098);
        assertThat(shown.get("windows")).hasSize(2048);
    }

    /** A network with twice as many segments for every tooth more. */
    private Path sawtooth(int teeth) throws IOException {
        StringBuilder text = new StringBuilder(
                "{\"layers\": [{\"weights\": [[2], [4]], \"biases\": [0, -2], \"activation\": \"relu\"},");
        for (int i = 1; i < teeth; i++) {
            text.append("{\"weights\": [[2, -2], [4, -4]], \"biases\": [0, -2], \"activation\": \"relu\"},");
        }
        text.append("{\"weights\": [[1, -1]], \"biases\": [0], \"activation\": \"identity\"}]}");
        return Files.writeString(folder.resolve("sawtooth.json"), text);
    }

    private Path wide(int width) throws IOException {
        StringBuilder text = new StringBuilder("{\"layers\": [");
        int[] widths = {1, width, width, 1};
        for (int l = 1; l < widths.length; l++) {
            text.append(l == 1 ? "" : ",").append("{\"activation\": \"relu\", \"biases\": [0.1");
            text.append(", -0.05".repeat(widths[l] - 1)).append("], \"weights\": [");
            for (int j = 0; j < widths[l]; j++) {
                text.append(j == 0 ? "[" : ",[");
                for (int i = 0; i < widths[l - 1]; i++) {
                    text.append(i == 0 ? "" : ",").append((j * 7 + i * 3) % 11 - 5);
                }
                text.append("]");
            }
            text.append("]}");
        }
        return Files.writeString(folder.resolve("wide.json"), text.append("]}"));
    }

    // ---- info, figures, fit

    @Test
    void infoTellsHowItIsComputed() throws IOException {
        JsonNode json = CommandRun.of("info", deep, "--json").json();
        assertThat(json.get("widths").toString()).isEqualTo("[1,2,2,1]");
        assertThat(json.get("activations").toString()).isEqualTo("[\"relu\",\"relu\",\"identity\"]");
        assertThat(json.get("formulation").asText()).isEqualTo("bent line, 6 segments");
        assertThat(CommandRun.of("info").out()).contains("formulation", "dense", "widths", "1, 2, 1");
    }

    @Test
    void figuresShowEveryLayerTheEffectAndTheDerivative() throws IOException {
        Path figures = folder.resolve("figures");
        CommandRun run = CommandRun.of("figures", deep, "--out", figures);
        assertThat(run.status()).as(run.err()).isZero();
        try (Stream<Path> files = Files.list(figures)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".svg")))
                    .hasSize(4);
        }
        assertThat(figures.resolve("index.html")).content().contains("Layer 1", "Layer 2", "6 segments");
    }

    @Test
    void figuresSayHowManyNodesAreNotDrawn() throws IOException {
        Path figures = folder.resolve("figures");
        assertThat(CommandRun.of("figures", wide(20), "--out", figures).err()).isEmpty();
        assertThat(figures.resolve("layer_2.svg"))
                .content()
                .contains("20 ReLU nodes, of which the first 12 are drawn and 8 left out", "node 12")
                .doesNotContain("node 13");
    }

    /** Tests that a picture of 65,538 segments is one of some thousand points, with every peak. */
    @Test
    void figuresOfVeryManySegmentsAreSmall() throws IOException {
        Path figures = folder.resolve("figures");
        assertThat(CommandRun.of("figures", sawtooth(16), "--out", figures).err())
                .isEmpty();
        assertThat(Files.size(figures.resolve("effect.svg"))).isLessThan(150_000);
        assertThat(Files.size(figures.resolve("derivative.svg"))).isLessThan(1_000_000);
        assertThat(figures.resolve("index.html")).content().contains("65,538 segments");
    }

    @Test
    void fitStartsFromOneHiddenLayerOnly() throws IOException {
        Path data = Files.writeString(folder.resolve("data.csv"), "d,e\n0,0\n1,1\n");
        refused(
                "is a network of 3 layers; fit knows the gradient of one hidden layer",
                "fit",
                "--in",
                data,
                "--dosage",
                "d",
                "--effect",
                "e",
                "--start",
                deep,
                "--out",
                folder.resolve("fit.json"));
        assertThat(folder.resolve("fit.json")).doesNotExist();
    }

    // ---- what is no deep network, or cannot be computed

    @Test
    void layersThatAreANetworkOfOneHiddenLayerAreOne() throws IOException {
        Path file = Files.writeString(folder.resolve("worked.json"), """
                {"layers": [{"weights": [[1.70], [12.6]], "biases": [-0.85, 0], "activation": "relu"},
                            {"weights": [[-40.8, 2.7]], "biases": [-16], "activation": "relu"}]}
                """);
        assertThat(CommandRun.of("show", file, "--at", "0.5").out().replace("" + file, "relu"))
                .isEqualTo(CommandRun.of("show", "--at", "0.5").out());
        assertThat(CommandRun.of(
                                "fit",
                                "--in",
                                Files.writeString(folder.resolve("in.csv"), "dosage,effect\n0.5,1\n"),
                                "--start",
                                file,
                                "--epochs",
                                1)
                        .status())
                .isZero();
        assertThat(Model.parse(Files.readString(file))).isEqualTo(Network.relu());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{'weights': [[1], [2]], 'biases': [0, 0], 'activation': 'relu'},"
                        + "{'weights': [[1, 2, 3]], 'biases': [0], 'activation': 'relu'}] | line 1, column ",
                "[{'weights': [[1], [2]], 'biases': [0, 0], 'activation': 'relu'},"
                        + "{'weights': [[1, 2, 3]], 'biases': [0], 'activation': 'relu'}] | 3",
                "[{'weights': [[1]], 'biases': [0], 'activation': 'softplus'},"
                        + "{'weights': [[1]], 'biases': [0], 'activation': 'relu'},"
                        + "{'weights': [[1]], 'biases': [0], 'activation': 'relu'}] | layer 1 of 3 is SOFTPLUS;",
                "[{'weights': [[1], [2]], 'biases': [0, 0], 'activation': 'relu'}] | 2",
                "[{'weights': [[1], [2, 3]], 'biases': [0, 0], 'activation': 'relu'}] | every node needs as many",
                "[{'weights': [[1]], 'biases': [0, 1], 'activation': 'relu'}] | one bias for every node",
                "[{'weights': [[1]], 'biases': [0], 'activation': 'sigmoid'}] | unknown activation",
                "[{'weights': [[1e39]], 'biases': [0], 'activation': 'relu'}] | 1e39 is too large for a float",
                "[] | the network has 0 layers; it needs at least 1"
            })
    void layersThatDoNotFitAreRefusedWithThePlace(String layers, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("own.json"), "{\"layers\": " + layers.replace('\'', '"') + "}");
        String place = "own.json, line 1, column ";
        for (String command : List.of("show", "info")) {
            assertThat(refused(place, command, file)).contains(message);
        }
        assertThat(refused(place, "sweep", file, "--from", 0, "--to", 1, "--count", 3))
                .contains(message);
        assertThat(refused(place, "figures", file, "--out", folder.resolve("figures")))
                .contains(message);
    }

    @Test
    void tooManySegmentsAreRefused() throws IOException {
        Path file = sawtooth(21);
        String words = "the network cannot be computed: layer ";
        for (String command : List.of("show", "info")) {
            assertThat(refused(words, command, file)).contains("bends at more than 1048576 dosages");
        }
        refused(words, "sweep", file, "--from", 0, "--to", 1, "--count", 3);
        refused(words, "figures", file, "--out", folder.resolve("figures"));
    }

    // ---- convert, and ONNX files

    @ParameterizedTest
    @ValueSource(strings = {"relu", "softplus", "deep"})
    void convertGoesThereAndBack(String name) throws IOException {
        Object network = name.equals("deep") ? deep : name;
        Path onnx = folder.resolve("network.onnx");
        Path back = folder.resolve("back.json");
        CommandRun there = CommandRun.of("convert", network, "--out", onnx);
        assertThat(there.status()).as(there.err()).isZero();
        assertThat(there.out()).containsPattern("notes +0\n");
        CommandRun again = CommandRun.of("convert", onnx, "--out", back, "--json");
        assertThat(again.status()).as(again.err()).isZero();
        assertThat(again.json().get("notes")).isEmpty();
        Model model = Model.parse(Files.readString(back));
        assertThat(model)
                .isEqualTo(
                        switch (name) {
                            case "relu" -> Network.relu();
                            case "softplus" -> Network.softplus();
                            default -> Model.parse(TEETH);
                        });
    }

    @Test
    void everyCommandReadsOnnx() throws IOException {
        Path file = folder.resolve("any name at all");
        Files.write(file, Onnx.write(Model.parse(TEETH)));
        CommandRun sweep = CommandRun.of("sweep", file, "--from", 0, "--to", 1, "--count", 11, "--json");
        assertThat(sweep.status()).as(sweep.err()).isZero();
        assertThat(sweep.err()).isEmpty();
        assertThat(CommandRun.of("show", file).out()).contains("layer 3, the output");
        assertThat(CommandRun.of("info", file).out()).contains("1, 2, 2, 1");
        assertThat(BentLine.of(Onnx.read(file)).segments()).hasSize(6);
    }

    @Test
    void aDamagedOnnxFileIsOneCleanError() throws IOException {
        byte[] bytes = Onnx.write(Network.relu());
        Path file = folder.resolve("cut.onnx");
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        refused("cut.onnx: ", "sweep", file, "--from", 0, "--to", 1, "--count", 3);
        Files.write(file, new byte[] {(byte) 0xff, 1, 2, 3});
        refused("neither UTF-8 text nor an ONNX model", "show", file);
    }

    @ParameterizedTest
    @CsvSource({"network.txt", "network", "-", "onnx"})
    void convertWritesWhatItsEndingSays(String out) {
        refused("--out is " + out + "; it must end in .onnx or .json", "convert", "relu", "--out", out);
    }

    @Test
    void convertReplacesWithForceOnly() {
        refused("deep.json", "convert", "relu", "--out", deep);
        assertThat(CommandRun.of("convert", "relu", "--out", deep, "--force").status())
                .isZero();
        assertThat(deep).content().startsWith("{\"hidden\"");
    }

    @Test
    void notesAreSaidOnStandardErrorAndInTheReport() throws IOException {
        Path file = exported("scaled_8.torchscript.onnx");
        CommandRun sweep = CommandRun.of("sweep", file, "--from", 0, "--to", 1, "--count", 3, "--json");
        assertThat(sweep.status()).isZero();
        assertThat(sweep.json().get("count").asInt()).isEqualTo(3);
        CommandRun convert = CommandRun.of("convert", file, "--out", folder.resolve("scaled.json"), "--json");
        assertThat(convert.err()).isEmpty();
        String note = convert.json().get("notes").get(0).asText();
        assertThat(sweep.err()).startsWith("bentline: " + file + ": " + note + "\n");
        assertThat(CommandRun.of("convert", file, "--out", folder.resolve("scaled.json"), "--force")
                        .out())
                .containsPattern("notes +[1-9]\n")
                .contains("\n  " + note + "\n");
    }

    @Test
    void whatIsNoBentLineIsRefusedByName() {
        assertThat(refused("sigmoid_4.torchscript.onnx: ", "show", exported("sigmoid_4.torchscript.onnx")))
                .contains("Sigmoid");
        refused("two_inputs.torchscript.onnx: ", "info", exported("two_inputs.torchscript.onnx"));
        refused(
                "sigmoid_4.torchscript.onnx: ",
                "convert",
                exported("sigmoid_4.torchscript.onnx"),
                "--out",
                folder.resolve("sigmoid.json"));
        assertThat(folder.resolve("sigmoid.json")).doesNotExist();
    }

    private static Path exported(String name) {
        return Path.of("../onnx/src/test/resources/dev/bentline/onnx/exported", name);
    }

    private static String refused(String words, Object... arguments) {
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.err().lines()).singleElement().asString().contains(words);
        assertThat(run.out()).isEmpty();
        return run.err();
    }
}
