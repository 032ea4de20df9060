package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.bentline.cli.parquet.Duck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits groups of observations, each of which also stands in a file of its own. */
class FitGroupsTest {
    private static final int GROUPS = 60;
    private static final String[] GROUP = {"--group", "compound,cell_line", "--dosage-scale", "log10"};

    @TempDir
    Path folder;

    private final List<String> rows = new ArrayList<>();

    @BeforeEach
    void observe() {
        Random random = new Random(1);
        for (int group = 0; group < GROUPS; group++) {
            double half = Math.pow(10, 3 * random.nextDouble() - 2);
            for (int i = 0; i < 24; i++) {
                float dosage = i % 8 == 0 ? 0 : (float) Math.pow(10, i % 8 / 2.0 - 3);
                float effect = (float) (100 / (1 + dosage / half) + 3 * random.nextGaussian());
                rows.add("c" + group / 3 + ",line " + group % 3 + "," + dosage + "," + effect);
            }
        }
    }

    private Path file(String name, List<String> rows) throws IOException {
        return Files.writeString(
                folder.resolve(name), "compound,cell_line,dosage,effect\n" + String.join("\n", rows) + "\n");
    }

    private static CommandRun fit(Path in, Object... more) {
        return CommandRun.of(Stream.of(Stream.of("fit", "--in", in), Stream.of(GROUP), Stream.of(more))
                .flatMap(part -> part)
                .toArray());
    }

    private Path fitted(Path in, String out, Object... more) {
        Path file = folder.resolve(out);
        CommandRun run = fit(
                in,
                Stream.concat(Stream.of("--out", file, "--force"), Stream.of(more))
                        .toArray());
        assertThat(run.status()).as(run.err()).isZero();
        return file;
    }

    private static List<NamedCsvRecord> records(Path csv) throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(csv)) {
            return reader.stream().toList();
        }
    }

    @Test
    void everyRowIsThatOfAFitOfItsGroupAlone() throws IOException {
        List<NamedCsvRecord> records = records(fitted(file("all.csv", rows), "out.csv"));
        assertThat(records).hasSize(GROUPS);
        for (int group = 0; group < GROUPS; group++) {
            Path alone = file("alone.csv", rows.subList(24 * group, 24 * group + 24));
            CommandRun run = CommandRun.of("fit", "--in", alone, "--dosage-scale", "log10", "--json");
            NamedCsvRecord row = records.get(group);
            assertThat(row.getField("compound") + row.getField("cell_line"))
                    .isEqualTo("c" + group / 3 + "line " + group % 3);
            JsonNode expected = run.json();
            for (String name : List.of(
                    "observations",
                    "hidden",
                    "sumOfSquaredResiduals",
                    "rSquared",
                    "residualStandardError",
                    "degreesOfFreedom",
                    "aicc",
                    "bic",
                    "lackOfFitP",
                    "flatP",
                    "globalOptimum")) {
                assertThat(row.getField(name))
                        .as(name)
                        .isEqualTo(expected.get(name).asText());
            }
            assertThat(new ObjectMapper().readTree(row.getField("network"))).isEqualTo(expected.get("network"));
            assertThat(row.getField("failure")).isEmpty();
        }
    }

    @Test
    void anyNumberOfThreadsWritesTheSameBytes() throws IOException {
        Path in = file("all.csv", rows);
        for (String ending : List.of(".csv", ".parquet", ".jsonl")) {
            byte[] one = Files.readAllBytes(fitted(in, "out" + ending, "--threads", 1));
            for (int threads : new int[] {2, 8}) {
                assertThat(Files.readAllBytes(fitted(in, "out" + ending, "--threads", threads)))
                        .isEqualTo(one);
            }
        }
    }

    @Test
    void anyOrderOfRowsGivesTheSameResults() throws IOException {
        List<String> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(2));
        List<String> sorted = Files.readAllLines(fitted(file("all.csv", rows), "sorted.csv"));
        List<String> lines = Files.readAllLines(fitted(file("shuffled.csv", shuffled), "shuffled-out.csv"));
        assertThat(lines).containsExactlyInAnyOrderElementsOf(sorted);
        List<String> firsts = shuffled.stream()
                .map(row -> row.substring(0, row.indexOf(',', row.indexOf(',') + 1)))
                .distinct()
                .toList();
        assertThat(lines.stream().skip(1).map(line -> line.substring(0, line.indexOf(',', line.indexOf(',') + 1))))
                .as("in the order of first rows")
                .isEqualTo(firsts);
    }

    @Test
    void everyFormatSaysTheSame() throws IOException, SQLException {
        rows.add("odd,\"a,b\",1,1");
        Path in = file("all.csv", rows);
        List<NamedCsvRecord> csv = records(fitted(in, "out.csv"));
        List<String> lines = Files.readAllLines(fitted(in, "out.jsonl"));
        Path parquet = fitted(in, "out.parquet");
        List<String> duck = Duck.rows(parquet, "SELECT * FROM $");
        assertThat(csv).hasSize(GROUPS + 1);
        assertThat(lines).hasSize(GROUPS + 1);
        for (int i = 0; i < csv.size(); i++) {
            JsonNode line = new ObjectMapper().readTree(lines.get(i));
            List<String> values = new ArrayList<>();
            for (Map.Entry<String, JsonNode> field : line.properties()) {
                String value = field.getValue().isNull()
                        ? ""
                        : field.getValue().isObject()
                                ? csv.get(i).getField("network")
                                : field.getValue().asText();
                assertThat(csv.get(i).getField(field.getKey())).isEqualTo(value);
                values.add(field.getValue().isNull() ? "null" : value);
            }
            assertThat(duck.get(i)).isEqualTo(String.join("|", values));
            if (line.get("network").isObject()) {
                assertThat(line.get("network"))
                        .isEqualTo(new ObjectMapper().readTree(csv.get(i).getField("network")));
            }
        }
        assertThat(csv.getLast().getField("cell_line")).isEqualTo("a,b");
        assertThat(csv.getLast().getField("failure")).isEqualTo("all observations are of one dosage");
    }

    @Test
    void gzipHoldsTheSame() throws IOException {
        Path in = file("all.csv", rows);
        try (var packed = new java.util.zip.GZIPInputStream(Files.newInputStream(fitted(in, "out.csv.gz")))) {
            assertThat(packed.readAllBytes()).isEqualTo(Files.readAllBytes(fitted(in, "out.csv")));
        }
    }

    /** The columns of a group may be of any type that has a text, and null is empty text. */
    @Test
    void parquetGivesTheSameGroups() throws IOException, SQLException {
        Path csv = file("all.csv", rows);
        Path parquet = Duck.write(folder.resolve("all.parquet"), "SELECT * FROM '" + csv + "'");
        assertThat(Files.readAllLines(fitted(parquet, "of-parquet.csv")))
                .isEqualTo(Files.readAllLines(fitted(csv, "of-csv.csv")));

        Path typed = Duck.write(
                folder.resolve("typed.parquet"),
                "SELECT nullif(CAST(substr(compound, 2) AS INTEGER), 7) AS compound, DATE '2024-02-29' + CAST(substr("
                        + "cell_line, 6) AS INTEGER) AS cell_line, dosage, effect FROM '" + csv + "'");
        List<NamedCsvRecord> records = records(fitted(typed, "typed.csv"));
        assertThat(records).hasSize(GROUPS);
        assertThat(records.get(21).getField("compound")).isEmpty();
        assertThat(records.get(22).getField("cell_line")).isEqualTo("2024-03-01");
        assertThat(records.get(24).getField("compound")).isEqualTo("8");
    }

    @Test
    void namesAndTextsMayHoldAnything() throws IOException {
        String text = "\"a, \"\"b\"\"\",dosage,effect\n";
        Function<String, String> curve = name -> Stream.of(1, 2, 3, 4, 5, 6)
                .map(i -> name + "," + i + "," + i * i + "\n")
                .collect(Collectors.joining());
        Path in = Files.writeString(
                folder.resolve("in.csv"),
                text
                        + curve.apply("\"x,\ny\"")
                        + curve.apply("\"say \"\"z\"\"\"")
                        + curve.apply("")
                        + curve.apply("\u00b5"));
        CommandRun run = CommandRun.of("fit", "--in", in, "--group", "\"a, \"\"b\"\"\"", "--out", "-");
        assertThat(run.status()).as(run.err()).isZero();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(run.out())) {
            assertThat(reader.stream().map(row -> row.getField("a, \"b\"")).toList())
                    .containsExactly("x,\ny", "say \"z\"", "", "\u00b5");
        }
        assertThat(run.err()).contains("groups").contains("fitted        4");
    }

    @Test
    void groupsThatCannotBeFittedSayWhy() throws IOException {
        rows.clear();
        Map<String, String> reasons = new LinkedHashMap<>();
        reasons.put("good", "");
        reasons.put("one dosage", "all observations are of one dosage");
        reasons.put("flat", "all effects are the same");
        reasons.put("few", "fewer observations than parameters");
        reasons.put("negative", "a dosage is below 0, and has no logarithm");
        reasons.put("none above", "no dosage is above 0 and finite; a logarithm needs one that is");
        reasons.put("good again", "");
        for (String name : reasons.keySet()) {
            for (int i = 0; i < (name.equals("few") ? 4 : 6); i++) {
                String dosage = switch (name) {
                    case "one dosage" -> "3";
                    case "negative" -> i - 1 + "";
                    case "none above" -> -i + "";
                    default -> i + "";
                };
                rows.add(name + ",x," + dosage + "," + (name.equals("flat") ? 1 : i * i));
            }
        }
        Path out = folder.resolve("out.csv");
        CommandRun run = fit(file("in.csv", rows), "--out", out, "--json");
        assertThat(run.status()).as(run.err()).isZero();
        JsonNode report = run.json();
        assertThat(report.get("groups").asInt()).isEqualTo(7);
        assertThat(report.get("fitted").asInt()).isEqualTo(2);
        assertThat(report.get("failed").asInt()).isEqualTo(5);
        assertThat(report.get("failures").size()).isEqualTo(5);
        assertThat(report.get("failures").get("all effects are the same").asInt())
                .isEqualTo(1);
        assertThat(report.get("observations").asInt()).isEqualTo(40);
        Map<String, String> written = new LinkedHashMap<>();
        records(out).forEach(row -> written.put(row.getField("compound"), row.getField("failure")));
        assertThat(written).containsExactlyEntriesOf(reasons);
        for (NamedCsvRecord row : records(out)) {
            assertThat(row.getField("network").isEmpty())
                    .isEqualTo(!row.getField("failure").isEmpty());
        }

        CommandRun text = fit(file("in.csv", rows), "--out", out, "--force");
        assertThat(text.out()).contains("all effects are the same (1), ").contains("failed        5");
    }

    /** The rows that are left out are those of csv whose effect is missing or no number, and of Parquet whose effect is null. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void groupsWithoutObservationsHaveTheirRows(boolean sorted) throws IOException, SQLException {
        List<String> all = new ArrayList<>(rows.subList(0, 72));
        for (int i = 0; i < 24; i++) {
            all.set(24 + i, "c9,empty," + i + (i % 2 == 0 ? ",NA" : ",?"));
        }
        if (!sorted) {
            Collections.shuffle(all, new Random(3));
        }
        Path in = file("in.csv", all);
        Path parquet = Duck.write(
                folder.resolve("in.parquet"),
                "SELECT compound, cell_line, CAST(dosage AS DOUBLE) AS dosage, CAST(nullif(nullif(effect, 'NA'), '?') AS DOUBLE) AS effect FROM "
                        + "read_csv('" + in + "', all_varchar = true)");
        List<String> firsts = all.stream()
                .map(row -> row.substring(0, row.indexOf(',', row.indexOf(',') + 1)))
                .distinct()
                .toList();
        List<List<NamedCsvRecord>> written = List.of(
                records(fitted(in, "out.csv", "--skip-invalid", "--missing", "NA")),
                records(fitted(parquet, "out.csv", "--skip-invalid")));
        for (List<NamedCsvRecord> groups : written) {
            assertThat(groups.stream().map(row -> row.getField("compound") + "," + row.getField("cell_line")))
                    .isEqualTo(firsts);
            for (NamedCsvRecord row : groups) {
                boolean empty = row.getField("cell_line").equals("empty");
                assertThat(row.getField("failure")).isEqualTo(empty ? "no observation" : "");
                assertThat(row.getField("observations")).isEqualTo(empty ? "0" : "24");
            }
        }
        JsonNode report = fit(in, "--skip-invalid", "--missing", "NA", "--out", folder.resolve("o.csv"), "--json")
                .json();
        assertThat(report.get("groups").asInt()).isEqualTo(3);
        assertThat(report.get("fitted").asInt()).isEqualTo(2);
        assertThat(report.get("failures").get("no observation").asInt()).isEqualTo(1);
        assertThat(report.get("missing").asInt()).isEqualTo(12);
        assertThat(report.get("skipped").asInt()).isEqualTo(12);
    }

    /** Observations of a group and by themselves have the same faults. */
    @Test
    void groupsAreRefusedAsSingleFits() throws IOException {
        List<List<String>> groups = List.of(
                List.of("0,1,1", "1,2,1", "2,3,1", "3,5,1"),
                List.of("0,1,1", "1,2,1", "2,3,0", "3,5,1", "4,4,1"),
                List.of("0,7,1", "1,7,2", "2,7,1", "3,7,1", "4,7,1", "5,8,0"),
                List.of("2,1,1", "2,2,1", "2,3,1", "2,5,1", "2,4,1", "3,4,0"),
                List.of("0,1,1", "1,2,1", "0.001,3,0", "3,5,1", "4,4,1", "5,5,1"));
        String header = "compound,cell_line,dosage,effect,w\n";
        StringBuilder all = new StringBuilder(header);
        for (int i = 0; i < groups.size(); i++) {
            for (String row : groups.get(i)) {
                all.append(i).append(",x,").append(row).append('\n');
            }
        }
        Path in = Files.writeString(folder.resolve("in.csv"), all);
        List<NamedCsvRecord> records = records(fitted(in, "out.csv", "--weights", "w"));
        for (int i = 0; i < groups.size(); i++) {
            Path alone = Files.writeString(
                    folder.resolve("alone.csv"), "dosage,effect,w\n" + String.join("\n", groups.get(i)) + "\n");
            CommandRun run = CommandRun.of("fit", "--in", alone, "--dosage-scale", "log10", "--weights", "w", "--json");
            String failure = records.get(i).getField("failure");
            assertThat(run.status()).isEqualTo(failure.isEmpty() ? 0 : 2);
            assertThat(run.err()).contains(failure);
            if (failure.isEmpty()) {
                assertThat(new ObjectMapper().readTree(records.get(i).getField("network")))
                        .isEqualTo(run.json().get("network"));
            }
        }
        assertThat(records.stream().map(row -> row.getField("failure")))
                .containsExactly(
                        "fewer observations than parameters",
                        "fewer observations than parameters",
                        "all effects are the same",
                        "all observations are of one dosage",
                        "");
    }

    /** The flat columns have the first dosage of each effect; the list has all, as the report of one fit has them. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyCurveIsAskedAsIfItWereAlone(boolean intervals) throws IOException {
        List<Object> questions = new ArrayList<>(List.of("--ed", "12.5,50", "--bmr", "0.1", "--hidden", 1));
        if (intervals) {
            questions.addAll(List.of("--bootstrap", 30, "--ci", "0.9", "--seed", 5, "--resample", "cases"));
        }
        Object[] asked = questions.toArray();
        Path in = file("all.csv", rows);
        List<NamedCsvRecord> records = records(fitted(in, "out.csv", asked));
        assertThat(records.getFirst().getHeader().contains("ed50From")).isEqualTo(intervals);
        for (int group = 0; group < GROUPS; group += 5) {
            Path alone = file("alone.csv", rows.subList(24 * group, 24 * group + 24));
            JsonNode expected = CommandRun.of(Stream.of(
                                    Stream.of("fit", "--in", alone, "--dosage-scale", "log10", "--json"),
                                    Stream.of(asked))
                            .flatMap(part -> part)
                            .toArray())
                    .json();
            NamedCsvRecord row = records.get(group);
            List<String> names = new ArrayList<>(List.of("benchmarkDosage", "area", "areaOnScale", "steepestSlope"));
            if (intervals) {
                names.addAll(List.of("benchmarkDosageLower", "areaOnScaleFrom", "areaOnScaleTo"));
            }
            for (String name : names) {
                assertThat(row.getField(name)).as(name).isEqualTo(text(expected.get(name)));
            }
            List<JsonNode> dosages = new ArrayList<>();
            expected.get("effectiveDosages").forEach(dosages::add);
            for (String percent : List.of("12.5", "50")) {
                JsonNode first = dosages.stream()
                        .filter(dosage -> dosage.get("percent").asDouble() == Double.parseDouble(percent))
                        .findFirst()
                        .orElseThrow();
                assertThat(row.getField("ed" + percent)).isEqualTo(text(first.get("dosage")));
                if (intervals) {
                    assertThat(row.getField("ed" + percent + "From")).isEqualTo(text(first.get("from")));
                    assertThat(row.getField("ed" + percent + "To")).isEqualTo(text(first.get("to")));
                }
            }
            assertThat(new ObjectMapper().readTree(row.getField("effectiveDosages")))
                    .isEqualTo(expected.get("effectiveDosages"));
        }
    }

    private static String text(JsonNode value) {
        return value.isNull() ? "" : value.asText();
    }

    @Test
    void weightsCountAsForOneFit() throws IOException {
        Random random = new Random(3);
        List<String> weighted =
                rows.stream().map(row -> row + "," + random.nextInt(4)).toList();
        String header = "compound,cell_line,dosage,effect,w\n";
        Path in = Files.writeString(folder.resolve("w.csv"), header + String.join("\n", weighted) + "\n");
        List<NamedCsvRecord> records = records(fitted(in, "out.csv", "--weights", "w"));
        for (int group = 0; group < GROUPS; group += 9) {
            Path alone = Files.writeString(
                    folder.resolve("alone.csv"),
                    header + String.join("\n", weighted.subList(24 * group, 24 * group + 24)) + "\n");
            JsonNode expected = CommandRun.of(
                            "fit", "--in", alone, "--dosage-scale", "log10", "--weights", "w", "--json")
                    .json();
            for (String name : List.of("sumOfSquaredResiduals", "aicc", "flatP")) {
                assertThat(records.get(group).getField(name)).as(name).isEqualTo(text(expected.get(name)));
            }
        }
    }

    @Test
    void widthsAreChosenGroupByGroup() throws IOException {
        List<NamedCsvRecord> records = records(fitted(file("all.csv", rows), "out.csv", "--hidden", "auto"));
        for (int group = 0; group < GROUPS; group += 7) {
            Path alone = file("alone.csv", rows.subList(24 * group, 24 * group + 24));
            JsonNode expected = CommandRun.of(
                            "fit", "--in", alone, "--dosage-scale", "log10", "--hidden", "auto", "--json")
                    .json();
            assertThat(records.get(group).getField("hidden"))
                    .isEqualTo(expected.get("hidden").asText());
            assertThat(records.get(group).getField("aicc"))
                    .isEqualTo(expected.get("aicc").asText());
        }
        assertThat(records.stream()
                        .map(row -> row.getField("hidden"))
                        .distinct()
                        .count())
                .isGreaterThan(1);
    }

    @Test
    void severalFilesAreOne() throws IOException {
        Path first = file("first.csv", rows.subList(0, 700));
        Path second = file("second.csv", rows.subList(700, rows.size()));
        Path out = folder.resolve("parts.csv");
        CommandRun run = CommandRun.of(
                Stream.of(Stream.of("fit", "--in", first, second), Stream.of(GROUP), Stream.of("--out", out))
                        .flatMap(part -> part)
                        .toArray());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(Files.readAllLines(out)).isEqualTo(Files.readAllLines(fitted(file("all.csv", rows), "all-out.csv")));
    }

    @Test
    void missingAndInvalidRowsAreCounted() throws IOException {
        rows.add("c0,line 0,,5");
        rows.add("c0,line 0,x,5");
        Path in = file("in.csv", rows);
        Path out = folder.resolve("out.csv");
        CommandRun refused = fit(in, "--missing", "", "--out", out);
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("row 1443").contains("'x'").hasLineCount(1);
        assertThat(out).doesNotExist();

        CommandRun run = fit(in, "--missing", "", "--skip-invalid", "--out", out, "--json");
        assertThat(run.json().get("missing").asInt()).isEqualTo(1);
        assertThat(run.json().get("skipped").asInt()).isEqualTo(1);
        assertThat(run.json().get("fitted").asInt()).isEqualTo(GROUPS);
    }

    @Test
    void filesWithoutRowsAreRefused() throws IOException {
        Path in = Files.writeString(folder.resolve("in.csv"), "compound,cell_line,dosage,effect\n");
        Path out = folder.resolve("out.parquet");
        CommandRun run = fit(in, "--out", out);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("no observations; there are no rows").hasLineCount(1);
        assertThat(out).doesNotExist();
    }

    @Test
    void columnsThatAreMissingAreNamed() throws IOException, SQLException {
        Path csv = file("in.csv", rows);
        Path parquet = Duck.write(
                folder.resolve("in.parquet"), "SELECT *, [1] AS list, CAST('a' AS BLOB) AS bytes FROM '" + csv + "'");
        for (Path in : List.of(csv, parquet)) {
            CommandRun run = CommandRun.of("fit", "--in", in, "--group", "compound,plate", "--out", "-");
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err())
                    .contains("there is no column 'plate'; --group may be one of: compound, cell_line, dosage, effect")
                    .hasLineCount(1);
        }
        assertThat(CommandRun.of("fit", "--in", parquet, "--group", "list", "--out", "-")
                        .err())
                .contains("--group takes columns with one value a row");
        assertThat(CommandRun.of("fit", "--in", parquet, "--group", "bytes", "--out", "-")
                        .err())
                .contains("column bytes is of type BYTE_ARRAY; --group takes text, numbers, dates and times");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--group compound; --group needs --out FILE.csv, .parquet or .jsonl, or --plots DIR",
                "--group compound --out fits.json; its ending tells the format of the results: .csv, .csv.gz, .parquet or",
                "--group compound --out fits.csv --plot a.svg; --group and --plot exclude each other: --plots DIR draws",
                "--group compound --out fits.csv --residuals a.csv; --group and --residuals exclude each other",
                "--group compound --out fits.csv --keep-partial; --group and --keep-partial exclude each other",
                "--group compound --out fits.csv --start relu; --group and --start exclude each other",
                "--group compound --out fits.csv --epochs 5; --group and --epochs exclude each other",
                "--group compound --out fits.csv --solver descent; --group and --solver descent exclude each other",
                "--group compound --out fits.csv --hidden 7; --hidden is 7; it must be at most 6",
                "--group compound --out fits.csv --ed 50,20,50.0; --ed has 50 twice",
                "--group compound,,x --out fits.csv; --group is 'compound,,x'; a column's name in it is empty",
                "--group compound,compound --out fits.csv; --group names the column 'compound' twice",
                "--group dosage --out fits.csv; --group and --dosage are both 'dosage'",
                "--group effect --out fits.csv; --group and --effect are both 'effect'",
                "--group compound --weights compound --out f.csv; --group and --weights are both 'compound'",
                "--plots folder; --plots needs --group NAME",
            })
    void whatDoesNotGoWithGroupsIsOneLine(String arguments, String message) throws IOException {
        CommandRun run = CommandRun.of(Stream.concat(
                        Stream.of("fit", "--in", file("in.csv", rows)),
                        Stream.of(arguments.strip().split(" ", -1)))
                .toArray());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains(message)
                .endsWith(" (see bentline fit --help)\n")
                .hasLineCount(1);
    }

    @Test
    void aColumnWithTheNameOfAResultIsRefused() throws IOException {
        Path in = Files.writeString(folder.resolve("in.csv"), "network,dosage,effect\na,1,1\n");
        CommandRun run = CommandRun.of("fit", "--in", in, "--group", "network", "--out", "-");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains("--group: the results would have two columns 'network'; rename the input's")
                .hasLineCount(1);
    }

    @Test
    void resultsReplaceNothingWithoutForce() throws IOException {
        Path in = file("in.csv", rows);
        Path out = Files.writeString(folder.resolve("out.csv"), "mine");
        CommandRun run = fit(in, "--out", out);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("exists; --force replaces it").hasLineCount(1);
        assertThat(out).hasContent("mine");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void pagesShowEveryGroup(int threads) throws IOException {
        rows.add("<b>&,\"quoted \"\"x\"\"\",1,1");
        Path plots = folder.resolve("new/plots");
        CommandRun run = fit(file("in.csv", rows), "--plots", plots, "--threads", threads);
        assertThat(run.status()).as(run.err()).isZero();
        String page = Files.readString(plots.resolve("index.html"));
        assertThat(page.split("<svg ", -1)).hasSize(GROUPS + 1);
        assertThat(page.split("<circle ", -1).length - 1).isBetween(GROUPS * 20, GROUPS * 24);
        assertThat(page)
                .contains("effect by dosage, group by group: compound, cell_line")
                .contains("<figcaption>c19, line 2<br>R\u00b2 0.9")
                .contains("&lt;b&gt;&amp;, quoted &quot;x&quot;")
                .contains("all observations are of one dosage")
                .doesNotContain("NaN");
        assertThat(plots.resolve("page-2.html")).doesNotExist();

        CommandRun asked = fit(file("in.csv", rows), "--plots", plots, "--ed", "50,5", "--bootstrap", 20, "--force");
        assertThat(asked.status()).as(asked.err()).isZero();
        assertThat(Files.readString(plots.resolve("index.html")))
                .containsPattern("R\u00b2 0\\.9[0-9]*, ed50 [0-9.]+ \\([0-9.]+ to [0-9.]+\\), ed5 [0-9.]+ ");

        CommandRun again = fit(file("in.csv", rows), "--plots", plots);
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err())
                .contains("index.html exists; --force replaces it")
                .hasLineCount(1);
        assertThat(fit(file("in.csv", rows), "--plots", plots, "--force").status())
                .isZero();
    }

    @Test
    void manyPlotsMakePages() throws IOException {
        rows.clear();
        for (int group = 0; group < 601; group++) {
            for (int i = 1; i <= 5; i++) {
                rows.add("c" + group + ",x," + i + "," + i * i % (group + 2));
            }
        }
        Path plots = folder.resolve("plots");
        assertThat(fit(file("in.csv", rows), "--hidden", 1, "--plots", plots).status())
                .isZero();
        assertThat(Files.readString(plots.resolve("index.html")))
                .contains("<li><a href=\"page-2.html\">From c300, x on</a></li>")
                .contains("<li><a href=\"page-3.html\">From c600, x on</a></li>")
                .contains("<figcaption>c299, x")
                .doesNotContain("<figcaption>c300, x");
        assertThat(Files.readString(plots.resolve("page-3.html")))
                .contains("<figcaption>c600, x")
                .contains("index.html");
        try (Stream<Path> files = Files.list(plots)) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void aFullDeviceIsOneLine() throws IOException {
        CommandRun run = fit(file("in.csv", rows), "--out", "/dev/full");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("cannot write /dev/full").hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    /** Nothing appears of a run that fails, not even its folder. */
    @Test
    void failedRunsLeaveNothing() throws IOException {
        rows.add("c0,line 0,x,5");
        Path plots = folder.resolve("plots");
        Path out = folder.resolve("out.parquet");
        CommandRun run = fit(file("in.csv", rows), "--plots", plots, "--out", out);
        assertThat(run.status()).isEqualTo(2);
        assertThat(plots).doesNotExist();
        assertThat(out).doesNotExist();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("in.csv");
        }
    }
}
