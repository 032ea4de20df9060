package dev.bentline.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.bentline.Activation;
import dev.bentline.Interval;
import dev.bentline.Layer;
import dev.bentline.Model;
import dev.bentline.Network;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damages ONNX files of every writer: each gives a network or one clean error, in little memory and time. The profile
 * {@code fuzz} tries a million of them, and a plain build a few; a seed makes the same ones everywhere.
 */
class FuzzTest {
    private static final long INPUTS = Long.getLong("bentline.fuzz.inputs", 8_000);
    private static final long SEED = Long.getLong("bentline.fuzz.seed", 1);

    /** Bytes that an input may have allocated for it, whether they are still in use or not: more than its memory. */
    private static final long MOST_ALLOCATED = 64L << 20;

    private static final long MOST_NANOSECONDS = 10_000_000_000L;

    /** Inputs of which one is read from a file, with the data of a wide network beside it. */
    private static final int FILES = 16;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path folder;

    @Test
    void everyInputGivesANetworkOrOneCleanError() throws IOException {
        Random random = new Random(SEED);
        OnnxMutator mutator = new OnnxMutator(random);
        List<byte[]> seeds = seeds();
        Files.copy(
                Exported.folder().resolve("deep_256_256.dynamo.onnx.data"),
                folder.resolve("deep_256_256.dynamo.onnx.data"));
        long read = 0;
        for (long i = 0; i < INPUTS; i++) {
            byte[] input =
                    mutator.mutate(seeds.get(random.nextInt(seeds.size())), seeds.get(random.nextInt(seeds.size())));
            boolean isFile = random.nextInt(FILES) == 0;
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long begun = System.nanoTime();
            try {
                read += isRead(input, isFile) ? 1 : 0;
                assertThat(THREADS.getCurrentThreadAllocatedBytes() - allocated)
                        .as("bytes")
                        .isLessThan(MOST_ALLOCATED);
                assertThat(System.nanoTime() - begun).as("nanoseconds").isLessThan(MOST_NANOSECONDS);
            } catch (Throwable e) {
                Path kept = Files.createDirectories(Path.of("target", "fuzz")).resolve(i + "-fuzz.onnx");
                Files.write(kept, input);
                throw new AssertionError("input " + i + " of seed " + SEED + ", " + kept + ": " + e, e);
            }
        }
        assertThat(read).as("inputs that could be read").isBetween(INPUTS / 50, INPUTS - INPUTS / 50);
    }

    private boolean isRead(byte[] input, boolean isFile) throws IOException {
        List<String> notes = new ArrayList<>();
        try {
            Model model = isFile
                    ? Onnx.read(Files.write(folder.resolve("fuzz.onnx"), input), notes::add)
                    : Onnx.read(input, notes::add);
            notes.forEach(FuzzTest::assertOneLine);
            assertThat(Onnx.read(Onnx.write(model))).isEqualTo(model);
            return true;
        } catch (IllegalArgumentException e) {
            assertOneLine(Objects.requireNonNull(e.getMessage()));
            return false;
        }
    }

    private static void assertOneLine(String message) {
        assertThat(message).isNotBlank().hasSizeLessThan(1_000);
        assertThat(message.chars()).as(message).noneMatch(Character::isISOControl);
    }

    private static List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (String name : Exported.names()) {
            seeds.add(Exported.bytes(name));
        }
        Layer layer = new Layer(new float[][] {{1, 2}, {3, 4}}, new float[] {5, 6}, Activation.RELU);
        for (Model model : List.of(
                Network.relu(),
                Network.softplus().withDosages(new Interval(0, 1)),
                Model.of(List.of(
                        new Layer(new float[][] {{1}, {-1}}, new float[] {0, 1}, Activation.IDENTITY),
                        layer,
                        layer,
                        new Layer(new float[][] {{1, 2}}, new float[] {5}, Activation.RELU))))) {
            seeds.add(Onnx.write(model));
        }
        seeds.add(TestGraph.of(13)
                .floats("w", new long[] {1, 3}, 1, 2, -3)
                .floats("k", new long[] {3, 1}, 1, 2, -3)
                .longs("s", -1, 3)
                .node("MatMul", "x w -> p")
                .node("Abs", "p -> q")
                .node("Reshape", "q s -> r")
                .node("Add", "r p -> t")
                .node("MatMul", "t k -> u")
                .node("Max", "u x -> y")
                .bytes());
        seeds.add(TestGraph.of(11)
                .floats("w", new long[] {1, 3}, 1, 2, -3)
                .node("Unsqueeze", "x -> u", TestGraph.integers("axes", 1))
                .node("Mul", "u w -> p")
                .node("Transpose", "p -> q", TestGraph.integers("perm", 0, 2, 1))
                .node("Flatten", "q -> r")
                .node("PRelu", "r w -> s")
                .node("Transpose", "w -> v")
                .node("Gemm", "s v -> y")
                .bytes());
        return seeds;
    }
}
