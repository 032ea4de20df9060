package dev.bentline.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.bentline.Model;
import dev.bentline.Network;
import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.ExitStatus;
import dev.bentline.cli.csv.CsvSource;
import dev.bentline.cli.csv.StatedDialect;
import dev.bentline.cli.npy.NpySource;
import dev.bentline.cli.parquet.ParquetSource;
import dev.bentline.cli.source.InputTile;
import dev.bentline.cli.source.Keeping;
import dev.bentline.cli.source.KeptValues;
import dev.bentline.cli.source.Source;
import dev.bentline.cli.source.WantedColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Damages inputs of every reader and of networks: each gives values or one clean error, in little memory and time. The
 * profile {@code fuzz} tries a million of them, and a plain build a few; a seed makes the same ones everywhere.
 */
class FuzzTest {
    private static final long INPUTS = Long.getLong("bentline.fuzz.inputs", 8_000);
    private static final long SEED = Long.getLong("bentline.fuzz.seed", 1);

    /** Bytes that an input may have allocated for it, whether they are still in use or not: more than its memory. */
    private static final long MOST_ALLOCATED = 64L << 20;

    private static final long MOST_NANOSECONDS = 10_000_000_000L;

    /** Rows may be many where few bytes repeat a value; the first tiles are read. */
    private static final int MOST_TILES = 4;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    enum Kind {
        CSV("fuzz.csv"),
        NPY("fuzz.npy"),
        PARQUET("fuzz.parquet"),
        NETWORK("fuzz.json");

        final String file;

        Kind(String file) {
            this.file = file;
        }
    }

    @TempDir
    Path folder;

    private final InputTile tile = new InputTile(1);

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyInputGivesValuesOrOneCleanError(Kind kind) throws Exception {
        Random random = new Random(SEED + kind.name().hashCode());
        Mutator mutator = new Mutator(random);
        List<byte[]> seeds = seeds(kind);
        long read = 0;
        long inputs = INPUTS / Kind.values().length;
        for (long i = 0; i < inputs; i++) {
            byte[] input =
                    mutator.mutate(seeds.get(random.nextInt(seeds.size())), seeds.get(random.nextInt(seeds.size())));
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long begun = System.nanoTime();
            try {
                read += isRead(kind, input, random) ? 1 : 0;
                assertThat(THREADS.getCurrentThreadAllocatedBytes() - allocated)
                        .as("bytes")
                        .isLessThan(MOST_ALLOCATED);
                assertThat(System.nanoTime() - begun).as("nanoseconds").isLessThan(MOST_NANOSECONDS);
            } catch (Throwable e) {
                Path kept = Files.createDirectories(Path.of("target", "fuzz")).resolve(i + "-" + kind.file);
                Files.write(kept, input);
                throw new AssertionError("input " + i + " of seed " + SEED + ", " + kept + ": " + e, e);
            }
        }
        assertThat(read).as("inputs that could be read").isBetween(inputs / 50, inputs - inputs / 50);
    }

    private boolean isRead(Kind kind, byte[] input, Random random) throws IOException {
        if (kind == Kind.NETWORK) {
            return isNetwork(input);
        }
        Path file = Files.write(folder.resolve(kind.file), input);
        boolean skip = random.nextBoolean();
        Keeping keeping = random.nextBoolean() ? Keeping.ALL_OTHERS : Keeping.NOTHING;
        List<WantedColumn> dosage = List.of(WantedColumn.dosage(random.nextBoolean() ? null : "dosage"));
        try (Source source = switch (kind) {
            case CSV -> CsvSource.open(file.toString(), dialect(random), dosage, skip, keeping);
            case NPY -> NpySource.open(file.toString(), skip);
            default -> ParquetSource.open(file.toString(), dosage, skip, keeping, random.nextBoolean());
        }) {
            readTiles(source, skip);
            return true;
        } catch (CommandException e) {
            String message = Objects.requireNonNull(e.getMessage());
            assertThat(e.status()).isEqualTo(ExitStatus.WRONG_INPUT);
            assertThat(message).contains(kind.file).hasSizeLessThan(4_000);
            return false;
        }
    }

    private void readTiles(Source source, boolean skip) throws IOException {
        Source.ReadTask task = source.next();
        for (int i = 0; task != null && i < MOST_TILES; i++) {
            tile.missing = 0;
            tile.skipped = 0;
            tile.kept = List.of();
            task.read(tile);
            assertThat(tile.count + tile.skipped + tile.missing).isBetween(0, InputTile.SIZE);
            assertThat(skip || tile.skipped == 0).isTrue();
            for (int row = 0; row < tile.count; row++) {
                assertThat(Float.isFinite(tile.columns[0][row])).isTrue();
            }
            for (KeptValues values : tile.kept) {
                for (int row = 0; row < tile.count; row += 1 + tile.count / 100) {
                    if (!values.isNull(row)) {
                        values.append(row, new StringBuilder());
                    }
                }
            }
            task = source.next();
        }
    }

    private static StatedDialect dialect(Random random) {
        if (random.nextBoolean()) {
            return StatedDialect.NOTHING;
        }
        int[] delimiters = {StatedDialect.TOLD, ',', ';', '\t', '|', ' '};
        return new StatedDialect(
                delimiters[random.nextInt(delimiters.length)],
                random.nextInt(4) == 0,
                random.nextInt(8) == 0 ? random.nextInt(4) : 0,
                random.nextBoolean() ? '#' : StatedDialect.NONE,
                random.nextBoolean() ? List.of() : List.of("NA", "", "0.5"));
    }

    private static boolean isNetwork(byte[] input) {
        try {
            Model model = Model.parse(new String(input, StandardCharsets.UTF_8));
            assertThat(Model.parse(model.toJson())).isEqualTo(model);
            return true;
        } catch (IllegalArgumentException e) {
            String message = Objects.requireNonNull(e.getMessage());
            assertThat(message).isNotBlank().hasSizeLessThan(4_000);
            assertThat(message.chars()).as(message).noneMatch(Character::isISOControl);
            return false;
        }
    }

    private static List<byte[]> seeds(Kind kind) throws IOException, URISyntaxException {
        List<byte[]> seeds = new ArrayList<>();
        switch (kind) {
            case CSV -> {
                for (String text : List.of(
                        "dosage\n0.25\n1e3\n-7\n",
                        "dosage,effect\n0.1,0.2\r\n0.5,1\n\n",
                        "id,dosage,name\n1,0.25,\"a, \"\"b\"\"\"\n2,.5,é\n3,1e-3,\"x\ny\"\n",
                        "dosage;effect\n0,1;0,2\n0,5;1,0\n",
                        "sep=;\r\ndosage;effect\r\n0.1;0.2\r\n",
                        "\"dosage\" \"effect\"\n\"1\" 0.1 0.2\n\"2\" 0.5 1\n",
                        "# a\n# b\n\ndosage\teffect\n0.1\t0.2\n# c, \"d\n0.5\tNA\n",
                        "dosage,effect\n0.5,1\n".repeat(40))) {
                    seeds.add(text.getBytes(StandardCharsets.UTF_8));
                    seeds.add(gzip(text.getBytes(StandardCharsets.UTF_8)));
                }
                seeds.addAll(written(".csv"));
            }
            case NPY -> seeds.addAll(written(".npy"));
            case PARQUET -> seeds.addAll(written(".parquet"));
            case NETWORK -> {
                Model deep = Model.parse("{\"layers\": [{\"weights\": [[1], [2]], \"biases\": [0, 1], \"activation\":"
                        + " \"relu\"}, {\"weights\": [[2, -4]], \"biases\": [-0.5], \"activation\": \"identity\"},"
                        + " {\"weights\": [[2]], \"biases\": [0], \"activation\": \"relu\"}]}");
                for (Model model : List.of(Network.relu(), Network.softplus(), deep)) {
                    seeds.add(model.toJson().getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return seeds;
    }

    /** The small files of other writers. */
    private static List<byte[]> written(String ending) throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(CommandException.class.getResource("/dev/bentline/cli/writers"))
                .toURI());
        try (Stream<Path> files = Files.walk(folder)) {
            List<byte[]> seeds = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(ending))
                    .sorted()
                    .toList()) {
                seeds.add(Files.readAllBytes(file));
            }
            return seeds;
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }
}
