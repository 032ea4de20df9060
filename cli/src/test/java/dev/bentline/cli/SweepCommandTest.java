package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.Bend;
import dev.bentline.Engine;
import dev.bentline.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SweepCommandTest {
    private static final Object[] GRID = {"sweep", "--from", "0", "--to", "1", "--count", "11"};

    @TempDir
    Path folder;

    private static CommandRun sweepGrid(Object... more) {
        return CommandRun.of(Stream.concat(Stream.of(GRID), Stream.of(more)).toArray());
    }

    private Path csv(String text) throws IOException {
        return Files.writeString(folder.resolve("in.csv"), text);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void dataToStandardOutputAndSummaryToStandardError() {
        CommandRun run = CommandRun.of("sweep", "--from", "0", "--to", "1", "--count", "3", "--out", "-");
        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualTo("dosage,effect\n0.0,0.0\n0.5,1.0100008\n1.0,0.0\n");
        assertThat(run.err()).startsWith("count ").contains("\nengine ");
    }

    @ParameterizedTest
    @CsvSource({"1e3, 1000", "1E+3, 1000", "2.5e3, 2500", "1_000, 1000", "+12, 12", "1_0_0, 100"})
    void aCountMayBeWrittenShort(String text, long count) throws IOException {
        assertThat(CommandRun.of("sweep", "--from", "0", "--to", "1", "--count", text, "--json")
                        .json()
                        .get("count")
                        .asLong())
                .isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"relu", "softplus"})
    void aFileOfEffectsAndSlopesReadsBackToTheSameBits(String name) throws IOException {
        Path out = folder.resolve("out.csv");
        int count = 50_000;
        CommandRun run = CommandRun.of(
                "sweep", name, "--from", "-1", "--to", "2", "--count", count, "--out", out, "--derivative");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("count ");
        List<String> lines = Files.readAllLines(out);
        assertThat(lines.getFirst()).isEqualTo("dosage,effect,derivative");
        assertThat(lines).hasSize(count + 1);
        float[] x = new float[count];
        float[] effects = new float[count];
        float[] slopes = new float[count];
        for (int i = 0; i < count; i++) {
            String[] fields = lines.get(i + 1).split(",", -1);
            x[i] = Float.parseFloat(fields[0]);
            effects[i] = Float.parseFloat(fields[1]);
            slopes[i] = Float.parseFloat(fields[2]);
        }
        float[] expected = new float[count];
        Engine engine = Engine.of(name.equals("relu") ? Network.relu() : Network.softplus());
        engine.forward(x, expected);
        assertThat(effects).containsExactly(expected);
        engine.derivative(x, expected);
        assertThat(slopes).containsExactly(expected);
    }

    @Test
    void everyFloatSurvivesARoundTripThroughCsv() throws IOException {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder("dosage\n");
        for (int i = 0; i < 100_000; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            text.append(Float.isFinite(value) ? value : 0f).append('\n');
        }
        CommandRun first = CommandRun.of("sweep", "--in", csv(text.toString()), "--out", "-");
        CommandRun second = CommandRun.of("sweep", "--in", csv(first.out()), "--out", "-");
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(first.out().lines().skip(1).map(line -> line.split(",", -1)[0] + "\n"))
                .containsExactlyElementsOf(
                        text.toString().lines().skip(1).map(line -> line + "\n").toList());
    }

    @Test
    void theBendIsTheUsersChoice() throws IOException {
        Path network = Files.writeString(
                folder.resolve("one.json"), Network.relu().withBend(Bend.ONE).toJson());
        Path in = csv("dosage\n0.5\n");
        assertThat(CommandRun.of("sweep", "--in", in, "--out", "-", "--derivative")
                        .out())
                .isEqualTo(CommandRun.of("sweep", network, "--in", in, "--out", "-", "--derivative", "--bend", "0")
                        .out());
        assertThat(CommandRun.of("sweep", network, "--in", in, "--out", "-", "--derivative")
                        .out())
                .isEqualTo(CommandRun.of("sweep", "--in", in, "--out", "-", "--derivative", "--bend", "1")
                        .out())
                .isNotEqualTo(CommandRun.of("sweep", "--in", in, "--out", "-", "--derivative")
                        .out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dosage\n0.5\n1\n",
                "dosage\r\n0.5\r\n1\r\n",
                "dosage\n0.5\n1",
                "\uFEFFdosage\n0.5\n1\n",
                "\"dosage\"\n\"0.5\"\n\"1\"\n",
                "anything\n0.5\n1\n",
                " dosage \n 0.5\t\n+1.0e0 \n",
                "name,dosage\n\"a\nb\",0.5\n\"c,\"\"d\",1\n",
                "dosage,dose\n0.5,x\n1,\n"
            })
    void csvAsPeopleWriteIt(String text) throws IOException {
        CommandRun run = CommandRun.of("sweep", "--in", csv(text), "--out", "-");
        assertThat(run.out()).isEqualTo("dosage,effect\n0.5,1.0100008\n1.0,0.0\n");
    }

    @Test
    void aNamedColumn() throws IOException {
        CommandRun run =
                CommandRun.of("sweep", "--in", csv("dosage,größe\n0,0.5\n"), "--column", "größe", "--out", "-");
        assertThat(run.out()).isEqualTo("dosage,effect\n0.5,1.0100008\n");
    }

    @Test
    void invalidRowsAreSkippedAndCountedWhenAsked() throws IOException {
        Path in = csv("dosage,b\n0.5,1\nx,1\n,1\n\n1e99,1\nNaN,1\n0.5\n0.5,1,2\n1,1\n");
        CommandRun run =
                CommandRun.of("sweep", "--in", in, "--skip-invalid", "--out", folder.resolve("out.csv"), "--json");
        assertThat(run.json().get("count").asLong()).isEqualTo(2);
        assertThat(run.json().get("skipped").asLong()).isEqualTo(7);
        assertThat(folder.resolve("out.csv")).hasContent("dosage,effect\n0.5,1.0100008\n1.0,0.0\n");
    }

    static Stream<Arguments> unreadableFiles() {
        return Stream.of(
                Arguments.of("dosage\n0.5\nabc\n", "in.csv, row 3, column dosage: 'abc' is not a finite decimal"),
                Arguments.of("dosage\n0.5\n\n1\n", "in.csv, row 3, column dosage: the row is empty"),
                Arguments.of("dosage,b\n0.5,1\n,1\n", "in.csv, row 3, column dosage: the value is empty"),
                Arguments.of("b,dosage\n\"x\ny\",1\n1,?\n", "in.csv, row 4, column dosage: '?'"),
                Arguments.of("dosage\n0,5\n", "in.csv, row 2, column dosage: the row has 2 fields where the header"),
                Arguments.of("dosage,b\n0.5\n", "in.csv, row 2, column dosage: the row has 1 field where the header"),
                Arguments.of("dosage\nNaN\n", "row 2, column dosage: 'NaN' is not a finite"),
                Arguments.of("dosage\n-Infinity\n", "row 2, column dosage: '-Infinity' is not a finite"),
                Arguments.of("dosage\n1e39\n", "row 2, column dosage: '1e39' is too large for a float"),
                Arguments.of("dosage\n0x1p3\n", "'0x1p3' is not a finite decimal"),
                Arguments.of("dosage\n1f\n", "'1f' is not a finite decimal"),
                Arguments.of("dosage\n1\u00005\n", "'1\\u00005' is not a finite decimal"),
                Arguments.of("dosage\n\"1\n2\"\n", "row 2, column dosage: '1\\n2' is not a finite decimal"),
                Arguments.of("dosage\n" + "7x".repeat(10_000) + "\n", "7x...' is not a finite decimal"),
                Arguments.of("dosage\n0.5\n\"0.7\n", "in.csv, row 3: not readable as CSV: Unclosed quote"),
                Arguments.of("dosage\n\"0.5\"1\n", "in.csv, row 2: not readable as CSV"),
                Arguments.of("", "in.csv is empty; a CSV file starts with a header row"),
                Arguments.of("\uFEFF", "in.csv is empty"),
                Arguments.of("\n0.5\n", "in.csv, row 1: the header is missing; the row is empty"),
                Arguments.of("0.5\n0.7\n", "in.csv, row 1: the header is missing; found '0.5'"),
                Arguments.of("0.5,1\n0.7,2\n", "in.csv, row 1: the header is missing; found '0.5'"),
                Arguments.of("c".repeat(100) + "\nx\n", "row 2, column " + "c".repeat(60) + "...: 'x' is not"),
                Arguments.of("a,b\n1,2\n", "in.csv, row 1: there is no column 'dosage'; --column may be one of: a, b"),
                Arguments.of("dosage,dosage\n1,2\n", "in.csv, row 1: the column 'dosage' stands there twice"),
                Arguments.of("x".repeat(17 << 20) + "\n1\n", "in.csv, row 1: not readable as CSV"),
                Arguments.of(",".repeat(200_000) + "\n1\n", "in.csv, row 1: not readable as CSV"));
    }

    @ParameterizedTest
    @MethodSource("unreadableFiles")
    void anUnreadableFileIsOneLineAndLeavesNothing(String text, String message) throws IOException {
        CommandRun run = CommandRun.of("sweep", "--in", csv(text), "--out", folder.resolve("out.csv"));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("bentline sweep: ").contains(message).hasLineCount(1);
        assertThat(files()).containsExactly("in.csv");
    }

    @Test
    void theFirstInvalidRowOfManyIsNamedWhateverTheThreads() throws IOException {
        StringBuilder text = new StringBuilder("dosage\n");
        for (int i = 2; i < 100_000; i++) {
            text.append(i >= 70_001 && i % 7 == 0 ? "bad\n" : "0.25\n");
        }
        for (int threads : new int[] {1, 2}) {
            CommandRun run = CommandRun.of("sweep", "--in", csv(text.toString()), "--threads", threads);
            assertThat(run.err()).contains("row 70007, column dosage: 'bad'");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --from 0 --to 1                              | the grid needs --count
            --count 3                                    | the grid needs --from and --to
            --verbose                                    | the dosages are missing
            --from 0 --to 1 --count 0                    | --count is 0; it must be at least 1
            --from 0 --to 1 --count -5                   | --count is -5; it must be at least 1
            --from 0 --to 1 --count 1.5e0                | '1.5e0' is not a whole number, such as 2, 10_000 or 1e6
            --from 0 --to 1 --count 1_                   | '1_' is not a whole number
            --from 0 --to 1 --count 1e99                 | '1e99' is too large
            --from 0 --to 1 --count 99999999999999999999 | is too large; the largest is 9223372036854775807
            --from x --to 1 --count 3                    | 'x' is not a finite decimal number
            --from 0 --to inf --count 3                  | 'inf' is not a finite decimal number
            --from 0 --to 1e39 --count 3                 | '1e39' is too large for a float; the largest is
            --from 0x1p3 --to 1 --count 3                | '0x1p3' is not a finite decimal number
            --from 0 --to 1 --count 3 --threads 0        | --threads is 0; it must be at least 1
            --from 0 --to 1 --count 3 --threads -1       | --threads is -1
            --from 0 --to 1 --count 3 --threads two      | 'two' is not a whole number
            --from 0 --to 1 --count 3 --bend 2           | --bend is 2; it must be 0 or 1
            --from 0 --to 1 --count 3 --at-least NaN     | 'NaN' is not a finite decimal number
            --from 0 --to 1 --count 3 --at-least 1e39    | '1e39' is too large for a float
            --from 0 --to 1 --count 3 --json --out -     | --json and --out - both want standard output
            --from 0 --to 1 --count 3 --json --out /dev/stdout | both want standard output
            --from 0 --to 1 --count 3 --in x.csv         | exclude each other
            --from 0 --to 1 --count 3 --column x         | --column needs --in FILE
            --from 0 --to 1 --count 3 --skip-invalid     | --skip-invalid needs --in FILE
            --from 0 --from 1 --to 1 --count 3           | '--from'
            --from 0 --to 1 --count 3 --frm              | unknown option '--frm'; did you mean --from
            --in                                         | '--in'
            --in missing.csv                             | cannot read 'missing.csv': no such file
            --in .                                       | is a folder
            relu softplus --in x.csv                     | unexpected argument 'softplus'
            nonet --from 0 --to 1 --count 3              | network 'nonet': no such file
            @args --from 0 --to 1 --count 3              | network '@args': no such file
            ./relu --from 0 --to 1 --count 3             | network './relu': no such file
            . --from 0 --to 1 --count 3                  | network . is a folder; it may be relu, softplus, or
            --from 0 --to 1 --count 3 --out .            | is a folder
            --from 0 --to 1 --count 3 --out new/         | output new/ is a folder; it should be a file
            --from 0 --to 1 --count 3 --out=             | output '': not a file name
            --in=                                        | input '': not a file name
            --from 0 --to 1 --count 3 --out no/where.csv | there is no folder
            """)
    void wrongUsageIsOneLineWithStatus2(String arguments, String message) {
        CommandRun run = CommandRun.of(Stream.concat(Stream.of("sweep"), Stream.of(arguments.split(" ", -1)))
                .toArray());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines().findFirst().orElseThrow())
                .startsWith("bentline")
                .contains(message);
        if (!arguments.contains("--verbose")) {
            assertThat(run.err()).hasLineCount(1);
        }
    }

    @Test
    void aNetworkFileIsReadOrRefusedWithThePlace() throws IOException {
        Path file =
                Files.writeString(folder.resolve("own.json"), Network.softplus().toJson());
        assertThat(sweepGrid(file, "--out", "-").out())
                .isEqualTo(CommandRun.of("sweep", "softplus", "--from", "0", "--to", "1", "--count", "11", "--out", "-")
                        .out());
        Files.writeString(file, "\uFEFF" + Network.relu().toJson());
        assertThat(sweepGrid(file, "--out", "-").out())
                .isEqualTo(sweepGrid("--out", "-").out());
        Files.writeString(file, "{\"hidden\": 1}");
        assertThat(sweepGrid(file).status()).isEqualTo(2);
        assertThat(sweepGrid(file).err()).contains("own.json, line 1, column ").hasLineCount(1);
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThat(sweepGrid(file).err())
                .contains("own.json is not a network file: it is neither UTF-8 text nor an ONNX");
        assertThat(sweepGrid("/dev/zero").err()).contains("/dev/zero has more than 64 MiB");
    }

    @Test
    void anEmptyNameIsNoNetwork() {
        assertThat(sweepGrid("").status()).isEqualTo(2);
        assertThat(sweepGrid("").err()).contains("network '': not a file name").hasLineCount(1);
    }

    @Test
    void theLocaleDoesNotMatter() {
        CommandRun expected = sweepGrid("--out", "-");
        Locale before = Locale.getDefault();
        try {
            for (String tag : List.of("de-DE", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertThat(sweepGrid("--out", "-").out()).isEqualTo(expected.out());
                assertThat(CommandRun.of("show", "--at", "0.25").out()).contains("0.25 * 1.7 + (-0.85) = ");
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void dataDoesNotDependOnTheThreads() {
        List<String> outputs = new ArrayList<>();
        for (int threads : new int[] {1, 2, 64}) {
            CommandRun run = CommandRun.of(
                    "sweep", "--from", "-1", "--to", "2", "--count", 300_001, "--threads", threads, "--out", "-");
            outputs.add(run.out());
        }
        assertThat(outputs.get(1)).isEqualTo(outputs.get(0));
        assertThat(outputs.get(2)).isEqualTo(outputs.get(0));
    }

    @Test
    void verboseShowsWhereAnErrorArose() {
        CommandRun run = sweepGrid("nonet", "--verbose");
        assertThat(run.err()).contains("NoSuchFileException").contains("\tat dev.bentline.cli.");
    }
}
