package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bentline.Engine;
import dev.bentline.Network;
import dev.bentline.cli.parquet.Duck;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports of {@code bentline fit} on how good a fit is, and its residuals. */
class FitGoodnessTest {
    private static final String HINGE = """
            dosage,effect
            5,3.5
            0,0.5
            0,-0.25
            1,0.25
            1,-0.5
            2,0.25
            2,0.5
            3,1.75
            3,1.25
            4,2.5
            4,2.75
            5,4.25
            """;

    @TempDir
    Path folder;

    private CommandRun fit(String csv, Object... more) throws IOException {
        Path in = Files.writeString(folder.resolve("in.csv"), csv);
        return CommandRun.of(
                Stream.concat(Stream.of("fit", "--in", in), Stream.of(more)).toArray());
    }

    private JsonNode json(String csv, Object... more) throws IOException {
        CommandRun run =
                fit(csv, Stream.concat(Stream.of(more), Stream.of("--json")).toArray());
        assertThat(run.status()).as(run.err()).isZero();
        return run.json();
    }

    /** Against NumPy, and scipy.stats.f.sf for probabilities. */
    @Test
    void statisticsOfOneNodeAndReplicates() throws IOException {
        JsonNode json = json(HINGE, "--hidden", 1);
        assertThat(json.get("residualStandardError").asDouble()).isCloseTo(0.3500991922933334, within(1e-7));
        assertThat(json.get("degreesOfFreedom").asInt()).isEqualTo(9);
        assertThat(json.get("aicc").asDouble()).isCloseTo(19.127695447416148, within(1e-5));
        assertThat(json.get("bic").asDouble()).isCloseTo(15.353036332282436, within(1e-5));
        assertThat(json.get("lackOfFitF").asDouble()).isCloseTo(0.13939393939393965, within(1e-6));
        assertThat(json.get("lackOfFitP").asDouble()).isCloseTo(0.9327941730148234, within(1e-6));
        assertThat(json.get("flatF").asDouble()).isCloseTo(102.81586402266291, within(1e-4));
        assertThat(json.get("flatP").asDouble()).isCloseTo(6.330946487720701e-07, within(1e-11));
        assertThat(json.get("hidden").asInt()).isEqualTo(1);
        assertThat(json.has("aiccByHidden")).isFalse();
    }

    /** scipy.stats.f.sf(f, a, b). */
    @Test
    void probabilitiesOfAnF() {
        assertThat(FTest.p(0, 3, 6)).isEqualTo(1);
        assertThat(FTest.p(1, 1, 1)).isCloseTo(0.5, within(1e-15));
        assertThat(FTest.p(4.757062663089414, 3, 6)).isCloseTo(0.05, within(1e-14));
        assertThat(FTest.p(1e4, 2, 20) / 9.90054780713003e-31).isCloseTo(1, within(1e-12));
        assertThat(FTest.p(Double.POSITIVE_INFINITY, 2, 20)).isZero();
        assertThat(FTest.p(Double.NaN, 0, -1)).isNaN();
    }

    @Test
    void aDescentHasThemToo() throws IOException {
        Path start = folder.resolve("start.json");
        fit(HINGE, "--hidden", 1, "--out", start);
        JsonNode search = json(HINGE, "--hidden", 1);
        JsonNode descent = json(HINGE, "--start", start, "--epochs", 0);
        for (String field : List.of("residualStandardError", "aicc", "bic", "lackOfFitF", "lackOfFitP", "flatF")) {
            double value = search.get(field).asDouble();
            assertThat(descent.get(field).asDouble()).as(field).isCloseTo(value, within(1e-6 * value));
        }
        assertThat(json(HINGE, "--start", start, "--epochs", 0, "--train", "c")
                        .get("degreesOfFreedom")
                        .asInt())
                .isEqualTo(11);
        assertThat(json(HINGE, "--start", "softplus", "--epochs", 0)
                        .get("degreesOfFreedom")
                        .asInt())
                .isEqualTo(12 - 7);
    }

    @Test
    void whatIsUndefinedIsNull() throws IOException {
        String five = "dosage,effect\n0,0\n1,3\n2,1\n3,4\n4,1\n";
        JsonNode json = json(five);
        assertThat(json.get("degreesOfFreedom").asInt()).isZero();
        for (String field :
                List.of("residualStandardError", "aicc", "bic", "lackOfFitF", "lackOfFitP", "flatF", "flatP")) {
            assertThat(json.get(field).isNull()).as(field).isTrue();
        }
        assertThat(fit(five).out()).containsPattern("\nlackOfFitP +undefined\n");
    }

    @Test
    void theWidthOfTheSmallestAicc() throws IOException {
        JsonNode json = json(HINGE, "--hidden", "auto", "--bend", 1);
        assertThat(json.get("hidden").asInt()).isEqualTo(1);
        assertThat(json.get("aiccByHidden")).hasSize(5);
        // the least squares of 0, 1 and 2 nodes by SciPy
        assertThat(json.get("aiccByHidden").get(0).asDouble()).isCloseTo(48.80713213807274, within(1e-5));
        assertThat(json.get("aiccByHidden").get(1).asDouble()).isCloseTo(19.127695447416148, within(1e-5));
        assertThat(json.get("aiccByHidden").get(2).asDouble()).isCloseTo(33.40490490345719, within(1e-5));
        assertThat(json.get("aicc")).isEqualTo(json.get("aiccByHidden").get(1));
        assertThat(json.get("solver").asText()).isEqualTo("search");
        assertThat(json.get("globalOptimum").asBoolean()).isTrue();
        assertThat(json.get("network").get("bend").asInt()).isEqualTo(1);
        assertThat(json.get("network"))
                .isEqualTo(json(HINGE, "--hidden", 1, "--bend", 1).get("network"));
        assertThat(fit(HINGE, "--hidden", "auto").out())
                .containsPattern("\nhidden +1\naiccByHidden +48[.]8.*, 19[.]1.*\n");
    }

    /** A flat line is a network for every command. */
    @Test
    void noNodesWhereNothingDependsOnTheDosage() throws IOException {
        Path out = folder.resolve("flat.json");
        String flat = "dosage,effect\n0,5\n1,7\n2,6\n3,5\n4,7\n5,6\n";
        JsonNode json = json(flat, "--hidden", "auto", "--out", out);
        assertThat(json.get("hidden").asInt()).isZero();
        assertThat(json.get("flatF").isNull()).isTrue();
        assertThat(json.get("degreesOfFreedom").asInt()).isEqualTo(5);
        assertThat(json.get("residualStandardError").asDouble()).isCloseTo(Math.sqrt(4 / 5.0), within(1e-6));
        assertThat(CommandRun.of("show", out, "--at", 3).out()).contains("effect 6\n");
    }

    /** Rows in the order of the input, and fitted effects as a sweep has them. */
    @Test
    void residuals() throws IOException {
        Path rows = folder.resolve("residuals.csv");
        Path out = folder.resolve("net.json");
        JsonNode json = json(HINGE, "--hidden", 1, "--residuals", rows, "--out", out);
        List<String> lines = Files.readAllLines(rows);
        assertThat(lines.getFirst()).isEqualTo("dosage,effect,fitted,residual,standardizedResidual");
        assertThat(lines).hasSize(13);
        Network network = Network.parse(Files.readString(out));
        double error = json.get("residualStandardError").asDouble();
        double squares = 0;
        List<String> input = HINGE.lines().toList();
        for (int i = 1; i < lines.size(); i++) {
            List<Float> row =
                    Stream.of(lines.get(i).split(",", -1)).map(Float::valueOf).toList();
            List<Float> observation =
                    Stream.of(input.get(i).split(",", -1)).map(Float::valueOf).toList();
            assertThat(row.subList(0, 2)).isEqualTo(observation);
            float[] fitted = new float[1];
            Engine.of(network).forward(new float[] {row.get(0)}, fitted);
            assertThat(row.get(2)).isEqualTo(fitted[0]);
            assertThat(row.get(3)).isEqualTo(row.get(1) - row.get(2));
            assertThat((double) row.get(4)).isCloseTo(row.get(3) / error, within(1e-6));
            squares += row.get(3) * row.get(3);
        }
        assertThat(squares).isCloseTo(json.get("sumOfSquaredResiduals").asDouble(), within(1e-6));
    }

    @Test
    void residualsOnStandardOutputCompressedAndInParquet() throws Exception {
        CommandRun run = fit(HINGE, "--residuals", "-");
        assertThat(run.out())
                .startsWith("dosage,effect,fitted,residual,standardizedResidual\n5.0,3.5,")
                .hasLineCount(13);
        assertThat(run.err()).contains("residualStandardError");
        Path packed = folder.resolve("residuals.csv.gz");
        assertThat(fit(HINGE, "--residuals", packed).status()).isZero();
        try (InputStream rows = new GZIPInputStream(Files.newInputStream(packed))) {
            assertThat(new String(rows.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(run.out());
        }
        Path parquet = folder.resolve("residuals.parquet");
        assertThat(fit(HINGE, "--residuals", parquet).status()).isZero();
        assertThat(Duck.rows(parquet, "SELECT * FROM $"))
                .isEqualTo(run.out()
                        .lines()
                        .skip(1)
                        .map(row -> row.replace(',', '|'))
                        .toList());
    }

    /** More rows than are written at once; without a standard error, none is divided by it. */
    @Test
    void residualsOfManyAndOfTooFew() throws IOException {
        StringBuilder many = new StringBuilder("dosage,effect\n");
        for (int i = 0; i < 40_000; i++) {
            many.append(i % 9).append(',').append(i % 7).append('\n');
        }
        List<String> rows =
                fit(many.toString(), "--residuals", "-").out().lines().toList();
        assertThat(rows).hasSize(40_001);
        assertThat(rows.get(40_000)).startsWith("3.0,1.0,");
        assertThat(rows.get(16_385)).startsWith(16_384 % 9 + ".0," + 16_384 % 7 + ".0,");
        assertThat(fit("dosage,effect\n0,1\n1,3\n2,3\n", "--hidden", 1, "--residuals", "-")
                        .out())
                .isEqualTo("""
                        dosage,effect,fitted,residual,standardizedResidual
                        0.0,1.0,1.0,0.0,
                        1.0,3.0,3.0,0.0,
                        2.0,3.0,3.0,0.0,
                        """);
    }

    @Test
    void aFitThatDivergesLeavesNoResiduals() throws IOException {
        Path rows = folder.resolve("residuals.csv");
        Path out = folder.resolve("net.json");
        Path start = folder.resolve("start.json");
        fit(HINGE, "--hidden", 1, "--out", start);
        CommandRun run =
                fit(HINGE, "--start", start, "--rate", 1e30, "--residuals", rows, "--out", out, "--keep-partial");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("net.json; the residuals are not written;");
        assertThat(rows).doesNotExist();
        assertThat(out).exists();
    }
}
