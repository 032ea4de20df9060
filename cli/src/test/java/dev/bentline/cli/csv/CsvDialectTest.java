package dev.bentline.cli.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.cli.CommandRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads what spreadsheets, instruments and statistics programs write, through the command. */
class CsvDialectTest {
    /** The dosages 0.1 and 0.5, and the effects 0.2 and 1, in a plain file. */
    private static final String PLAIN = "dosage,effect\n0.1,0.2\n0.5,1\n";

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("in.csv"), text);
    }

    /** Sweeps with all columns kept; the observed effects are called seen, for the computed ones are there, too. */
    private CommandRun sweep(String text, Object... options) throws IOException {
        List<Object> args =
                new ArrayList<>(List.of("sweep", "--in", file(text.replace("effect", "seen")), "--out", "-", "--keep"));
        args.addAll(Arrays.asList(options));
        return CommandRun.of(args.toArray());
    }

    private CommandRun fit(String text, Object... options) throws IOException {
        List<Object> args = new ArrayList<>(List.of("fit", "--in", file(text), "--epochs", "1", "--json"));
        args.addAll(Arrays.asList(options));
        return CommandRun.of(args.toArray());
    }

    /** The columns of a swept file, the computed effects left out. */
    private static List<String> columns(CommandRun run) {
        assertThat(run.err()).doesNotContain("bentline:");
        assertThat(run.status()).as(run.err()).isZero();
        return run.out().lines().map(line -> line.replaceFirst(",[^,]*", "")).toList();
    }

    private static List<Object> words(String options) {
        return options.isEmpty()
                ? List.of()
                : Stream.of(options.split(" "))
                        .<Object>map(word -> word.replace('_', ' '))
                        .toList();
    }

    private void assertRefused(CommandRun run, String... parts) {
        assertThat(run.status()).as(run.out()).isEqualTo(2);
        assertThat(run.err().lines().count()).as(run.err()).isLessThanOrEqualTo(2);
        assertThat(run.err()).contains(parts);
    }

    /** Whatever the file tells by itself: the same numbers as in a plain file. */
    static Stream<String> told() {
        return Stream.of(
                "dosage;effect\n0,1;0,2\n0,5;1,0\n",
                "dosage;effect\r\n0,1;0,2\r\n0,5;1\r\n",
                "dosage;effect\n0.1;0.2\n0.5;1\n",
                "dosage\teffect\n0.1\t0.2\n0.5\t1\n",
                "dosage\teffect\n0,1\t0,2\n0,5\t1\n",
                "dosage|effect\n0.1|0.2\n0.5|1\n",
                "dosage effect\n0.1 0.2\n0.5 1\n",
                "  dosage   effect\n     0.1      0.2\n     0.5        1  \n",
                "dosage \t effect\n0.1\t0.2\n0.5 \t1\n",
                "\"dosage\" \"effect\"\n\"1\" 0.1 0.2\n\"2\" 0.5 1\n",
                "\"dosage\",\"effect\"\n\"1\",0.1,0.2\n\"2\",0.5,1\n",
                "\"dosage\" \"effect\"\n\"a\" 0.1 0.2\n\"b\" 0.5 1\n",
                "\"dosage\";\"effect\"\n\"a\";0,1;0,2\n\"a;b\";0,5;1\n",
                "sep=;\ndosage;effect\n0.1;0.2\n0.5;1\n",
                "SEP=;\r\ndosage;effect\r\n0,1;0,2\r\n0,5;1\r\n",
                "\"sep=,\"\n" + PLAIN,
                "sep=\t\ndosage\teffect\n0.1\t0.2\n0.5\t1\n",
                "# Instrument X\n# 2024, \"quoted\n" + PLAIN,
                "#\n\n\r\n# dosage;effect in mg\ndosage;effect\n0,1;0,2\n0,5;1\n",
                "dosage,effect\n\"0,1\",\"0,2\"\n\"0,5\",1\n",
                PLAIN + "\n\n\r\n\n",
                "\uFEFFdosage;effect\n0,1;0,2\n0,5;1\n\n");
    }

    @ParameterizedTest
    @MethodSource("told")
    void whatAFileTellsIsReadWithoutOptions(String text) throws IOException {
        List<String> swept = columns(sweep(text));
        assertThat(swept).hasSize(3);
        assertThat(swept.get(1)).startsWith("0.1,").containsAnyOf("0.2", "0,2");
        assertThat(swept.get(2)).startsWith("0.5,").endsWith(swept.get(2).contains("1,0") ? "\"1,0\"" : "1");
        CommandRun fitted = fit(text);
        assertThat(fitted.status()).as(fitted.err()).isZero();
        assertThat(fitted.json().get("loss")).isEqualTo(fit(PLAIN).json().get("loss"));
        assertThat(fitted.json().get("skipped").asInt()).isZero();
    }

    static Stream<Arguments> stated() {
        return Stream.of(
                Arguments.of("dosage:effect\n0.1:0.2\n0.5:1\n", "--delimiter :"),
                Arguments.of("dosage;effect\n1,234;0\n2,345;0\n", "--decimal-comma"),
                Arguments.of("a,b,c\nx\n" + PLAIN, "--skip-lines 2"),
                Arguments.of("dosage\n0,1\n0,5\n", "--decimal-comma"),
                Arguments.of("% x\n%y,\"\ndosage\teffect\n% \"z\n0.1\t0.2\n%\n0.5\t1", "--comment %"),
                Arguments.of("# one\ndosage,effect\n0.1,0.2\n# wash \"out, 3\n0.5,1\n", "--comment #"),
                Arguments.of("dosage,effect\nNA,0.2\n0.1,0.2\n.,1\n0.5,1\n", "--missing NA,."),
                Arguments.of("dosage,effect\n0.1,0.2\n-999,1\n  ,2\n0.5,1\n", "--missing -999,"),
                Arguments.of("dosage;effect\n0,1;0,2\n0,5;1\nn.d.;3\n", "--missing n.d."),
                Arguments.of("dosage;effect\n0,1;0,2\n-9,90;4\n0,5;1\n", "--missing -9,9;NA"),
                Arguments.of("dosage,effect\n0.1,0.2\n-999.0,4\n0.5,1\n", "--missing -999"),
                Arguments.of("dosage\n\n0.1\n\n0.5\n\n", "--missing _"),
                Arguments.of(
                        "#" + "x".repeat(62) + "\n" + ("#" + "x".repeat(62) + "\n").repeat(1023) + "\n" + PLAIN,
                        "--comment #"));
    }

    @ParameterizedTest
    @MethodSource("stated")
    void whatTheUserStatesIsRead(String text, String options) throws IOException {
        List<String> swept = columns(sweep(text, words(options).toArray()));
        assertThat(swept).hasSize(3);
        assertThat(swept.get(1)).startsWith(text.contains("234") ? "1.234" : "0.1");
        assertThat(swept.get(2)).startsWith(text.contains("234") ? "2.345" : "0.5");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("dosage;effect\n1,234;0\n", "", "'1,234'", "--decimal-comma"),
                Arguments.of(
                        "\"id\",\"dosage\"\n\"a\",0.5,\n\"b\",0.25,\n", "", "3 fields where the header has 2", "row 2"),
                Arguments.of("\"dosage\",\"b\"\n\"0.1\",\"20\",\"\"\n", "", "3 fields where", "row 2"),
                Arguments.of("\"dosage\",\"b\"\n\"0.1\",20,30\n", "", "3 fields where", "row 2"),
                Arguments.of("\"id\",\"dosage\"\n\"a\",0.5,\"ok\"\n", "", "3 fields where", "row 2"),
                Arguments.of("\"0,25\"\n\"0,5\"\n", "", "the header is missing", "'0,25'"),
                Arguments.of("0,25\n1\n0,5\n", "--decimal-comma", "the header is missing", "'0,25'"),
                Arguments.of("max dosage\tb\n0.5\t10 min\n1\t12 min\n", "", "no column 'dosage'", "max dosage, b"),
                Arguments.of("dosage;b\n1.234;0,25\n12.500;0,5\n", "", "row 2", "'1.234'"),
                Arguments.of("dosage;b\n1;x\n-9,9;y\nz;y\n", "--missing -9,9;NA", "row 4", "'z'"),
                Arguments.of("#;dosage\n1;NA\n", "", "row 2, column dosage: 'NA'", "; --missing 'NA'"),
                Arguments.of("# dosage\n0.5\nNA\n", "", "row 3", "; --missing 'NA'"),
                Arguments.of("a\nb\n", "--skip-lines 2", "is empty", "first 2 lines"),
                Arguments.of("T\na,Dosis \u00b5g\n1,2\n", "--column Dosis_\u00b5g", "--skip-lines 1", "line 2"),
                Arguments.of(PLAIN, "--comment -", "--comment is '-'", "no row begins with"),
                Arguments.of(PLAIN, "--delimiter ; --comment ;", "--comment is ';'", "no row begins with"),
                Arguments.of("dosage;effect\n1,5;0\n0.5;1\n", "", "row 2", "--decimal-comma"),
                Arguments.of(
                        "dosage;effect\n0,1;0\n0,5;1\n", "--decimal-comma --delimiter ,", "--delimiter ';'", "row 2"),
                Arguments.of("dosage;effect\n0.1;0\n", "--decimal-comma", "decimal comma, such as 0,25", "row 2"),
                Arguments.of("dosage\n0,1\n", "", "2 fields", "--decimal-comma"),
                Arguments.of("dosage\n0.1,0.2\n", "", "2 fields", "has 1; --skip-invalid"),
                Arguments.of("dosage:effect\n0.1:0.2\n", "", "'0.1:0.2'", "--delimiter ':' cuts it"),
                Arguments.of(
                        "dosage;effect\n0.1\n", "--column dosage", "no column 'dosage'", "--delimiter ';' finds it"),
                Arguments.of("dosage effect\n0.1\n", "--column seen", "no column 'seen'", "one of: dosage seen"),
                Arguments.of("dose;effect\n0,1;0\n", "", "no column 'dosage'", "one of: dose, seen"),
                Arguments.of("X\nY\n\n" + PLAIN, "", "line 4 looks like the header", "--skip-lines 3"),
                Arguments.of("X;1\ndosage;effect\n0,1;1\n", "", "line 2 looks", "--skip-lines 1"),
                Arguments.of("\n" + PLAIN, "", "row 1: the header is missing", "--skip-lines 1"),
                Arguments.of("# dosage,effect\n0.1,0.2\n", "", "# dosage, seen", "no column 'dosage'"),
                Arguments.of("# x\na,b\n0.1,0.2\n", "", "--comment '#' leaves out", "row 2"),
                Arguments.of("dosage,effect\nmg,%\n0.1,0.2\n", "", "row 2, column dosage: 'mg'", "--skip-invalid"),
                Arguments.of(
                        "dosage,effect\nNA,1\n", "", "'NA' is not", "--missing 'NA' counts it as missing, --skip-inv"),
                Arguments.of("dosage,effect\n,1\n", "", "is empty", "--missing '' counts"),
                Arguments.of("dosage,effect\n0.1,1\nx,1\n", "--missing NA", "row 3", "'x'"),
                Arguments.of("a\nb\n", "--skip-lines 3", "empty", "--skip-lines"),
                Arguments.of(PLAIN, "--skip-lines -1", "--skip-lines is -1", "at least 0"),
                Arguments.of(PLAIN, "--delimiter x", "--delimiter is 'x'", "';'"),
                Arguments.of(PLAIN, "--delimiter ;;", "--delimiter is ';;'", "one character"),
                Arguments.of(PLAIN, "--comment //", "--comment is '//'", "'#'"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void everyRefusalNamesTheOptionThatHelps(String text, String options, String part, String help) throws IOException {
        assertRefused(sweep(text, words(options).toArray()), part, help);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--delimiter", "--decimal-comma", "--skip-lines", "--comment", "--missing"})
    void theyNeedACsvFile(String option) {
        List<Object> value =
                option.equals("--decimal-comma") ? List.of() : List.of(option.equals("--skip-lines") ? "1" : ";");
        List<Object> args = new ArrayList<>(List.of("sweep", "--from", "0", "--to", "1", "--count", "2", option));
        args.addAll(value);
        assertRefused(CommandRun.of(args.toArray()), option + " needs --in FILE");
        args = new ArrayList<>(List.of("sweep", "--in", folder.resolve("x.parquet"), option));
        args.addAll(value);
        assertRefused(CommandRun.of(args.toArray()), option, "Parquet");
    }

    @Test
    void missingValuesAreCountedByThemselves() throws IOException {
        String text = "dosage,effect\nNA,1\n0.1,1\nx,1\n0.5,NA\n0.5,2\n";
        CommandRun swept = CommandRun.of("sweep", "--in", file(text), "--missing", "NA", "--skip-invalid", "--json");
        assertThat(swept.json().get("count").asInt()).isEqualTo(3);
        assertThat(swept.json().get("missing").asInt()).isOne();
        assertThat(swept.json().get("skipped").asInt()).isOne();
        CommandRun fitted = fit(text, "--missing", "NA", "--skip-invalid");
        assertThat(fitted.json().get("observations").asInt()).isEqualTo(2);
        assertThat(fitted.json().get("missing").asInt()).isEqualTo(2);
        assertThat(fitted.json().get("skipped").asInt()).isOne();
        assertRefused(fit("dosage,effect\nNA,1\n", "--missing", "NA"), "no observations; rows with a missing value: 1");
    }

    @Test
    void anInvalidValueBesideAMissingOneIsNotSkipped() throws IOException {
        assertRefused(fit("dosage,effect\nNA,x\n", "--missing", "NA"), "row 2, column effect: 'x'");
    }

    /** Tests that lines count as the file has them, whatever stands before the header. */
    @Test
    void rowsAreNamedByTheirLines() throws IOException {
        String rows = "dosage;effect\n0,1;1\n\"0,5\";\"a\nb\"\nx;1\n";
        assertRefused(sweep("a\nb\r\nc\r" + rows, "--skip-lines", "3"), "row 8, column dosage: 'x'");
        assertRefused(sweep("sep=;\r\n" + rows), "row 6");
        assertRefused(sweep("# a\n#b\n\n" + rows), "row 8");
        assertRefused(sweep("# a\n" + rows.replace("0,1;1", "#;\"\n0,1;1"), "--comment", "#"), "row 7");
    }

    @Test
    void theDelimiterIsThatOfEveryRowNotOfTheFirstOnesAlone() throws IOException {
        String text = "dosage;effect\n" + "0,25;1\n".repeat(20_000) + "0.25;1\n";
        assertRefused(
                sweep(text), "row 20002, column dosage: '0.25' is not a finite decimal number with a decimal comma");
        String late = "dosage;effect\n" + "1;1\n".repeat(20_000) + "0,25;1\n";
        assertRefused(sweep(late), "row 20002, column dosage: '0,25'", "--decimal-comma");
        assertThat(columns(sweep(late, "--decimal-comma")))
                .hasSize(20_002)
                .last()
                .isEqualTo("0.25,1");
    }

    @Test
    void aLongPreambleAndAGzipFileAndAStreamAreNoDifference() throws IOException {
        String text = "# comment\n".repeat(20_000) + "dosage;effect\n0,1;0,2\n0,5;1\n";
        assertThat(columns(sweep(text, "--comment", "#"))).containsExactly("dosage,seen", "0.1,\"0,2\"", "0.5,1");
        assertThat(columns(sweep(text, "--skip-lines", "20_000"))).hasSize(3);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        Path file = Files.write(folder.resolve("in.csv.gz"), packed.toByteArray());
        CommandRun run = CommandRun.of("sweep", "--in", file, "--comment", "#", "--json");
        assertThat(run.json().get("count").asInt()).isEqualTo(2);
    }

    /** Tests that lines are skipped alike wherever the beginning that is looked at once ends. */
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void linesAreSkippedWhateverTheirLengths(String lineBreak) throws IOException {
        for (int length = CsvInput.BEGINNING - 3; length < CsvInput.BEGINNING + 3; length++) {
            String text = "x".repeat(length) + lineBreak + lineBreak + "y" + lineBreak + "dosage" + lineBreak + "0.5"
                    + lineBreak + "z";
            assertRefused(sweep(text, "--skip-lines", "3"), "row 6, column dosage: 'z'");
            assertRefused(sweep(text, "--skip-lines", "2"), "--skip-lines 3");
            assertRefused(sweep("x".repeat(length), "--skip-lines", "2"), "it has 1 line where --skip-lines is 2");
        }
    }

    @Test
    void oneColumnWithRowNamesAndOneWithTrailingTabs() throws IOException {
        for (String text : List.of("\"dose\"\n\"1\" 0.1\n\"2\" 0.5\n", "dose\t\n0.1\t\n0.5\t\n")) {
            CommandRun run = CommandRun.of("sweep", "--in", file(text), "--json");
            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.json().get("count").asInt()).isEqualTo(2);
        }
        String late = "dosage\n" + "1\n".repeat(100) + "0,25\n";
        assertThat(columns(sweep(late, "--decimal-comma"))).hasSize(102).last().isEqualTo("0.25");
    }

    /** A name of a column may have any other delimiter in it. */
    @ParameterizedTest
    @ValueSource(strings = {"dosage mg", "dosage;effect", "dosage|x", "dosage\tx"})
    void onlyOneColumnIsOneColumn(String name) throws IOException {
        CommandRun run = CommandRun.of("sweep", "--in", file(name + "\n0.1\n 0.5 \n"), "--column", name, "--json");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.json().get("count").asInt()).isEqualTo(2);
    }
}
