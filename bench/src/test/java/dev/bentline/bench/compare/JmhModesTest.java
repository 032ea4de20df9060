package dev.bentline.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Reads what JMH itself writes. */
class JmhModesTest {
    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "All")
    void readsWhatJmhWritesInEveryMode(Mode mode) throws Exception {
        String file = directory.resolve("jmh.json").toString();
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("MemoryBenchmark.arraycopy$")
                        .param("size", "100000")
                        .mode(mode)
                        .timeUnit(TimeUnit.MICROSECONDS)
                        .forks(0)
                        .warmupIterations(1)
                        .warmupTime(TimeValue.milliseconds(5))
                        .measurementIterations(3)
                        .measurementTime(TimeValue.milliseconds(5))
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .resultFormat(ResultFormatType.JSON)
                        .result(file)
                        .build())
                .run();
        double score = results.iterator().next().getPrimaryResult().getScore();
        double nanos = mode == Mode.Throughput ? 1e3 / score : 1e3 * score;

        JmhResults read = JmhResults.read(file);
        Measured measured = read.rows().values().iterator().next();
        assertThat(read.rows().keySet()).extracting(Key::mode).containsExactly(mode.shortLabel());
        assertThat(measured.effort()).isEqualTo("1x3");
        assertThat(measured.time()).isBetween(nanos / 3, nanos * 3);
        assertThat(measured.bytes()).hasSize(3);
        assertThat(measured.iteration()).isCloseTo(mode == Mode.SingleShotTime ? 0 : 5e6, within(0.0));
    }
}
