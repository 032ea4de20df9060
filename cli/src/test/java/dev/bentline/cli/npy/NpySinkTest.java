package dev.bentline.cli.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bentline.Engine;
import dev.bentline.Network;
import dev.bentline.cli.CommandRun;
import dev.bentline.cli.Launch;
import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.ExitStatus;
import dev.bentline.cli.file.Output;
import dev.bentline.cli.file.Outputs;
import dev.bentline.cli.source.GridSource;
import dev.bentline.cli.source.Source;
import dev.bentline.cli.sweep.Sink;
import dev.bentline.cli.sweep.Sweep;
import dev.bentline.cli.sweep.Tile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpySinkTest {
    private static final Engine ENGINE = Engine.of(Network.relu());
    private static final long UNKNOWN = -1;

    @TempDir
    Path folder;

    private static void sweep(Source source, Path out, long count, int threads) throws IOException {
        try (Outputs run = new Outputs(List.of());
                Output output = run.open(out.toString(), true)) {
            new Sweep(source, ENGINE, false, List.of(new NpySink(output, count))).run(threads);
            run.commit();
        }
    }

    private static float[] effects(float[] dosages) {
        float[] effects = new float[dosages.length];
        ENGINE.forward(dosages, effects);
        return effects;
    }

    private static float[] random(int count) {
        Random random = new Random(count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16383, 16384, 16385, 100_000})
    void theEffectsAreWrittenInOrder(int count) throws IOException {
        float[] dosages = random(count);
        Path in = Files.write(
                folder.resolve("in.npy"), NpyFile.of(NpyFile.header("<f4", count), NpyFile.floats(dosages)));
        Path out = folder.resolve("out.npy");
        for (int threads : new int[] {1, 2, 7}) {
            for (long told : new long[] {count, UNKNOWN, count + 1}) {
                try (Source source = NpySource.open(in.toString(), false)) {
                    sweep(source, out, told, threads);
                }
                assertThat(NpyFile.read(out)).isEqualTo(effects(dosages));
            }
        }
    }

    @Test
    void everyPatternOfBitsIsWrittenAsItIs() throws IOException {
        Random random = new Random(3);
        Tile tile = new Tile(false);
        tile.count = Tile.SIZE;
        for (int i = 0; i < Tile.SIZE; i++) {
            tile.effects[i] = Float.intBitsToFloat(random.nextInt());
        }
        tile.effects[0] = -0f;
        tile.effects[1] = Float.MIN_VALUE;
        tile.effects[2] = Float.intBitsToFloat(0x7fc12345);
        tile.effects[3] = Float.NEGATIVE_INFINITY;
        Path out = folder.resolve("out.npy");
        try (Outputs run = new Outputs(List.of());
                Output output = run.open(out.toString(), false)) {
            NpySink sink = new NpySink(output, Tile.SIZE);
            sink.prepare(tile).run();
            sink.finish();
            run.commit();
        }
        byte[] bytes = Files.readAllBytes(out);
        assertThat(Arrays.copyOfRange(bytes, 128, bytes.length)).isEqualTo(NpyFile.floats(tile.effects));
    }

    @Test
    void tilesMayBePreparedBeforeOthersAreDelivered() throws IOException {
        Path out = folder.resolve("out.npy");
        try (Outputs run = new Outputs(List.of());
                Output output = run.open(out.toString(), false)) {
            NpySink sink = new NpySink(output, UNKNOWN);
            Tile tile = new Tile(false);
            tile.count = 1;
            tile.effects[0] = 1;
            Sink.WriteTask first = sink.prepare(tile);
            tile.effects[0] = 2;
            Sink.WriteTask second = sink.prepare(tile);
            first.run();
            second.run();
            sink.finish();
            run.commit();
        }
        assertThat(NpyFile.read(out)).containsExactly(1, 2);
    }

    @Test
    void skippedRowsAreNotInTheCount() throws IOException {
        byte[] data = NpyFile.floats(0.5f, Float.NaN, 0.25f);
        Path in = Files.write(folder.resolve("in.npy"), NpyFile.of(NpyFile.header("<f4", 3), data));
        Path out = folder.resolve("out.npy");
        try (Source source = NpySource.open(in.toString(), true)) {
            sweep(source, out, source.size(), 1);
        }
        assertThat(NpyFile.read(out)).isEqualTo(effects(new float[] {0.5f, 0.25f}));
    }

    @Test
    void aDeviceTakesAKnownCountOnly() throws IOException {
        Path device = Path.of("/dev/null");
        sweep(new GridSource(0, 1, 100_000), device, 100_000, 2);
        for (long count : new long[] {UNKNOWN, 3}) {
            assertThatThrownBy(() -> sweep(new GridSource(0, 1, 100_000), device, count, 2))
                    .hasMessageContaining("the output should be a regular file, not a pipe or a device")
                    .isInstanceOfSatisfying(
                            CommandException.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.WRONG_INPUT));
        }
    }

    @Test
    void aFullDiskIsNamedAndLeavesNothing() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        CommandRun mount = Launch.command("mount", "-t", "tmpfs", "-o", "size=256k", "none", disk)
                .run();
        assumeTrue(mount.status() == 0, "a small file system cannot be mounted here: " + mount.err());
        try {
            Path out = disk.resolve("out.npy");
            assertThatThrownBy(() -> sweep(new GridSource(0, 1, 1_000_000), out, 1_000_000, 2))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll("cannot write", "out.npy");
            try (Stream<Path> left = Files.list(disk)) {
                assertThat(left).isEmpty();
            }
        } finally {
            assertThat(Launch.command("umount", disk).run().status()).isZero();
        }
    }

    @Test
    void numPyReadsWhatWeWriteAndWritesItAlike() throws Exception {
        Path out = folder.resolve("ours.npy");
        sweep(new GridSource(0, 1, 100_000), out, UNKNOWN, 2);
        python(
                "a = numpy.load('ours.npy'); assert a.dtype == '<f4' and a.shape == (100000,); numpy.save('its.npy', a)");
        assertThat(folder.resolve("its.npy")).hasSameBinaryContentAs(out);
    }

    @Test
    void whatNumPyWritesWeRead() throws Exception {
        python("""
                a = numpy.arange(50000) / 49999
                for t in ['<f4', '>f4', '=f4', '<f8', '>f8', '=f8']:
                  for v in [(1, 0), (2, 0), (3, 0)]:
                    with open(t[1:] + str('<>='.index(t[0])) + str(v[0]) + '.npy', 'wb') as f:
                      numpy.lib.format.write_array(f, a.astype(t), v)
                """);
        float[] dosages = new float[50_000];
        for (int i = 0; i < dosages.length; i++) {
            dosages[i] = (float) (i / 49_999.0);
        }
        Path out = folder.resolve("out.npy");
        for (String width : List.of("f4", "f8")) {
            for (String kind : List.of("01", "02", "03", "11", "12", "13", "21", "22", "23")) {
                try (Source source =
                        NpySource.open(folder.resolve(width + kind + ".npy").toString(), false)) {
                    sweep(source, out, source.size(), 2);
                }
                assertThat(NpyFile.read(out)).isEqualTo(effects(dosages));
            }
        }
    }

    private void python(String program) throws Exception {
        CommandRun numPy = Launch.bash("python3 -c 'import numpy'").run();
        assumeTrue(numPy.status() == 0, "there is no NumPy: " + numPy.err());
        CommandRun run = Launch.command("python3", "-c", "import numpy\n" + program)
                .in(folder)
                .run();
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
    }
}
