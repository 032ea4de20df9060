package dev.bentline.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bentline.bench.contender.LogisticFit;
import dev.bentline.bench.contender.NoisySigmoid;
import dev.bentline.bench.contender.RFitter;
import dev.bentline.bench.contender.RProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs the benchmark's methods with a program that pretends to be R. */
class RTwinTest {
    private static final NoisySigmoid SECOND = NoisySigmoid.of(2, 8, 24).getLast();

    /** Says which packages there are, or answers every request alike; it needs the script and the observations it gets. */
    private static final String RSCRIPT = """
            #!/bin/sh
            case "$1 $2" in
            -e*stats*) echo TRUE; exit ;;
            -e*drc*) echo DRC; exit ;;
            esac
            grep -q readLines "$1" && [ "$(wc -l <"$3")" = 6145 ] || exit 3
            echo "R 4.2.2, $2 of 256 of 256 curves"
            while read -r count; do
              [ "$count" = 8 ] && echo "ANSWER" || exit 4
              LEAVE
            done
            """;

    @TempDir
    private Path folder = Path.of("");

    private RProgram program(String drc, String answer, String leave) throws IOException {
        Path rscript = folder.resolve("Rscript");
        Files.writeString(
                rscript, RSCRIPT.replace("DRC", drc).replace("ANSWER", answer).replace("LEAVE", leave));
        Files.setPosixFilePermissions(rscript, PosixFilePermissions.fromString("rwxr-xr-x"));
        return RProgram.in("/nowhere:" + folder);
    }

    private RBenchmark benchmark(String answer, String leave) throws IOException {
        RBenchmark benchmark = new RBenchmark();
        benchmark.distinct = 8;
        benchmark.size = 24;
        benchmark.setUp(program("TRUE", answer, leave));
        return benchmark;
    }

    /** The parameters that made the data, as R prints them, and a number in place of the sum of squares. */
    private static String truth(double squares) {
        return "1 " + SECOND.steepness() + " 0 8 " + SECOND.half() + " " + squares + " ";
    }

    private static double squares() {
        double squares = 0;
        for (int i = 0; i < 24; i++) {
            double fitted = 8 / (1 + Math.exp(SECOND.steepness() * (SECOND.places()[i] - SECOND.half())));
            squares += Math.pow(fitted - SECOND.effects()[i], 2);
        }
        return squares;
    }

    @ParameterizedTest
    @EnumSource
    void fits(RFitter fitter) throws Exception {
        RBenchmark benchmark = benchmark(truth(squares()), "");
        assertThatThrownBy(benchmark::check).hasMessageContaining("nothing was measured");
        LogisticFit fit = call(benchmark, fitter);
        assertThat(call(benchmark, fitter)).isEqualTo(fit);
        assertThat(fit).isEqualTo(new LogisticFit(1, SECOND.steepness(), 0, 8, SECOND.half(), squares()));
        benchmark.check();
    }

    private static LogisticFit call(RBenchmark benchmark, RFitter fitter) throws IOException {
        return fitter == RFitter.NLS ? benchmark.nls() : benchmark.drm();
    }

    @Test
    void anotherSumThanTheParametersLeaveIsRefused() throws Exception {
        RBenchmark benchmark = benchmark(truth(squares() * 1.001), "");
        assertThat(benchmark.nls().curve()).isOne();
        assertThatThrownBy(benchmark::check).hasMessageContaining("R's residuals' squares are");
    }

    @Test
    void aWorseFitThanTheTruthIsRefused() throws Exception {
        double flat = 0;
        for (float effect : SECOND.effects()) {
            flat += Math.pow(effect - 4.0, 2);
        }
        RBenchmark benchmark = benchmark("1 1 4 4 0.5 " + flat, "");
        assertThat(benchmark.nls().squares()).isEqualTo(flat);
        assertThatThrownBy(benchmark::check).hasMessageContaining("of what made the data");
    }

    @Test
    void whatIsNoAnswerIsRefused() throws Exception {
        assertThatThrownBy(benchmark("Convergence failed", "")::nls)
                .hasMessage("R printed 'Convergence failed' instead of a curve's number and five others");
        assertThatThrownBy(benchmark("1 2 3 4 5 NA", "")::nls)
                .hasMessage("R printed '1 2 3 4 5 NA', which is not numbers");
        RBenchmark ends = benchmark(truth(squares()), "echo 'out of memory' >&2; exit 1");
        assertThat(ends.nls().curve()).isOne();
        assertThatThrownBy(ends::nls).isInstanceOf(IOException.class);
        ends.check();
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        assertThat(List.of(RFitter.values()))
                .extracting(RProgram.in("/nowhere")::obstacle)
                .allSatisfy(obstacle -> assertThat(obstacle).contains("no Rscript on this machine"));
        RProgram bare = program("FALSE", "", "");
        assertThat(bare.obstacle(RFitter.NLS)).isEmpty();
        assertThat(bare.obstacle(RFitter.DRM)).contains("R has no drm");
        assertThat(program("TRUE", "", "").obstacle(RFitter.DRM)).isEmpty();
        assertThat(program("TRUE; exit 7", "", "").obstacle(RFitter.DRM)).contains("R has no drm: TRUE");
    }
}
