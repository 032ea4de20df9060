package dev.bentline.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bentline.DosageIndex;
import dev.bentline.DosageScale;
import dev.bentline.bench.contender.ForkFlags;
import dev.bentline.bench.contender.NoisySigmoid;
import dev.bentline.bench.contender.Program;
import dev.bentline.bench.contender.Programs;
import dev.bentline.fit.BendSearch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Times whole processes, from before they start until they have ended. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 10,
        jvmArgs = {"-Xmx256m", ForkFlags.UNSAFE})
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class ProcessBenchmark {
    private static final String OUT = "stdout";
    private static final String ERR = "stderr";
    private static final String EFFECTS = "effects.npy";
    private static final String OBSERVATIONS = "observations.csv";
    private static final double ROUNDING = 1e-6;

    /** The command, and how it starts. */
    @Param("HELLO")
    @SuppressWarnings("NullAway.Init")
    Program program;

    /** Dosages, where there are some. */
    @Param("1000")
    int count;

    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** A file in the folder. */
    @SuppressWarnings("NullAway.Init")
    private Path dosages;

    private @Nullable Check check;
    private int status;

    private interface Check {
        boolean holds() throws IOException;
    }

    /** Sees to it that the program is what its name says. */
    @Setup
    public void setUp() throws IOException, InterruptedException {
        String named = System.getProperty(Program.PROPERTY);
        folder = named == null ? Files.createTempDirectory("bentline-programs") : Path.of(named);
        if (named == null) {
            Programs programs = Programs.into(folder);
            programs.obstacle(program).ifPresent(why -> {
                throw new IllegalStateException(program + " is timed by ./bentline bench --only cold: " + why);
            });
        }
        dosages = folder.resolve("dosages-" + count + ".npy");
        program.requireGenuine(folder);
    }

    /** The effects of a grid of dosages, in summary. */
    @Benchmark
    public void sweep() throws IOException, InterruptedException {
        check = () -> printed("\"count\":" + count + ",");
        run("sweep", "--from", "0", "--to", "1", "--count", Integer.toString(count), "--json");
    }

    /** Dosages of a file, and a file of their effects. */
    @Benchmark
    public void numpy(Dosages input) throws IOException, InterruptedException {
        check = () -> Files.size(folder.resolve(EFFECTS)) == Files.size(dosages);
        run("sweep", "--in", dosages.toString(), "--out", EFFECTS);
    }

    /** A fit to observations of a file. */
    @Benchmark
    public void fit(Observations input) throws IOException, InterruptedException {
        check = () -> Math.abs(toldSquares() / input.squares - 1) <= ROUNDING;
        run("fit", "--in", OBSERVATIONS, "--dosage-scale", "log10", "--json");
    }

    /** Prints what the engine runs on. */
    @Benchmark
    public void info() throws IOException, InterruptedException {
        check = () -> printed("javaHome");
        run("info");
    }

    /** A line. */
    @Benchmark
    public void hello() throws IOException, InterruptedException {
        check = () -> printed("Hello, world");
        run();
    }

    private void run(String... arguments) throws IOException, InterruptedException {
        if (program == Program.HELLO && arguments.length > 0) {
            throw new IllegalStateException(
                    "HELLO has no " + arguments[0] + "; pass -p program=, or run ./bentline bench" + " --only cold");
        }
        status = program.run(folder, Stream.of(arguments))
                .redirectOutput(folder.resolve(OUT).toFile())
                .redirectError(folder.resolve(ERR).toFile())
                .start()
                .waitFor();
    }

    private boolean printed(String words) throws IOException {
        return Files.readString(folder.resolve(OUT)).contains(words);
    }

    private double toldSquares() throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve(OUT).toFile())
                .path("sumOfSquaredResiduals")
                .asDouble();
    }

    /** Checks that the process did what it was asked. */
    @TearDown
    public void check() throws IOException {
        if (status != 0 || check == null || !check.holds()) {
            throw new IllegalStateException("exit status " + status + ", and it printed: "
                    + Files.readString(folder.resolve(OUT))
                    + Files.readString(folder.resolve(ERR)));
        }
        Files.deleteIfExists(folder.resolve(EFFECTS));
    }

    /** A file of a laboratory's observations, for the benchmark that fits. */
    @State(Scope.Benchmark)
    public static class Observations {
        private static final int DISTINCT = 7;

        /** The least sum of squared residuals. */
        double squares;

        /** Writes it, and fits it in this JVM. */
        @Setup(Level.Trial)
        public void write(ProcessBenchmark benchmark) throws IOException {
            NoisySigmoid curve = NoisySigmoid.of(1, DISTINCT, benchmark.count).getFirst();
            float[] dosages = curve.dosages();
            List<String> lines = new ArrayList<>(List.of("dosage,effect"));
            for (int i = 0; i < dosages.length; i++) {
                lines.add(dosages[i] + "," + curve.effects()[i]);
            }
            Files.write(benchmark.folder.resolve(OBSERVATIONS), lines);
            DosageIndex index = DosageIndex.of(dosages, curve.effects(), DosageScale.log10(dosages), 1);
            squares = BendSearch.of(2).fit(index).sumOfSquaredResiduals();
        }
    }

    /** A file of random dosages, for the benchmark that reads one. */
    @State(Scope.Benchmark)
    public static class Dosages {
        private static final int TILE = 1 << 16;

        /** Writes it, once for all forks. */
        @Setup(Level.Trial)
        public void write(ProcessBenchmark benchmark) throws IOException {
            if (Files.exists(benchmark.dosages)) {
                return;
            }
            int count = benchmark.count;
            String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + count + ",), }";
            // Filled up to 128 bytes, as NumPy does; the dosages begin at a multiple of 64.
            byte[] start = ("\u0093NUMPY\1\0v\0" + header + " ".repeat(117 - header.length()) + "\n")
                    .getBytes(StandardCharsets.ISO_8859_1);
            SplittableRandom random = new SplittableRandom(1);
            ByteBuffer tile = ByteBuffer.allocate(TILE * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            try (OutputStream out = Files.newOutputStream(benchmark.dosages)) {
                out.write(start);
                for (int done = 0; done < count; done += TILE) {
                    int n = Math.min(TILE, count - done);
                    tile.clear();
                    for (int i = 0; i < n; i++) {
                        tile.putFloat((random.nextInt() >>> 8) * 0x1p-24f);
                    }
                    out.write(tile.array(), 0, n * Float.BYTES);
                }
            }
        }
    }
}
