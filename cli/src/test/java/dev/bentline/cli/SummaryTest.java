package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bentline.Activation;
import dev.bentline.Engine;
import dev.bentline.Network;
import dev.bentline.cli.sweep.Tile;
import dev.bentline.cli.sweep.Windows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SummaryTest {
    @TempDir
    Path folder;

    private Path network(Network network) throws IOException {
        return Files.writeString(folder.resolve("network.json"), network.toJson());
    }

    private static Network line(float w, float v, float c) {
        return Network.of(Activation.RELU, new float[] {w}, new float[] {0}, new float[] {v}, c, Activation.IDENTITY);
    }

    private static JsonNode sweep(Object network, String from, String to, long count, Object... more)
            throws IOException {
        List<Object> args = new ArrayList<>(
                List.of("sweep", network, "--from", from, "--to", to, "--count", Long.toString(count), "--json"));
        args.addAll(List.of(more));
        CommandRun run = CommandRun.of(args.toArray());
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        return run.json();
    }

    @Test
    void theWorkedExample() throws IOException {
        JsonNode json = sweep("relu", "0", "1", 101);
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "count",
                        "min",
                        "argMin",
                        "max",
                        "argMax",
                        "mean",
                        "atLeast",
                        "fractionAtLeast",
                        "windows",
                        "windowsExact",
                        "nan",
                        "infinite",
                        "missing",
                        "skipped",
                        "seconds",
                        "dosagesPerSecond",
                        "engine");
        assertThat(json.get("count").asLong()).isEqualTo(101);
        assertThat(json.get("min").floatValue()).isEqualTo(0f);
        assertThat(json.get("argMin").floatValue()).isEqualTo(0f);
        assertThat(json.get("max").floatValue()).isCloseTo(1.01f, within(1e-5f));
        assertThat(json.get("argMax").floatValue()).isEqualTo(0.5f);
        assertThat(json.get("atLeast").floatValue()).isEqualTo(0.5f);
        assertThat(json.get("fractionAtLeast").doubleValue()).isEqualTo(3.0 / 101);
        JsonNode window = json.get("windows").get(0);
        assertThat(json.get("windows")).hasSize(1);
        // where 2.7 * 12.6 x - 16 rises to 0.5, and where, past the peak, it falls to 0.5 again
        assertThat(window.get("from").doubleValue()).isCloseTo(16.5 / (2.7 * 12.6), within(1e-6));
        assertThat(window.get("to").doubleValue()).isCloseTo(0.5 + 0.51 / (1.7 * 40.8 - 2.7 * 12.6), within(1e-6));
        assertThat(json.get("windowsExact").booleanValue()).isTrue();
        assertThat(json.get("nan").asLong()).isZero();
        assertThat(json.get("skipped").asLong()).isZero();
        assertThat(json.get("seconds").doubleValue()).isPositive();
        assertThat(json.get("dosagesPerSecond").asLong()).isPositive();
        assertThat(json.get("engine").textValue()).contains("kernel", "dense");
    }

    @Test
    void textHasTheSameFields() {
        CommandRun run = CommandRun.of("sweep", "--from", "0", "--to", "1", "--count", "101", "--at-least", "2");
        assertThat(run.out().lines().map(line -> line.split(" ", -1)[0]))
                .containsExactly(
                        "count",
                        "min",
                        "argMin",
                        "max",
                        "argMax",
                        "mean",
                        "atLeast",
                        "fractionAtLeast",
                        "windows",
                        "windowsExact",
                        "nan",
                        "infinite",
                        "missing",
                        "skipped",
                        "seconds",
                        "dosagesPerSecond",
                        "engine");
        assertThat(run.out()).containsPattern("windows +none\n").containsPattern("argMax +0.5\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void everyFieldAgreesWithAPlainLoop(int threads) throws IOException {
        Random random = new Random(7);
        int width = 19;
        float[] w = new float[width];
        float[] b = new float[width];
        float[] v = new float[width];
        for (int h = 0; h < width; h++) {
            w[h] = (float) random.nextGaussian() * 5;
            b[h] = (float) random.nextGaussian() * 3;
            v[h] = (float) random.nextGaussian();
        }
        Network network = Network.of(Activation.SOFTPLUS, w, b, v, 0.25f, Activation.IDENTITY);
        int count = 100_003;
        float[] x = new float[count];
        double step = (2.5 - -1.5) / (count - 1);
        for (int i = 0; i < count; i++) {
            x[i] = i == count - 1 ? 2.5f : (float) (-1.5 + i * step);
        }
        float[] y = new float[count];
        Engine.of(network).forward(x, y);

        int argMin = 0;
        int argMax = 0;
        double sum = 0;
        long atLeast = 0;
        List<String> windows = new ArrayList<>();
        float first = Float.NaN;
        for (int i = 0; i < count; i++) {
            argMin = y[i] < y[argMin] ? i : argMin;
            argMax = y[i] > y[argMax] ? i : argMax;
            sum += y[i];
            boolean reached = y[i] >= 0.125f;
            atLeast += reached ? 1 : 0;
            first = reached && Float.isNaN(first) ? x[i] : first;
            if (!Float.isNaN(first) && (!reached || i == count - 1)) {
                windows.add("{\"from\":" + first + ",\"to\":" + x[reached ? i : i - 1] + "}");
                first = Float.NaN;
            }
        }

        JsonNode json = sweep(
                network(network), "-1.5", "2.5", count, "--at-least", "0.125", "--threads", Integer.toString(threads));
        assertThat(json.get("min").floatValue()).isEqualTo(y[argMin]);
        assertThat(json.get("argMin").floatValue()).isEqualTo(x[argMin]);
        assertThat(json.get("max").floatValue()).isEqualTo(y[argMax]);
        assertThat(json.get("argMax").floatValue()).isEqualTo(x[argMax]);
        assertThat(json.get("mean").doubleValue()).isCloseTo(sum / count, within(1e-12));
        assertThat(json.get("fractionAtLeast").doubleValue()).isEqualTo((double) atLeast / count);
        assertThat(windows).isNotEmpty();
        assertThat(json.get("windows").toString()).isEqualTo("[" + String.join(",", windows) + "]");
        assertThat(json.get("windowsExact").booleanValue()).isFalse();
    }

    @Test
    void numbersDoNotDependOnTheThreads() {
        CommandRun one =
                CommandRun.of("sweep", "softplus", "--from", "-3", "--to", "3", "--count", "1000003", "--threads", "1");
        CommandRun two =
                CommandRun.of("sweep", "softplus", "--from", "-3", "--to", "3", "--count", "1000003", "--threads", "2");
        assertThat(one.out().lines().limit(12))
                .containsExactlyElementsOf(two.out().lines().limit(12).toList());
    }

    @Test
    void aDescendingGridHasTheSameWindows() throws IOException {
        Network peaks = Network.of(
                Activation.RELU,
                new float[] {4, 4, 4, 4},
                new float[] {0, -1, -2, -3},
                new float[] {1, -2, 2, -2},
                0,
                Activation.IDENTITY);
        String up = sweep(network(peaks), "0", "1", 101).get("windows").toString();
        String down = sweep(network(peaks), "1", "0", 101).get("windows").toString();
        assertThat(up).startsWith("[{").contains("},{");
        assertThat(down).isEqualTo(up);
    }

    @Test
    void tiesGoToTheFirstPosition() throws IOException {
        JsonNode up = sweep(network(line(1, 1, 2)), "-5", "-1", 100_000);
        assertThat(up.get("argMin").floatValue()).isEqualTo(-5f);
        assertThat(up.get("argMax").floatValue()).isEqualTo(-5f);
        JsonNode down = sweep(network(line(1, 1, 2)), "-1", "-5", 100_000);
        assertThat(down.get("argMin").floatValue()).isEqualTo(-1f);
        assertThat(down.get("argMax").floatValue()).isEqualTo(-1f);
    }

    @Test
    void theThresholdIsClosedAndAFloat() throws IOException {
        JsonNode json = sweep(network(line(1, 1, 0)), "0", "1", 11, "--at-least", "0.7");
        assertThat(json.get("fractionAtLeast").doubleValue()).isEqualTo(4.0 / 11);
        assertThat(json.get("windows").toString()).isEqualTo("[{\"from\":" + (double) 0.7f + ",\"to\":1.0}]");
    }

    @Test
    void nanEffectsAreCountedAndLeftOut() throws IOException {
        // 3e38 x - 3e38 x: beyond 1.13 both products are infinite, and their sum is NaN
        Network network = Network.of(
                Activation.RELU,
                new float[] {3e38f, 3e38f},
                new float[] {0, 0},
                new float[] {1, -1},
                7,
                Activation.IDENTITY);
        JsonNode json = sweep(network(network), "0", "2", 20_001);
        long nan = json.get("nan").asLong();
        assertThat(nan).isBetween(8_000L, 9_000L);
        assertThat(json.get("count").asLong()).isEqualTo(20_001);
        assertThat(json.get("max").floatValue()).isEqualTo(7f);
        assertThat(json.get("mean").doubleValue()).isLessThanOrEqualTo(7);
        assertThat(json.get("fractionAtLeast").doubleValue()).isBetween(0.0, 1.0);
        JsonNode onlyNan = sweep(network(network), "1.5", "2", 10);
        assertThat(onlyNan.get("nan").asLong()).isEqualTo(10);
        for (String field : List.of("min", "argMin", "max", "argMax", "mean", "fractionAtLeast")) {
            assertThat(onlyNan.get(field).isNull()).as(field).isTrue();
        }
        // the network's real function is 7 there, however its floats overflow
        assertThat(onlyNan.get("windows").toString()).isEqualTo("[{\"from\":1.5,\"to\":2.0}]");
    }

    @Test
    void whatIsNotFiniteIsNullAndCounted() throws IOException {
        JsonNode json = sweep(network(line(3e38f, 3e38f, 0)), "0", "1", 3);
        assertThat(json.get("infinite").asLong()).isEqualTo(2);
        assertThat(json.get("nan").asLong()).isZero();
        assertThat(json.get("min").floatValue()).isZero();
        assertThat(json.get("max").isNull()).isTrue();
        assertThat(json.get("argMax").floatValue()).isEqualTo(0.5f);
        assertThat(json.get("mean").isNull()).isTrue();
        assertThat(json.get("fractionAtLeast").doubleValue()).isEqualTo(2.0 / 3);
    }

    @Test
    void textSaysInfinity() throws IOException {
        Path network = network(line(3e38f, -3e38f, 0));
        CommandRun run = CommandRun.of("sweep", network, "--from", "0", "--to", "1", "--count", "100000");
        assertThat(run.out())
                .containsPattern("\nmin +-Infinity\n")
                .containsPattern("\nmax +-?0\\.0\n")
                .containsPattern("\nmean +-Infinity\n")
                .containsPattern("\nnan +0\n")
                .containsPattern("\ninfinite +99999\n");
    }

    /** Tiles of one effect are not evaluated. */
    @Test
    void aConstantThatOverflowsIsCounted() throws IOException {
        Network network = Network.of(
                Activation.RELU, new float[] {0}, new float[] {3e38f}, new float[] {3e38f}, 0, Activation.IDENTITY);
        JsonNode json = sweep(network(network), "0", "1", 100_000);
        assertThat(json.get("infinite").asLong()).isEqualTo(100_000);
        assertThat(json.get("mean").isNull()).isTrue();
    }

    @Test
    void textSaysWhatThereIsNot() throws IOException {
        Path csv = Files.writeString(folder.resolve("in.csv"), "dosage\n");
        String out = CommandRun.of("sweep", "softplus", "--in", csv).out();
        assertThat(out)
                .containsPattern("\nmin +undefined\n")
                .containsPattern("\nmean +undefined\n")
                .containsPattern("\nwindows +unknown\n")
                .doesNotContain("null");
    }

    @Test
    void minusZeroAndZeroTie() throws IOException {
        JsonNode json = sweep(network(line(1, -1, 0)), "0", "0", 3);
        assertThat(json.get("argMax").floatValue()).isZero();
        assertThat(json.get("max").floatValue()).isZero();
    }

    @Test
    void noiseAroundTheThresholdDoesNotFillTheMemory() throws IOException {
        Windows windows = new Windows(0.5f);
        Tile tile = new Tile(false);
        tile.count = Tile.SIZE;
        for (int i = 0; i < Tile.SIZE; i++) {
            tile.dosages[i] = i;
            tile.effects[i] = i % 2;
        }
        windows.add(tile);
        assertThat(windows.finish()).isNull();
    }

    @Test
    void windowsOfAFileSpanItsDosagesAndNeedABentLine() throws IOException {
        Path csv = Files.writeString(folder.resolve("in.csv"), "dosage\n0.5\n0.2\n");
        JsonNode softplus =
                CommandRun.of("sweep", "softplus", "--in", csv, "--json").json();
        assertThat(softplus.get("windows").isNull()).isTrue();
        assertThat(softplus.get("windowsExact").booleanValue()).isFalse();
        JsonNode json = CommandRun.of("sweep", "--in", csv, "--json").json();
        assertThat(json.get("windows")).hasSize(1);
        assertThat(json.get("windows").get(0).get("to").doubleValue()).isEqualTo(0.5);
        assertThat(json.get("windowsExact").booleanValue()).isTrue();
        assertThat(json.get("count").asLong()).isEqualTo(2);
        assertThat(json.get("fractionAtLeast").doubleValue()).isEqualTo(0.5);
        assertThat(json.get("argMin").floatValue()).isEqualTo(0.2f);
    }

    @Test
    void anEmptyFileHasNoStatistics() throws IOException {
        Path csv = Files.writeString(folder.resolve("in.csv"), "dosage\n");
        Path out = folder.resolve("out.csv");
        JsonNode json =
                CommandRun.of("sweep", "--in", csv, "--json", "--out", out).json();
        assertThat(json.get("count").asLong()).isZero();
        for (String field : List.of("min", "argMin", "max", "argMax", "mean", "fractionAtLeast", "windows")) {
            assertThat(json.get(field).isNull()).as(field).isTrue();
        }
        assertThat(out).hasContent("dosage,effect\n");
    }
}
