package dev.bentline.bench;

import dev.bentline.bench.contender.ForkFlags;
import dev.bentline.bench.contender.Workload;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Times the least a bent line can cost: every dosage on one straight line, and nothing to look up. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 2,
        jvmArgs = {
            ForkFlags.LEAST_HEAP,
            ForkFlags.MOST_HEAP,
            ForkFlags.YOUNG,
            ForkFlags.HUGE_PAGES,
            ForkFlags.VECTOR_MODULE,
            ForkFlags.SIMD,
            ForkFlags.NATIVE_ACCESS,
            ForkFlags.UNSAFE
        })
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class LineBenchmark {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /** Dosages. */
    @Param("1000000")
    int size;

    private float slope;
    private float anchor;
    private float value;
    float[] x = {};
    float[] y = {};

    /** Chooses a line and the dosages of a forward pass. */
    @Setup
    public void setUp() {
        slope = 1.7f;
        anchor = 0.5f;
        value = 0.25f;
        x = Workload.of(Workload.reluOf(2), size).dosages();
        y = new float[size];
    }

    /** Runs one subtraction and one fused multiply-add a dosage, from array to array. */
    @Benchmark
    public void line() {
        float[] x = this.x;
        float[] y = this.y;
        FloatVector slopes = FloatVector.broadcast(SPECIES, slope);
        FloatVector values = FloatVector.broadcast(SPECIES, value);
        int whole = SPECIES.loopBound(x.length);
        for (int i = 0; i < whole; i += SPECIES.length()) {
            slopes.fma(FloatVector.fromArray(SPECIES, x, i).sub(anchor), values).intoArray(y, i);
        }
        for (int i = whole; i < x.length; i++) {
            y[i] = Math.fma(slope, x[i] - anchor, value);
        }
    }

    /** Compares every effect with the line in double, within the rounding of a subtraction and of the result. */
    @TearDown
    public void check() {
        for (int i = 0; i < size; i++) {
            double wanted = (double) slope * ((double) x[i] - anchor) + value;
            if (!(Math.abs(y[i] - wanted) <= Math.ulp((float) wanted) + slope * Math.ulp(x[i]))) {
                throw new IllegalStateException("effect " + i + " is " + y[i] + "; it is " + wanted);
            }
        }
    }
}
