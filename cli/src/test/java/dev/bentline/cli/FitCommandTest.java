package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bentline.Activation;
import dev.bentline.Bend;
import dev.bentline.Engine;
import dev.bentline.Interval;
import dev.bentline.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FitCommandTest {
    private static final String THREE = "dosage,effect\n0,0\n0.5,1\n1,0\n";

    /** Observations that are as many as the parameters of 2 nodes. */
    private static final String FIVE = "dosage,effect\n0,0\n0.25,0.5\n0.5,1\n0.75,0.5\n1,0\n";

    /** Two nodes, and an output ReLU that is active for some observations only. */
    private static final Network START = Network.of(
            Activation.RELU,
            new float[] {1.5f, 0.75f},
            new float[] {-0.5f, 0.25f},
            new float[] {-1.25f, 2},
            -0.5f,
            Activation.RELU);

    private static final double[][] TEXTBOOK = {{0, 0.5}, {0.25, -0.5}, {0.5, 1}, {0.75, 0}, {1, 2}, {2, 0.75}};

    @TempDir
    Path folder;

    private Path csv(String text) throws IOException {
        return Files.writeString(folder.resolve("in.csv"), text);
    }

    private Path network(Network network) throws IOException {
        return Files.writeString(folder.resolve("start.json"), network.toJson());
    }

    private static CommandRun fit(Path in, Object... more) {
        return CommandRun.of(
                Stream.concat(Stream.of("fit", "--in", in), Stream.of(more)).toArray());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String textbookCsv() {
        StringBuilder text = new StringBuilder("dosage,effect\n");
        for (double[] observation : TEXTBOOK) {
            text.append(observation[0]).append(',').append(observation[1]).append('\n');
        }
        return text.toString();
    }

    private static String noisyRelu(int count) {
        Random random = new Random(7);
        float[] x = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = random.nextFloat();
        }
        float[] y = new float[count];
        Engine.of(Network.relu()).forward(x, y);
        StringBuilder text = new StringBuilder("dosage,effect\n");
        for (int i = 0; i < count; i++) {
            text.append(x[i])
                    .append(',')
                    .append(y[i] + 0.1f * (float) random.nextGaussian())
                    .append('\n');
        }
        return text.toString();
    }

    @Test
    void theResultIsOneJsonObject() throws IOException {
        Path out = folder.resolve("out.json");
        CommandRun run =
                fit(csv(THREE + "x,1\n"), "--skip-invalid", "--epochs", 5, "--restarts", 3, "--out", out, "--json");
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).hasLineCount(1);
        JsonNode json = run.json();
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "epochs",
                        "loss",
                        "sumOfSquaredResiduals",
                        "rSquared",
                        "residualStandardError",
                        "degreesOfFreedom",
                        "aicc",
                        "bic",
                        "lackOfFitF",
                        "lackOfFitP",
                        "flatF",
                        "flatP",
                        "hidden",
                        "network",
                        "observations",
                        "missing",
                        "skipped",
                        "restart",
                        "solver",
                        "globalOptimum",
                        "fitSeconds",
                        "secondsPerEpoch",
                        "stopped",
                        "seconds");
        assertThat(json.get("epochs").asLong()).isEqualTo(5);
        assertThat(json.get("stopped").asText()).isEqualTo("epochs");
        assertThat(json.get("observations").asLong()).isEqualTo(3);
        assertThat(json.get("skipped").asLong()).isEqualTo(1);
        assertThat(json.get("restart").asInt()).isBetween(0, 2);
        assertThat(json.get("secondsPerEpoch").asDouble()).isPositive();
        assertThat(json.get("loss").asDouble())
                .isEqualTo(json.get("sumOfSquaredResiduals").asDouble());
        double total = 2 / 3.0;
        assertThat(json.get("rSquared").asDouble())
                .isCloseTo(1 - json.get("loss").asDouble() / total, within(1e-12));
        assertThat(Network.parse(json.get("network").toString())).isEqualTo(Network.parse(Files.readString(out)));
        assertThat(files()).containsExactly("in.csv", "out.json");
    }

    @Test
    void fewDosagesAreSearched() throws IOException {
        Path out = folder.resolve("out.json");
        CommandRun run = fit(csv(FIVE), "--out", out, "--json");
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        JsonNode json = run.json();
        assertThat(json.get("solver").asText()).isEqualTo("search");
        assertThat(json.get("globalOptimum").asBoolean()).isTrue();
        assertThat(json.get("stopped").asText()).isEqualTo("global");
        assertThat(json.get("epochs").asLong()).isZero();
        assertThat(json.get("secondsPerEpoch").isNull()).isTrue();
        assertThat(json.get("loss").asDouble()).isCloseTo(0, within(1e-12));
        Network network = Network.parse(Files.readString(out));
        float[] effects = new float[3];
        Engine.of(network).forward(new float[] {0, 0.5f, 1}, effects);
        assertThat(effects).containsExactly(new float[] {0, 1, 0}, within(1e-6f));
        assertThat(network.dosages()).contains(new Interval(0, 1));
        assertThat(fit(folder.resolve("in.csv"), "--bend", 1, "--out", "-").out())
                .contains("\"bend\": 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--solver descent", "--epochs 3", "--restarts 2", "--hidden 7", "--solver descent --hidden 1"})
    void aDescentWhereItIsAskedFor(String options) throws IOException {
        CommandRun run = fit(
                csv(THREE),
                Stream.concat(Stream.of(options.split(" ", -1)), Stream.of("--json"))
                        .toArray());
        assertThat(run.status()).isZero();
        assertThat(run.json().get("solver").asText()).isEqualTo("descent");
        assertThat(run.json().get("globalOptimum").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0,0 0.5,1 1,0 |               | fewer observations than parameters, 3 and 5, which are those of 2 hidden nodes; --hidden auto takes as many nodes as the observations can tell
                    0,0 0.5,1 1,0 | --monotone decreasing | fewer observations than parameters, 3 and 5, which are those of 2 hidden nodes; --hidden auto takes as many nodes as the observations can tell
                    0,0 1,1       | --hidden 1    | fewer observations than parameters, 2 and 3, which are those of 1 hidden node; --hidden auto takes as many nodes as the observations can tell
                    0,2 1,2 2,2 3,2 4,2 |         | all effects are the same, 2; a curve needs two or more
                    0,0 1,-0 2,0 3,0 4,0 | --hidden auto | all effects are the same, 0; a curve needs two or more
                    3,0 3,1 3,2 3,3 3,4 |         | all observations are of one dosage; a curve needs two or more
                    0,0 -0,1 0,2 -0,3 0,4 | --hidden auto | all observations are of one dosage; a curve needs two or more
                    0,0 1,1 2,2 2,3 0,4 | --dosage-scale log10 --zero 2 | the dosage 1 is below the place of dosages of 0, 2; --zero must be smaller
                    0,0 2,1 2,2 2,3 0,4 | --dosage-scale log10 --zero 2 | all observations are of one dosage; a curve needs two or more
                    """)
    void whatTellsTooLittleOfACurveIsRefused(String rows, String options, String message) throws IOException {
        Path in = csv("dosage,effect\n" + rows.replace(' ', '\n') + "\n");
        List<Object> more =
                new ArrayList<>(List.of("--out", folder.resolve("a.json"), "--plot", folder.resolve("a.svg")));
        more.addAll(List.of("--residuals", folder.resolve("a.csv"), "--json"));
        more.addAll(options == null ? List.of() : List.of(options.split(" ", -1)));
        CommandRun run = fit(in, more.toArray());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("bentline fit: " + in + ": " + message + "\n");
        assertThat(files()).containsExactly("in.csv");
    }

    @ParameterizedTest
    @CsvSource({"--hidden 1, 1", "--hidden auto, 0"})
    void fewObservationsSuitFewNodes(String options, int hidden) throws IOException {
        CommandRun run = fit(csv(THREE), (Object[]) (options + " --json").split(" ", -1));
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.json().get("hidden").asInt()).isEqualTo(hidden);
    }

    /** Whoever wants the same result again does not ask for a worse one. */
    @ParameterizedTest
    @ValueSource(strings = {"--seed 2", "--solver search --seed 2", "--monotone increasing --seed 2"})
    void aSeedAsksForNoDescent(String options) throws IOException {
        CommandRun run = fit(
                csv(FIVE),
                Stream.concat(Stream.of(options.split(" ", -1)), Stream.of("--json"))
                        .toArray());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.json().get("solver").asText()).isEqualTo("search");
        assertThat(run.json().get("globalOptimum").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --solver search --epochs 5  | --solver search and --epochs exclude each other: a search goes through all networks of its width, from none
                    --solver search --start relu | --solver search and --start exclude each other: a search goes through all networks of its width, from none
                    --solver search --hidden 7  | --hidden is 7; it must be at most 6
                    --hidden auto --epochs 5    | --hidden auto and --epochs exclude each other: a search goes through all networks of its width, from none
                    --hidden auto --solver descent | --hidden auto and --solver descent exclude each other: widths are compared by the best network of each, which a search finds
                    --solver magic              | --solver is 'magic'; it must be search or descent
                    """)
    void solversThatCannotBe(String options, String reason) throws IOException {
        CommandRun run = fit(csv(THREE), Stream.of(options.split(" ", -1)).toArray());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("bentline fit: " + reason + " (see bentline fit --help)\n");
    }

    @Test
    void manyDistinctDosagesAreLeftToADescent() throws IOException {
        StringBuilder text = new StringBuilder("dosage,effect\n");
        for (int i = 0; i <= 10_000; i++) {
            text.append(i).append(",1\n");
        }
        Path in = csv(text.toString());
        CommandRun run = fit(in, "--solver", "search");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .endsWith(
                        "in.csv: more than 10000 distinct dosages, which --solver search does not take; leave it out\n");
        assertThat(fit(in, "--hidden", "auto").err())
                .endsWith(
                        "in.csv: more than 10000 distinct dosages, which --hidden auto does not take; leave it out\n");
        assertThat(fit(in, "--json").json().get("solver").asText()).isEqualTo("descent");
    }

    /** A search without a proof says so. */
    @Test
    void aSearchOfWideNetworksProvesNothing() throws IOException {
        CommandRun run = fit(csv(noisyRelu(30)), "--hidden", 4, "--json");
        assertThat(run.status()).isZero();
        assertThat(run.json().get("stopped").asText()).isEqualTo("converged");
        assertThat(run.err())
                .isEqualTo("bentline fit: the best network the search found; that no other of its width fits better is"
                        + " not proved\n");
    }

    @Test
    void theResultAsText() throws IOException {
        CommandRun run = fit(csv("dosage,effect\n0,2\n1,2\n"), "--start", "relu", "--epochs", 0, "--loss", "mse");
        assertThat(run.status()).isZero();
        assertThat(run.out().lines().map(line -> line.replaceAll(" .*", "")))
                .startsWith("epochs", "loss")
                .endsWith("stopped", "seconds");
        assertThat(run.out())
                .containsPattern("\nloss +4\\.0\n")
                .containsPattern("\nsumOfSquaredResiduals +8\\.0\n")
                .containsPattern("\nrSquared +undefined\n")
                .containsPattern("\nnetwork +[{]\"hidden\": .*}\n")
                .containsPattern("\nstopped +epochs\n");
    }

    @Test
    void theWrittenNetworkIsANetworkForEveryCommand() throws IOException {
        Path out = folder.resolve("out.json");
        assertThat(fit(csv(noisyRelu(200)), "--epochs", 50, "--out", out).status())
                .isZero();
        assertThat(CommandRun.of("show", out).status()).isZero();
        Network network = Network.parse(Files.readString(out));
        float[] effects = new float[3];
        Engine.of(network).forward(new float[] {0, 0.5f, 1}, effects);
        assertThat(CommandRun.of("sweep", out, "--from", 0, "--to", 1, "--count", 3, "--out", "-")
                        .out())
                .isEqualTo("dosage,effect\n0.0," + effects[0] + "\n0.5," + effects[1] + "\n1.0," + effects[2] + "\n");
        assertThat(fit(folder.resolve("in.csv"), "--start", out, "--epochs", 0).status())
                .isZero();
    }

    @Test
    void aNetworkOnStandardOutputAndTheResultOnStandardError() throws IOException {
        CommandRun run = fit(csv(THREE), "--start", "relu", "--epochs", 0, "--out", "-");
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .isEqualTo(Network.relu().withDosages(new Interval(0, 1)).toJson());
        assertThat(run.err()).startsWith("epochs ").containsPattern("\nstopped +epochs\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssr", "mse"})
    void rateAloneIsTheTextbooksUpdate(String loss) throws IOException {
        double rate = 0.01;
        int epochs = 20;
        Path out = folder.resolve("out.json");
        CommandRun run = fit(
                csv(textbookCsv()),
                "--start",
                network(START),
                "--rate",
                rate,
                "--epochs",
                epochs,
                "--loss",
                loss,
                "--out",
                out,
                "--json");
        assertThat(run.json().get("epochs").asInt()).isEqualTo(epochs);
        double[] w = {1.5, 0.75};
        double[] b = {-0.5, 0.25};
        double[] v = {-1.25, 2};
        double c = -0.5;
        double divisor = loss.equals("mse") ? TEXTBOOK.length : 1;
        for (int epoch = 0; epoch < epochs; epoch++) {
            double[] dw = new double[2];
            double[] db = new double[2];
            double[] dv = new double[2];
            double dc = 0;
            for (double[] observation : TEXTBOOK) {
                double x = observation[0];
                double z = c;
                for (int h = 0; h < 2; h++) {
                    z += v[h] * Math.max(0, w[h] * x + b[h]);
                }
                double d = z > 0 ? 2 * (z - observation[1]) / divisor : 0;
                dc += d;
                for (int h = 0; h < 2; h++) {
                    double p = w[h] * x + b[h];
                    dv[h] += d * Math.max(0, p);
                    db[h] += p > 0 ? d * v[h] : 0;
                    dw[h] += p > 0 ? d * v[h] * x : 0;
                }
            }
            c -= rate * dc;
            for (int h = 0; h < 2; h++) {
                w[h] -= rate * dw[h];
                b[h] -= rate * db[h];
                v[h] -= rate * dv[h];
            }
        }
        Network fitted = Network.parse(Files.readString(out));
        double ulps = 1e-6;
        assertThat(fitted.outputBias()).isCloseTo((float) c, within((float) ulps));
        for (int h = 0; h < 2; h++) {
            assertThat((double) fitted.hiddenWeight(h)).isCloseTo(w[h], within(ulps));
            assertThat((double) fitted.hiddenBias(h)).isCloseTo(b[h], within(ulps));
            assertThat((double) fitted.outputWeight(h)).isCloseTo(v[h], within(ulps));
        }
        assertThat(Math.abs(w[0] - 1.5)).as("it has moved").isGreaterThan(1e-3);
    }

    @Test
    void theOptimizerIsTheUsersChoice() throws IOException {
        Path in = csv(textbookCsv());
        Path start = network(START);
        List<String> networks = new ArrayList<>();
        for (String options : List.of("", "--rate 0.01", "--optimizer gd", "--optimizer adam --rate 0.01")) {
            Object[] words = options.isEmpty() ? new Object[0] : options.split(" ", -1);
            Object[] more = {"--start", start, "--epochs", 3, "--out", "-"};
            networks.add(
                    fit(in, Stream.concat(Stream.of(more), Stream.of(words)).toArray())
                            .out());
        }
        assertThat(networks).doesNotHaveDuplicates().allMatch(text -> text.startsWith("{\"hidden\""));
        assertThat(fit(in, "--start", start, "--epochs", 3, "--out", "-", "--optimizer", "adam")
                        .out())
                .isEqualTo(networks.get(0));
        assertThat(fit(in, "--start", start, "--epochs", 3, "--out", "-", "--optimizer", "gd", "--rate", 0.01)
                        .out())
                .isEqualTo(networks.get(1));
    }

    @Test
    void whatIsFrozenKeepsItsBits() throws IOException {
        Path in = csv(noisyRelu(100));
        Network c =
                Network.parse(fit(in, "--start", "relu", "--train", "c", "--rate", 1e-4, "--epochs", 7, "--out", "-")
                        .out());
        assertThat(c.hiddenWeights()).containsExactly(Network.relu().hiddenWeights());
        assertThat(c.hiddenBiases()).containsExactly(Network.relu().hiddenBiases());
        assertThat(c.outputWeights()).containsExactly(Network.relu().outputWeights());
        assertThat(c.outputBias()).isNotEqualTo(Network.relu().outputBias());
        Network some = Network.parse(
                fit(in, "--start", "relu", "--train", " b , w2,v1", "--rate", 1e-4, "--epochs", 7, "--out", "-")
                        .out());
        assertThat(some.hiddenWeight(0)).isEqualTo(1.7f);
        assertThat(some.hiddenWeight(1)).isNotEqualTo(12.6f);
        assertThat(some.hiddenBias(0)).isNotEqualTo(-0.85f);
        assertThat(some.hiddenBias(1)).isNotEqualTo(0f);
        assertThat(some.outputWeight(0)).isNotEqualTo(-40.8f);
        assertThat(some.outputWeight(1)).isEqualTo(2.7f);
        assertThat(some.outputBias()).isEqualTo(-16f);
    }

    @Test
    void theOutputBiasFromZero() throws IOException {
        Network soft = Network.softplus();
        Network start = Network.of(
                soft.hidden(), soft.hiddenWeights(), soft.hiddenBiases(), soft.outputWeights(), 0, soft.output());
        CommandRun run =
                fit(csv(THREE), "--start", network(start), "--train", "c", "--rate", 0.1, "--epochs", 100, "--json");
        Network fitted = Network.parse(run.json().get("network").toString());
        assertThat(fitted.outputBias()).isCloseTo(-0.58f, within(0.01f));
        assertThat(run.json().get("rSquared").asDouble()).isGreaterThan(0.99);
    }

    @Test
    void untilLossStopsBeforeTheUpdate() throws IOException {
        CommandRun run = fit(csv(THREE), "--start", "relu", "--until-loss", 0.1, "--json");
        assertThat(run.json().get("stopped").asText()).isEqualTo("loss");
        assertThat(run.json().get("epochs").asInt()).isZero();
        assertThat(Network.parse(run.json().get("network").toString())).isEqualTo(Network.relu());
        CommandRun atTheLimit = fit(csv("dosage,effect\n0,1\n"), "--start", "relu", "--until-loss", 1, "--json");
        assertThat(atTheLimit.json().get("loss").asDouble()).isEqualTo(1);
        assertThat(atTheLimit.json().get("stopped").asText())
                .as("1 is not below 1, and nothing can move")
                .isEqualTo("change");
    }

    @Test
    void untilChangeStopsWhereAStepIsSmall() throws IOException {
        CommandRun run = fit(csv(THREE), "--start", network(START), "--rate", "1e-9", "--until-change", 0.5, "--json");
        assertThat(run.json().get("stopped").asText()).isEqualTo("change");
        assertThat(run.json().get("epochs").asInt()).isEqualTo(1);
    }

    @Test
    void theBendIsTheUsersChoice() throws IOException {
        Path in = csv("dosage,effect\n0,1\n");
        Path start = network(
                Network.of(Activation.RELU, new float[] {1}, new float[] {0}, new float[] {1}, 0, Activation.IDENTITY));
        Object[] update = {"--start", start, "--train", "b", "--rate", 0.25, "--epochs", 1, "--out", "-", "--bend"};
        Network off = Network.parse(
                fit(in, Stream.concat(Stream.of(update), Stream.of("0")).toArray())
                        .out());
        Network on = Network.parse(
                fit(in, Stream.concat(Stream.of(update), Stream.of("1")).toArray())
                        .out());
        assertThat(off.hiddenBias(0)).isZero();
        assertThat(on.hiddenBias(0)).isEqualTo(0.5f);
        assertThat(on.bend()).isEqualTo(Bend.ONE);
    }

    @Test
    void neitherTheOrderNorTheThreadsNorTheLocaleMatter() throws IOException {
        List<String> lines = new ArrayList<>(noisyRelu(500).lines().toList());
        String header = lines.removeFirst();
        Collections.sort(lines);
        Path sorted = Files.writeString(folder.resolve("sorted.csv"), header + "\n" + String.join("\n", lines));
        Collections.shuffle(lines, new Random(3));
        Path shuffled = Files.writeString(folder.resolve("shuffled.csv"), header + "\n" + String.join("\n", lines));
        Object[] more = {"--epochs", 100, "--restarts", 8, "--out", "-"};
        String expected = fit(sorted, more).out();
        assertThat(expected).startsWith("{\"hidden\"");
        assertThat(fit(shuffled, more).out()).isEqualTo(expected);
        assertThat(fit(
                                sorted,
                                Stream.concat(Stream.of(more), Stream.of("--threads", 1))
                                        .toArray())
                        .out())
                .isEqualTo(expected);
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(fit(sorted, more).out()).isEqualTo(expected);
            assertThat(fit(sorted, "--epochs", 0, "--json").json().get("loss").asDouble())
                    .isPositive();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void theSeedAndTheRestartsAreTheUsersChoice() throws IOException {
        Path in = csv(noisyRelu(100));
        Object[] one = {"--epochs", 0, "--restarts", 1, "--hidden", 3, "--out", "-"};
        String first = fit(in, one).out();
        assertThat(Network.parse(first).width()).isEqualTo(3);
        assertThat(fit(in, Stream.concat(Stream.of(one), Stream.of("--seed", 1)).toArray())
                        .out())
                .isEqualTo(first);
        assertThat(fit(
                                in,
                                Stream.concat(Stream.of(one), Stream.of("--seed", -2))
                                        .toArray())
                        .out())
                .isNotEqualTo(first)
                .startsWith("{");
        double lossOfOne = fit(in, "--epochs", 0, "--restarts", 1, "--json")
                .json()
                .get("loss")
                .asDouble();
        double lossOfMany = fit(in, "--epochs", 0, "--json").json().get("loss").asDouble();
        assertThat(lossOfMany).isLessThan(lossOfOne);
    }

    @Test
    void aFitThatDivergesLeavesNothingUnlessAsked() throws IOException {
        Path in = csv(textbookCsv());
        Path start = network(START);
        Path out = folder.resolve("out.json");
        Object[] diverging = {"--start", start, "--rate", "1e30", "--out", out, "--plot", folder.resolve("out.png")};
        CommandRun run = fit(in, diverging);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("bentline fit: the fit diverged after epoch ")
                .contains("the last good network has loss ", "a smaller --rate, or none, may help")
                .hasLineCount(1);
        assertThat(files()).containsExactly("in.csv", "start.json");

        CommandRun json =
                fit(in, Stream.concat(Stream.of(diverging), Stream.of("--json")).toArray());
        assertThat(json.status()).isEqualTo(1);
        assertThat(json.err()).hasLineCount(1);
        assertThat(json.json().get("stopped").asText()).isEqualTo("diverged");
        assertThat(files()).containsExactly("in.csv", "start.json");

        CommandRun kept = fit(
                in,
                Stream.concat(Stream.of(diverging), Stream.of("--keep-partial", "--json"))
                        .toArray());
        assertThat(kept.status()).isEqualTo(1);
        assertThat(kept.err()).contains(", and is written to " + out).hasLineCount(1);
        assertThat(files()).containsExactly("in.csv", "out.json", "start.json");
        assertThat(Network.parse(Files.readString(out)))
                .isEqualTo(Network.parse(kept.json().get("network").toString()));
    }

    @Test
    void realMeasurementsBetterThanAnyStraightLine() throws IOException {
        Path lettuce = Launch.ROOT.resolve("../shared/data/lettuce.csv").normalize();
        assumeTrue(Files.exists(lettuce), "there are no real measurements here: " + lettuce);
        double line = straightLine(Files.readAllLines(lettuce));
        Path plot = folder.resolve("lettuce.png");
        CommandRun run = fit(lettuce, "--dosage", "conc", "--effect", "weight", "--json", "--plot", plot);
        assertThat(run.json().get("observations").asInt()).isEqualTo(14);
        assertThat(run.json().get("sumOfSquaredResiduals").asDouble()).isLessThan(line / 2);
        assertThat(plot).isNotEmptyFile();
    }

    /** The smallest sum of squared residuals of a line. */
    private static double straightLine(List<String> csv) {
        double n = csv.size() - 1;
        double[] sums = new double[5];
        for (String row : csv.subList(1, csv.size())) {
            double x = Double.parseDouble(row.split(",", -1)[0]);
            double t = Double.parseDouble(row.split(",", -1)[1]);
            double[] terms = {x, t, x * x, x * t, t * t};
            for (int i = 0; i < terms.length; i++) {
                sums[i] += terms[i];
            }
        }
        double xx = sums[2] - sums[0] * sums[0] / n;
        double xt = sums[3] - sums[0] * sums[1] / n;
        double tt = sums[4] - sums[1] * sums[1] / n;
        return tt - xt * xt / xx;
    }

    @Test
    void columnsInAnyOrderAndAmongOthers() throws IOException {
        Path in = csv("größe,name,dose\n0,a,0\n1,\"b,\nc\",0.5\n0,,1\n");
        CommandRun run = fit(in, "--dosage", "dose", "--effect", "größe", "--start", "relu", "--epochs", 0, "--json");
        assertThat(run.json().get("loss").asDouble()).isLessThan(0.01);
    }

    static Stream<Arguments> unreadableFiles() {
        return Stream.of(
                Arguments.of("dosage,effect\n0,1\nx,1\n", "in.csv, row 3, column dosage: 'x' is not a finite decimal"),
                Arguments.of("dosage,effect\n0,1\n1,y\n", "in.csv, row 3, column effect: 'y' is not a finite decimal"),
                Arguments.of("effect,dosage\na,b\n", "in.csv, row 2, column effect: 'a' is not a finite decimal"),
                Arguments.of("dosage,effect\n0,1\n1,NaN\n", "row 3, column effect: 'NaN' is not a finite decimal"),
                Arguments.of("dosage,effect\n-inf,1\n", "row 2, column dosage: '-inf' is not a finite decimal"),
                Arguments.of("dosage,effect\n0,Infinity\n", "column effect: 'Infinity' is not a finite decimal"),
                Arguments.of("dosage,effect\n0,1e39\n", "column effect: '1e39' is too large for a float"),
                Arguments.of("dosage,effect\n0,\n", "in.csv, row 2, column effect: the value is empty"),
                Arguments.of("dosage,effect\n0\n", "column dosage: the row has 1 field where the header has 2"),
                Arguments.of("dosage,effect\n0,1,2\n", "the row has 3 fields where the header has 2"),
                Arguments.of("dosage,effect\n\n1,2\n", "in.csv, row 2, column dosage: the row is empty"),
                Arguments.of("", "in.csv is empty; a CSV file starts with a header row"),
                Arguments.of("dosage,effect\n", "in.csv: no observations; there are no rows"),
                Arguments.of("0,1\n1,2\n", "in.csv, row 1: the header is missing; found '0'"),
                Arguments.of("dose,effect\n1,2\n", "no column 'dosage'; --dosage may be one of: dose, effect"),
                Arguments.of("dosage\n1\n", "no column 'effect'; --effect may be one of: dosage"),
                Arguments.of("dosage,effect,effect\n1,2,3\n", "row 1: the column 'effect' stands there twice"));
    }

    @ParameterizedTest
    @MethodSource("unreadableFiles")
    void anUnreadableFileIsOneLineAndLeavesNothing(String text, String message) throws IOException {
        CommandRun run = fit(csv(text), "--out", folder.resolve("out.json"), "--plot", folder.resolve("out.png"));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("bentline fit: ").contains(message).hasLineCount(1);
        assertThat(files()).containsExactly("in.csv");
    }

    @Test
    void allRowsInvalidAreNoObservations() throws IOException {
        CommandRun run = fit(csv("dosage,effect\n1,x\nNaN,2\n"), "--skip-invalid");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains("no observations; all rows are invalid: 2")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --epochs 5                           | the observations are missing: give --in FILE
            --in x.csv --start relu --hidden 3   | --start and --hidden exclude each other
            --in x.csv --start relu --seed 3     | --start and --seed exclude each other
            --in x.csv --start relu --restarts 3 | --start and --restarts exclude each other
            --in x.csv --hidden 0                | --hidden is 0; it must be at least 1
            --in x.csv --hidden 2000000          | --hidden is 2000000; it must be at most 1000000
            --in x.csv --hidden two              | 'two' is not a whole number
            --in x.csv --restarts 0              | --restarts is 0; it must be at least 1
            --in x.csv --restarts 9999999999     | --restarts is 9999999999; it must be at most 2147483647
            --in x.csv --seed 1.5                | '1.5' is not a whole number
            --in x.csv --epochs -1               | --epochs is -1; it must be at least 0
            --in x.csv --epochs 1e-4             | '1e-4' is not a whole number
            --in x.csv --threads 0               | --threads is 0; it must be at least 1
            --in x.csv --loss sum                | --loss is 'sum'; it must be ssr, mse or huber
            --in x.csv --optimizer sgd           | --optimizer is 'sgd'; it must be adam or gd
            --in x.csv --rate 0                  | --rate is 0.0; it must be above 0
            --in x.csv --rate -0.1               | --rate is -0.1; it must be above 0
            --in x.csv --rate NaN                | 'NaN' is not a finite decimal number
            --in x.csv --until-loss -1           | --until-loss is -1.0; it must be 0 or above
            --in x.csv --until-change -1         | --until-change is -1.0; it must be 0 or above
            --in x.csv --until-change inf        | 'inf' is not a finite decimal number
            --in x.csv --bend 2                  | --bend is 2; it must be 0 or 1
            --in x.csv --hidden -1               | --hidden is -1; it must be at least 1
            --in x.csv --hidden Some             | 'Some' is not a whole number, such as 2, and not auto
            --in x.csv --hidden auto --start relu | --start and --hidden exclude each other
            --in x.csv --json --residuals -      | --json and --residuals - both want standard output
            --in x.csv --residuals - --out -     | --residuals and --out both want standard output
            --in x.csv --residuals x.npy         | --residuals is 'x.npy'; it is a CSV or Parquet file
            --in x.csv --residuals a --out ./a   | --residuals and --out are the same file, ./a
            --in x.csv --plot a.svg --residuals a.svg | --plot and --residuals are the same file, a.svg
            --in x.csv --train w3                | --train has 'w3'; the hidden nodes are 1 to 2
            --in x.csv --train w0                | --train has 'w0'; the hidden nodes are 1 to 2
            --in x.csv --train w,v99999999999    | --train has 'v99999999999'; the hidden nodes are 1 to 2
            --in x.csv --hidden 1 --train b2     | --train has 'b2'; the only hidden node is 1
            --in x.csv --start relu --train b3   | --train has 'b3'; the hidden nodes are 1 to 2
            --in x.csv --train q                 | --train has 'q'; it takes all, or a list of w, b, v, c
            --in x.csv --train c0                | --train has 'c0'; it takes all, or
            --in x.csv --train W                 | --train has 'W'; it takes all, or
            --in x.csv --train w,,b              | --train has an empty item in 'w,,b'
            --in x.csv --train w,                | --train has an empty item in 'w,'
            --in x.csv --train=                  | --train has an empty item in ''
            --in x.csv --dosage a --effect a     | --dosage and --effect are both 'a'; they must be two columns
            --in x.csv --dosage effect           | --dosage and --effect are both 'effect'
            --in x.csv --keep-partial            | --keep-partial needs --out FILE
            --in x.csv --json --out -            | --json and --out - both want standard output
            --in x.csv --json --out /dev/stdout  | both want standard output
            --in x.csv --plot -                  | --plot is '-'; it must be a file whose name ends in .png or .svg
            --in x.csv --plot x.pdf              | --plot is 'x.pdf'; it must be a file whose name ends in .png or .svg
            --in x.csv --plot a.png --out ./a.png | --plot and --out are the same file, ./a.png
            --in x.csv --start nonet             | network 'nonet': no such file
            --in x.csv relu                      | up to the next option, and --start names a network
            --in x.csv --rates 1                 | unknown option '--rates'; a file of that name is ./--rates
            --in                                 | '--in'
            --in missing.csv                     | cannot read 'missing.csv': no such file
            --in .                               | is a folder; --in takes a CSV file
            --in=                                | input '': not a file name
            """)
    void wrongUsageIsOneLineWithStatus2(String arguments, String message) {
        CommandRun run = CommandRun.of(Stream.concat(Stream.of("fit"), Stream.of(arguments.split(" ", -1)))
                .toArray());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("bentline fit: ").contains(message).hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"--out, net.json", "--plot, net.png", "--residuals, net.csv"})
    void outputsAreCheckedBeforeAnyRowIsRead(String option, String name) throws IOException {
        Path in = csv("dosage,effect\nnot,read\n");
        Path existing = Files.writeString(folder.resolve(name), "precious");
        CommandRun run = fit(in, option, existing);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(name + " exists; --force replaces it").hasLineCount(1);
        assertThat(fit(in, option, existing, "--force").err()).contains("row 2, column dosage: 'not'");
        assertThat(existing).hasContent("precious");
        CommandRun nowhere = fit(in, option, folder.resolve("no").resolve(name));
        assertThat(nowhere.status()).isEqualTo(2);
        assertThat(nowhere.err()).contains("there is no folder").hasLineCount(1);
        csv(THREE);
        assertThat(fit(in, "--epochs", 1, option, existing, "--force").status()).isZero();
        assertThat(Files.size(existing)).isGreaterThan(50);
        assertThat(files()).containsExactly("in.csv", name);
    }

    @Test
    void aPictureIsWhatItsEndingSays() throws IOException {
        Path in = csv(THREE);
        Path svg = folder.resolve("fit.SVG");
        Path png = folder.resolve("fit.png");
        assertThat(fit(in, "--start", "relu", "--epochs", 0, "--plot", svg).status())
                .isZero();
        assertThat(fit(in, "--start", "relu", "--epochs", 0, "--plot", png).status())
                .isZero();
        String drawn = Files.readString(svg);
        assertThat(drawn).startsWith("<svg ").endsWith("</svg>\n").contains("3 observations", "fitted network");
        assertThat(drawn.split("<circle ", -1)).hasSize(1 + 3 + 1); // the observations, and one in the legend
        assertThat(ImageIO.read(png.toFile())).isNotNull();
    }

    @Test
    void oneFileByTwoNamesIsOneFile() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a.png"));
        CommandRun run = fit(csv(THREE), "--out", link, "--plot", folder.resolve("a.png"));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--plot and --out are the same file").hasLineCount(1);
    }

    @Test
    void aStartMayBeReplacedByWhatBecameOfIt() throws IOException {
        Path start = network(START);
        Path in = csv(THREE);
        assertThat(fit(in, "--start", start, "--epochs", 3, "--out", start, "--force")
                        .status())
                .isZero();
        assertThat(Network.parse(Files.readString(start))).isNotEqualTo(START);
        String rows = Files.readString(in);
        CommandRun lost = fit(in, "--epochs", 0, "--out", in, "--force");
        assertThat(lost.status()).isEqualTo(2);
        assertThat(lost.err())
                .contains("in.csv'; a fitted network is a JSON file")
                .hasLineCount(1);
        assertThat(Files.readString(in)).isEqualTo(rows);
    }

    @Test
    void verboseNamesTheEngineAndTheObservations() throws IOException {
        CommandRun run = fit(csv(THREE), "--epochs", 1, "--verbose");
        assertThat(run.err()).contains("bentline: kernel ", "bentline: fitting to 3 observations\n");
    }
}
