package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bentline.Engine;
import dev.bentline.Network;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of every format, as the command reads and writes them. */
class SweepFilesTest {
    private static final int COUNT = 40_000;

    @TempDir
    Path folder;

    private CommandRun sweep(String arguments) {
        List<String> words = new ArrayList<>(List.of("sweep"));
        for (String word : arguments.split(" ", -1)) {
            words.add(word.replace("@", folder + "/"));
        }
        return CommandRun.of(words.toArray());
    }

    private void sweepWell(String arguments) {
        CommandRun run = sweep(arguments);
        assertThat(run.err()).as(arguments).isEmpty();
        assertThat(run.status()).isZero();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private List<String> files(String sub) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(sub))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static float[] dosages() {
        Random random = new Random(3);
        float[] dosages = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            dosages[i] = i % 7 == 0 ? Float.intBitsToFloat(random.nextInt(0x7f800000)) : random.nextFloat(-1, 2);
        }
        return dosages;
    }

    @Test
    void everyFormatGoesToEveryOtherWithTheSameBits() throws IOException {
        float[] dosages = dosages();
        float[] effects = new float[COUNT];
        Engine.of(Network.softplus()).forward(dosages, effects);
        StringBuilder text = new StringBuilder("dosage\n");
        StringBuilder expected = new StringBuilder("dosage,effect\n");
        for (int i = 0; i < COUNT; i++) {
            text.append(dosages[i]).append('\n');
            expected.append(dosages[i]).append(',').append(effects[i]).append('\n');
        }
        write("a.csv", text.toString());
        // A network that gives every dosage back, for only effects go to NumPy files.
        write(
                "same.json",
                "{\"hidden\": {\"activation\": \"relu\", \"weights\": [1, -1], \"biases\": [0, 0]},"
                        + "\"output\": {\"activation\": \"identity\", \"weights\": [1, -1], \"bias\": 0}}");
        sweepWell("softplus --in @a.csv --out @a.parquet");
        sweepWell("softplus --in @a.csv --out @a.csv.gz");
        sweepWell("@same.json --in @a.csv --out @a.npy");
        for (String input : List.of("a.csv", "a.csv.gz", "a.parquet", "a.npy")) {
            for (String output : List.of("o.csv", "o.csv.gz", "o.parquet")) {
                sweepWell("softplus --in @" + input + " --out @" + output + " --force");
                sweepWell("softplus --in @" + output + " --out @last.csv --force");
                assertThat(read("last.csv")).as(input + " to " + output).isEqualTo(expected.toString());
            }
        }
        assertThat(Files.readAllBytes(folder.resolve("o.csv.gz"))).startsWith(0x1f, 0x8b);
    }

    @Test
    void theSummaryIsTheSameFromEveryFormatAndOnAnyThreads() throws IOException {
        sweepWell("--from 0 --to 1 --count 100001 --out @a.csv");
        sweepWell("--in @a.csv --out @a.parquet");
        JsonNode expected = sweep("--in @a.csv --json --threads 1").json();
        for (String input : List.of("a.csv", "a.parquet")) {
            for (int threads : new int[] {1, 2, 7}) {
                JsonNode summary =
                        sweep("--in @" + input + " --json --threads " + threads).json();
                for (String field : List.of("count", "min", "argMin", "max", "argMax", "mean", "windows", "skipped")) {
                    assertThat(summary.get(field)).as(input + " " + field).isEqualTo(expected.get(field));
                }
            }
        }
    }

    @Test
    void theFormatOptionSaysWhatTheEndingDoesNot() throws IOException {
        sweepWell("--from 0 --to 1 --count 9 --out @a.dat --format parquet");
        assertThat(Files.readAllBytes(folder.resolve("a.dat"))).startsWith('P', 'A', 'R', '1');
        assertThat(sweep("--in @a.dat --format parquet --json")
                        .json()
                        .get("count")
                        .asInt())
                .isEqualTo(9);
        sweepWell("--in @a.dat --format parquet --out @b.csv");
        assertThat(Files.readAllBytes(folder.resolve("b.csv"))).startsWith('P', 'A', 'R', '1');
        assertThat(sweep("--in @b.csv --format PARQUET").status()).isZero();
        CommandRun refused = sweep("--in @a.dat --format csv");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("is a Parquet file, not CSV").hasLineCount(1);
        sweepWell("--in @a.dat --format csv --out @c.dat");
        assertThat(read("c.dat")).startsWith("dosage,effect\n");
    }

    @Test
    void keptColumnsFollowTheEffect() throws IOException {
        write("a.csv", "name,dosage,note\n\"Smith, J.\",0.5,\nm\u00fcller,0.25,\"say \"\"no\"\"\"\n");
        sweepWell("--in @a.csv --keep --derivative --bend 1 --out @b.csv");
        assertThat(read("b.csv"))
                .startsWith("dosage,effect,derivative,name,note\n0.5,1.0100008,")
                .contains("0.25,0.0,0.0,m\u00fcller,\"say \"\"no\"\"\"\n");
        sweepWell("--in @a.csv --keep --out @c.parquet");
        sweepWell("--in @c.parquet --column dosage --out @d.csv");
        assertThat(read("d.csv")).isEqualTo("dosage,effect\n0.5,1.0100008\n0.25,0.0\n");
        write("e.csv", "x,name\n0.5,one\n?,two\n0.25,three\n");
        sweepWell("--in @e.csv --column x --skip-invalid --keep --out @f.parquet");
        sweepWell("--in @f.parquet --column dosage --out @g.csv");
        CommandRun collision = sweep("--in @c.parquet --keep --out @h.csv");
        assertThat(collision.status()).isEqualTo(2);
        assertThat(collision.err()).contains("two columns 'effect'").hasLineCount(1);
    }

    @Test
    void severalInputsGoIntoAFolder() throws IOException {
        write("a.csv", "dosage\n0.5\n");
        write("b.csv", "dosage\n0.25\n0.5\n");
        sweepWell("--in @a.csv @b.csv --out @new/sub");
        assertThat(files("new/sub")).containsExactly("a.csv", "b.csv");
        assertThat(read("new/sub/b.csv")).isEqualTo("dosage,effect\n0.25,0.0\n0.5,1.0100008\n");
        sweepWell("--in @a.csv --out @new/");
        assertThat(files("new")).containsExactly("a.csv", "sub");
        sweepWell("--in @a.csv --in @b.csv --out @parquet --format parquet");
        assertThat(files("parquet")).containsExactly("a.parquet", "b.parquet");
        JsonNode json = sweep("--in @a.csv @b.csv --json").json();
        assertThat(json.size()).isEqualTo(1);
        assertThat(json.get("files")).hasSize(2);
        assertThat(json.get("files").get(1).get("count").asInt()).isEqualTo(2);
        assertThat(json.get("files").get(1).get("in").asText()).endsWith("b.csv");
        String text = sweep("--in @a.csv @b.csv").out();
        assertThat(text.lines().filter(line -> line.startsWith("in "))).hasSize(2);
    }

    @Test
    void whatWouldGoWrongWithSeveralIsRefusedFirst() throws IOException {
        Files.createDirectories(folder.resolve("sub"));
        Files.createDirectories(folder.resolve("out"));
        write("a.csv", "dosage\n0.5\n");
        write("sub/a.csv", "dosage\n0.5\n");
        write("b.csv", "dosage\n0.5\n");
        write("out/b.csv", "mine");
        String before = files(".") + " " + files("out");
        for (String[] wrong : new String[][] {
            {"--in @a.csv @sub/a.csv --out @out", "names must differ"},
            {"--in @a.csv @b.csv --out @out", "b.csv exists; --force replaces it"},
            {"--in @a.csv @b.csv --out @a.csv", "is a file; for several inputs it should be a folder"},
            {"--in @a.csv @b.csv --out " + folder + " --force", "a.csv is the input "},
            {"--in @a.csv @missing.csv --out @new", "missing.csv': no such file"},
            {"--in @a.csv softplus", "a network goes before it"},
            {"--in @a.csv - --out @new", "has no name"},
            {"--in @a.csv @b.csv --out -", "standard output"},
            {"--in @a.csv @b.csv --plot @p.svg", "--plot"}
        }) {
            CommandRun run = sweep(wrong[0]);
            assertThat(run.status()).as(wrong[0]).isEqualTo(2);
            assertThat(run.err()).as(wrong[0]).contains(wrong[1]).hasLineCount(1);
            assertThat(files(".") + " " + files("out")).isEqualTo(before);
        }
        assertThat(read("out/b.csv")).isEqualTo("mine");
    }

    /** A file whose ending says nothing is read; one whose ending is wrong is told so. */
    @Test
    void whatAFileIsItsContentTells() throws IOException {
        assertThat(sweep("--from 0 --to 1 --count 3 --out @x.parquet").status()).isZero();
        assertThat(sweep("--from 0 --to 1 --count 3 --out @x.npy").status()).isZero();
        for (String name : List.of("x.parquet", "x.npy")) {
            String format = name.substring(2);
            Files.copy(folder.resolve(name), folder.resolve(format + ".dat"));
            Files.copy(folder.resolve(name), folder.resolve(format + ".csv"));
            assertThat(sweep("--in @" + format + ".dat --json")
                            .json()
                            .get("count")
                            .asLong())
                    .isEqualTo(3);
            CommandRun run = sweep("--in @" + format + ".csv");
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err())
                    .contains(", not CSV; --format " + format + " reads it")
                    .hasLineCount(1);
            assertThat(sweep("--in @" + format + ".csv --format " + format).status())
                    .isZero();
        }
        Files.write(folder.resolve("text.dat"), "dosage\n0.5\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(sweep("--in @text.dat").status()).isZero();
    }

    /** Only the column that is read has to be text. */
    @Test
    void otherColumnsMayHaveNamesInAnyEncoding() throws IOException {
        byte[] latin = "Gr\u00f6\u00dfe,dosage\n1,0.5\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(folder.resolve("x.csv"), latin);
        assertThat(sweep("--in @x.csv").status()).isZero();
        assertThat(sweep("--in @x.csv --column y").err()).contains("row 1 is no text");
    }

    @Test
    void noMessagePrintsBinary() throws IOException {
        Random random = new Random(4);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[200];
            random.nextBytes(bytes);
            Files.write(folder.resolve("x.dat"), bytes);
            CommandRun run = sweep("--in @x.dat");
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err()).doesNotContain("\ufffd").hasLineCount(1);
        }
    }

    @Test
    void aWrongFileAmongSeveralLeavesNone() throws IOException {
        write("a.csv", "dosage\n0.5\n");
        write("b.csv", "dosage\n?\n");
        CommandRun run = sweep("--in @a.csv @b.csv --out @out");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("b.csv, row 2").hasLineCount(1);
        assertThat(folder.resolve("out")).doesNotExist();
        Files.createDirectory(folder.resolve("out"));
        assertThat(sweep("--in @a.csv @b.csv --out @out").status()).isEqualTo(2);
        assertThat(files("out")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --from 0 --to 1 --count 3 --out x.npy --derivative     | --derivative does not go with NumPy output
            --in x.csv --keep --out x.npy                          | --keep does not go with NumPy output
            --in x.npy --keep --out x.csv                          | --keep does not go with x.npy
            --in x.npy --column a                                  | --column does not go with x.npy
            --in x.csv --keep                                      | --keep needs --out
            --from 0 --to 1 --count 3 --keep --out x.csv           | --keep needs --in FILE
            --from 0 --to 1 --count 3 --out x.csv --compression zstd | --compression needs a Parquet output
            --from 0 --to 1 --count 3 --out x --compression lz4    | '--compression'
            --from 0 --to 1 --count 3 --out x --format xls         | '--format'
            --from 0 --to 1 --count 3 --out - --format npy         | standard output is CSV
            --in - --format parquet                                | standard input is CSV
            --in missing.parquet                                   | missing.parquet
            --in missing.npy                                       | missing.npy
            """)
    void wrongUsageIsOneLineWithStatus2(String arguments, String message) {
        CommandRun run = sweep(arguments);
        assertThat(run.status()).as(arguments).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(message).hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.csv", "a.csv.gz", "a.parquet", "a.npy"})
    void aFileOfAnythingElseIsOneLine(String name) throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 50; i++) {
            byte[] bytes = new byte[2 + random.nextInt(300)];
            random.nextBytes(bytes);
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            if (name.startsWith("a.csv")) {
                file.writeBytes("dosage\n".getBytes(StandardCharsets.US_ASCII)); // any line would do for a header
            }
            file.writeBytes(bytes);
            Files.write(folder.resolve(name), file.toByteArray());
            CommandRun run = sweep("--in @" + name + " --out @out.csv");
            assertThat(run.status()).as(i + ": " + run.err()).isEqualTo(2);
            assertThat(run.err()).contains(name).hasLineCount(1);
        }
        assertThat(files(".")).containsExactly(name);
    }

    @Test
    void zstdMakesAParquetFileSmaller() throws IOException {
        sweepWell("--from 0 --to 1 --count 100000 --out @a.parquet");
        sweepWell("--from 0 --to 1 --count 100000 --out @b.parquet --compression zstd");
        assertThat(Files.size(folder.resolve("b.parquet"))).isLessThan(Files.size(folder.resolve("a.parquet")) / 2);
        sweepWell("--in @a.parquet --out @a.csv");
        sweepWell("--in @b.parquet --out @b.csv");
        assertThat(read("b.csv")).isEqualTo(read("a.csv"));
    }
}
