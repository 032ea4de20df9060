package dev.bentline.bench;

import dev.bentline.bench.contender.ForkFlags;
import dev.bentline.bench.contender.LogisticFit;
import dev.bentline.bench.contender.NoisySigmoid;
import dev.bentline.bench.contender.RFitter;
import dev.bentline.bench.contender.RProgram;
import dev.bentline.bench.contender.RSession;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Times fits of logistic curves in R, to the observations of {@link SmallFitBenchmark}. R stays, and a call is several fits,
 * so that asking for them, some 20 us, is no part of what they take.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 2,
        jvmArgs = {"-Xmx256m", ForkFlags.UNSAFE})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RBenchmark {
    private static final int FITS = 8;

    /** Distinct dosages. */
    @Param({"8", "24"})
    int distinct;

    /** Observations, as many of every dosage. */
    @Param("24")
    int size;

    @SuppressWarnings("NullAway.Init")
    private List<NoisySigmoid> curves;

    @SuppressWarnings("NullAway.Init")
    private RProgram program;

    private @Nullable RSession session;
    private @Nullable LogisticFit last;

    /** Makes the observations, and looks for R. */
    @Setup
    public void setUp() {
        setUp(RProgram.find());
    }

    void setUp(RProgram found) {
        curves = NoisySigmoid.of(SmallFitBenchmark.CURVES, distinct, size);
        program = found;
    }

    /** Least squares by Gauss and Newton, from the parameters that made the data. */
    @Benchmark
    @OperationsPerInvocation(FITS)
    public LogisticFit nls() throws IOException {
        return fit(RFitter.NLS);
    }

    /** The package drc, which looks for a start. */
    @Benchmark
    @OperationsPerInvocation(FITS)
    public LogisticFit drm() throws IOException {
        return fit(RFitter.DRM);
    }

    private LogisticFit fit(RFitter fitter) throws IOException {
        RSession running = session;
        if (running == null) {
            running = program.start(fitter, curves);
            session = running;
            System.out.println(NetworkBenchmark.EVIDENCE + running.evidence() + " of " + distinct + " dosages");
        }
        LogisticFit fit = running.fit(FITS);
        last = fit;
        return fit;
    }

    /** Ends R, and sums up the residuals of the last fit. */
    @TearDown
    public void check() {
        if (session == null || last == null) {
            throw new IllegalStateException("nothing was measured");
        }
        session.close();
        last.check(curves.get(last.curve()));
    }
}
