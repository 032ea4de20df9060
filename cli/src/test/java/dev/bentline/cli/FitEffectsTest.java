package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bentline.BentLine;
import dev.bentline.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Effective dosages, benchmark dosages and their intervals in the report of a fit. */
class FitEffectsTest {
    private static final String FALLING =
            "dose,weight\n0,8.1\n0,7.9\n1,8.2\n1,7.8\n3,6.1\n3,5.9\n10,3\n10,3.2\n30,1.1\n30,0.8\n100,0.4\n100,0.6\n";

    @TempDir
    private Path folder;

    private Path trial;

    @BeforeEach
    void write() throws IOException {
        trial = Files.writeString(folder.resolve("trial.csv"), FALLING);
    }

    private CommandRun fit(String options) {
        List<Object> words = new ArrayList<>(
                List.of("fit", "--in", trial, "--dosage", "dose", "--effect", "weight", "--dosage-scale", "log10"));
        words.addAll(List.of(options.split(" ", -1)));
        return CommandRun.of(words.toArray());
    }

    private JsonNode json(String options) throws IOException {
        CommandRun run = fit(options + " --json");
        assertThat(run.status()).as(run.err()).isZero();
        return run.json();
    }

    /** The line itself has the effects that its dosages are told to have. */
    @Test
    void dosagesHaveTheirEffects() throws IOException {
        JsonNode json = json("--ed 10,50,90 --bmr 0.2");
        BentLine line = BentLine.of(Network.parse(json.get("network").toString()));
        double upper = line.max(0, 100).effect();
        double lower = line.min(0, 100).effect();
        double[] percents = {10, 50, 90};
        assertThat(json.get("effectiveDosages")).hasSize(3);
        for (int i = 0; i < 3; i++) {
            JsonNode at = json.get("effectiveDosages").get(i);
            double level = upper - percents[i] / 100 * (upper - lower);
            assertThat(at.get("percent").doubleValue()).isEqualTo(percents[i]);
            assertThat(at.get("effect").doubleValue()).isCloseTo(level, within(1e-9));
            assertThat(line.effect(at.get("dosage").doubleValue())).isCloseTo(level, within(1e-6));
            assertThat(at.get("direction").textValue()).isEqualTo("falling");
            assertThat(at.get("from").isNull()).isTrue();
        }
        assertThat(line.effect(json.get("benchmarkDosage").doubleValue()))
                .isCloseTo(0.8 * line.effect(0), within(1e-6));
        assertThat(json.has("benchmarkDosageLower")).isFalse();
        assertThat(json.get("area").doubleValue()).isCloseTo(line.integral(0, 100), within(1e-9));
        assertThat(json.get("areaOnScale").doubleValue()).isCloseTo(line.integralOnScale(0, 100), within(1e-9));
        assertThat(json.get("steepestSlope").doubleValue()).isNegative();
    }

    @Test
    void referencesDiffer() throws IOException {
        JsonNode control = json("--ed 50 --reference control").at("/effectiveDosages/0");
        JsonNode absolute = json("--ed 5,-1 --reference absolute").get("effectiveDosages");
        assertThat(control.get("effect").doubleValue()).isCloseTo(4, within(0.2));
        assertThat(absolute.get(0).get("effect").doubleValue()).isEqualTo(5);
        assertThat(absolute.get(1).get("dosage").isNull()).isTrue();
        assertThat(absolute.get(1).get("direction").textValue()).isEqualTo("none");
    }

    @Test
    void intervalsAreTheSameOnAnyNumberOfThreads() throws IOException {
        JsonNode one = json("--ed 50 --bmr 0.1 --bootstrap 200 --threads 1");
        JsonNode many = json("--ed 50 --bmr 0.1 --bootstrap 200 --threads 4 --seed 1");
        assertThat(many.get("effectiveDosages")).isEqualTo(one.get("effectiveDosages"));
        assertThat(many.get("benchmarkDosageLower")).isEqualTo(one.get("benchmarkDosageLower"));
        JsonNode at = one.at("/effectiveDosages/0");
        assertThat(at.get("dosage").doubleValue())
                .isBetween(at.get("from").doubleValue(), at.get("to").doubleValue());
        assertThat(at.get("refits").intValue() + at.get("refitsWithout").intValue())
                .isEqualTo(200);
        assertThat(one.get("solver").textValue()).isEqualTo("search");
        JsonNode other = json("--ed 50 --bootstrap 200 --seed 2").at("/effectiveDosages/0");
        assertThat(other.get("from")).isNotEqualTo(at.get("from"));
        JsonNode narrow = json("--ed 50 --bootstrap 200 --ci 0.5").at("/effectiveDosages/0");
        assertThat(narrow.get("from").doubleValue())
                .isGreaterThan(at.get("from").doubleValue());
        JsonNode cases = json("--ed 50 --bootstrap 200 --resample cases").at("/effectiveDosages/0");
        assertThat(cases.get("from")).isNotEqualTo(at.get("from"));
    }

    @Test
    void weightsCountInRefits() throws IOException {
        Files.writeString(trial, FALLING.replace("weight\n", "weight,w\n").replaceAll("(?m)(,[0-9.]+)$", "$1,1"));
        JsonNode weighted = json("--ed 50 --bootstrap 100 --weights w").at("/effectiveDosages/0");
        assertThat(weighted).isEqualTo(json("--ed 50 --bootstrap 100").at("/effectiveDosages/0"));
    }

    @Test
    void textForPeople() {
        assertThat(fit("--ed 50").out()).containsPattern("effectiveDosages +50 at [0-9.]+\n");
        assertThat(fit("--ed 50 --bootstrap 100").out())
                .containsPattern("effectiveDosages +50 at [0-9.]+ \\([0-9.]+ to [0-9.]+\\)\n");
        assertThat(fit("--ed 999 --reference control").out()).containsPattern("effectiveDosages +999 at none\n");
        assertThat(fit("--ed 93 --reference control --bootstrap 100 --seed 1").out())
                .containsPattern("93 at [0-9.]+ \\([0-9.]+ to [0-9.]+; without [0-9]+ of 100 refits\\)\n");
    }

    @Test
    void pictureShowsTheBandAndTheMeans() throws IOException {
        Path picture = folder.resolve("fit.svg");
        assertThat(fit("--bootstrap 100 --plot " + picture).status()).isZero();
        assertThat(Files.readString(picture)).contains("<polygon", "95 % of 100 refits", ">means<");
    }

    /** A flat line has no bends to be unsure of. */
    @Test
    void flatLinesHaveNoDosages() throws IOException {
        Files.writeString(trial, "dose,weight\n0,1\n1,1.1\n3,0.9\n10,1\n30,1.1\n100,0.9\n0,1.05\n");
        JsonNode json = json("--hidden auto --ed 50 --bootstrap 50");
        assertThat(json.get("hidden").intValue()).isZero();
        assertThat(json.at("/effectiveDosages/0/dosage").isNull()).isTrue();
        assertThat(fit("--hidden auto --bootstrap 50").err())
                .contains("a flat line suits best")
                .hasLineCount(1);
    }

    @Test
    void aSingleDosageIsNoCurve() throws IOException {
        Files.writeString(trial, "dose,weight\n3,1\n3,1.1\n3,0.9\n");
        CommandRun run = fit("--ed 50");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .endsWith("trial.csv: all observations are of one dosage; a curve needs two or more\n")
                .hasLineCount(1);
    }

    /** A line through all points has residuals of 0, which tell nothing of the next observations. */
    @ParameterizedTest
    @ValueSource(strings = {"", "--resample cases", "--weights w"})
    void noIntervalsWithoutDegreesOfFreedom(String options) throws IOException {
        Files.writeString(trial, "dose,weight,w\n0,5,1\n1,4,1\n2,1,1\n4,0.5,1\n8,0.4,1\n");
        CommandRun run = fit(("--hidden 2 --ed 50 --bmr 0.1 --bootstrap 50 --json " + options).strip());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("no intervals: the network has 5 parameters, and there are only 5 observations that count");
        JsonNode at = run.json().at("/effectiveDosages/0");
        assertThat(at.get("dosage").doubleValue()).isBetween(1.0, 2.0);
        assertThat(at.get("from").isNull()).isTrue();
        assertThat(at.get("to").isNull()).isTrue();
        assertThat(run.json().has("benchmarkDosageLower")).isFalse();
        assertThat(fit(("--hidden 1 --ed 50 --bootstrap 50 " + options).strip()).err())
                .doesNotContain("no intervals");
    }

    private static CommandRun benchmark(Path in, String response, Object... more) {
        return CommandRun.of(
                Stream.concat(Stream.of("fit", "--in", in, "--hidden", 1, "--bmr", response), Stream.of(more))
                        .toArray());
    }

    @Test
    void aBenchmarkDosageThatIsUndefinedSaysWhy() throws IOException {
        Path zero = Files.writeString(folder.resolve("zero.csv"), "dosage,effect\n0,0\n1,0\n2,1\n3,2\n4,3\n");
        String ofZero = "the effect of the control is 0, and so is every part of it";
        assertThat(benchmark(zero, "0.1").out())
                .containsPattern("\nbenchmarkDosage +undefined\nbenchmarkDosageReason +" + ofZero + "\n");
        Path near = Files.writeString(folder.resolve("near.csv"), "dosage,effect\n0,8\n1,8\n2,9\n3,10\n4,11\n");
        String ofNear = "no effect between the dosages observed differs from that of the control, 8, by 4";
        assertThat(benchmark(near, "0.5").out())
                .containsPattern("\nbenchmarkDosage +undefined\nbenchmarkDosageReason +" + ofNear + "\n");
        for (Object[] more : new Object[][] {{"--json"}, {"--json", "--bootstrap", 10}}) {
            JsonNode json = benchmark(zero, "0.1", more).json();
            assertThat(json.get("benchmarkDosage").isNull()).isTrue();
            assertThat(json.get("benchmarkDosageReason").asText()).isEqualTo(ofZero);
            json = benchmark(near, "0.5", more).json();
            assertThat(json.get("benchmarkDosage").isNull()).isTrue();
            assertThat(json.get("benchmarkDosageReason").asText()).isEqualTo(ofNear);
            json = benchmark(near, "0.25", more).json();
            assertThat(json.get("benchmarkDosage").doubleValue()).isCloseTo(3, within(1e-5));
            assertThat(json.has("benchmarkDosageReason")).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--ed x | --ed has 'x'; it takes numbers, as 10,50,90",
                "--ed 10,,90 | --ed has ''; it takes numbers",
                "--ed 0 | --ed has 0; it must be between 0 and 100",
                "--ed 100 | --ed has 100; it must be between 0 and 100",
                "--ed 1e400 --reference absolute | --ed has 1e400; it must be a finite effect",
                "--ed NaN --reference absolute | --ed has 'NaN'; it takes numbers",
                "--ed 50d | --ed has '50d'; it takes numbers, as 10,50,90",
                "--ed 0x1p3 | --ed has '0x1p3'; it takes numbers, as 10,50,90",
                "--ed 10,50,50.0 | --ed has 50 twice",
                "--ed 50 --reference lower | Invalid value for option '--reference': 'lower' is not one of control, upper, absolute",
                "--reference upper | --reference needs --ed P",
                "--ci 0.9 | --ci needs --bootstrap N",
                "--resample cases --ed 50 | --resample needs --bootstrap N",
                "--bootstrap 0 | --bootstrap is 0; it must be from 1 to 1000000",
                "--bootstrap 10 --ci 95 | --ci is 95.0; it must be between 0 and 1",
                "--bmr 0 | --bmr is 0.0; it must be above 0",
                "--bootstrap 10 --loss huber | --bootstrap and --loss huber exclude each other",
                "--bootstrap 10 --epochs 5 | --bootstrap and --epochs exclude each other",
                "--bootstrap 10 --solver descent | --bootstrap and --solver descent exclude each other",
                "--ed 50 --start softplus | --start is a softplus network",
            })
    void refusesOtherOptions(String options, String message) {
        CommandRun run = fit(options);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(message);
        assertThat(run.err().lines()).hasSize(1);
    }
}
