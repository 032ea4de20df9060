package dev.bentline.bench;

import dev.bentline.bench.contender.ForkFlags;
import dev.bentline.bench.contender.Workload;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * Times the memory ceilings: what moving the operations' bytes costs when nothing is computed. Forward and derivative read one
 * array and write another, like a copy; a gradient reads two arrays, like the sum.
 */
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
public class MemoryBenchmark {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /** Elements of each array. */
    @Param({"1000", "100000", "10000000"})
    int size;

    float[] from = {};
    float[] to = {};
    /** Ints, because HotSpot adds floats one after the other and would time its adder, not the memory. */
    int[] left = {};

    int[] right = {};

    /** Fills the arrays with seeded data. */
    @Setup
    public void setUp() {
        Workload workload = Workload.of(Workload.reluOf(2), size);
        from = workload.dosages();
        to = new float[size];
        left = new int[size];
        right = new int[size];
        for (int i = 0; i < size; i++) {
            left[i] = Float.floatToRawIntBits(workload.dosages()[i]);
            right[i] = Float.floatToRawIntBits(workload.observed()[i]);
        }
    }

    /** Runs the JVM's copy. */
    @Benchmark
    public void arraycopy() {
        System.arraycopy(from, 0, to, 0, from.length);
    }

    /** Runs it as a loop, which HotSpot vectorises. */
    @Benchmark
    @SuppressWarnings("ManualArrayCopy") // the loop is what is timed
    public void copyLoop() {
        float[] from = this.from;
        float[] to = this.to;
        for (int i = 0; i < from.length; i++) {
            to[i] = from[i];
        }
    }

    /** Runs it with the Vector API, as the engine would copy. */
    @Benchmark
    public void vectorCopy() {
        float[] from = this.from;
        float[] to = this.to;
        int whole = SPECIES.loopBound(from.length);
        for (int i = 0; i < whole; i += SPECIES.length()) {
            FloatVector.fromArray(SPECIES, from, i).intoArray(to, i);
        }
        for (int i = whole; i < from.length; i++) {
            to[i] = from[i];
        }
    }

    /** Writes one array. */
    @Benchmark
    public void fill() {
        Arrays.fill(to, 0.5f);
    }

    /**
     * Runs so many multiply-adds in registers, in as many chains as hide their latency.
     */
    @Benchmark
    public float multiplyAdd() {
        FloatVector a = FloatVector.broadcast(SPECIES, 0.5f);
        FloatVector b = FloatVector.broadcast(SPECIES, 1f);
        FloatVector x0 = b;
        FloatVector x1 = b;
        FloatVector x2 = b;
        FloatVector x3 = b;
        FloatVector x4 = b;
        FloatVector x5 = b;
        FloatVector x6 = b;
        FloatVector x7 = b;
        for (int i = 0; i < size; i += 8 * SPECIES.length()) {
            x0 = x0.fma(a, b);
            x1 = x1.fma(a, b);
            x2 = x2.fma(a, b);
            x3 = x3.fma(a, b);
            x4 = x4.fma(a, b);
            x5 = x5.fma(a, b);
            x6 = x6.fma(a, b);
            x7 = x7.fma(a, b);
        }
        return x0.add(x1).add(x2).add(x3).add(x4.add(x5).add(x6).add(x7)).reduceLanes(VectorOperators.ADD);
    }

    /**
     * Reads two arrays, which HotSpot vectorises. Halves side by side give the prefetchers four streams: at ten million
     * 0.35 ns an element against 0.40 with two, and 0.34 in C.
     */
    @Benchmark
    public int readTwo() {
        return read(left, right, 0, left.length);
    }

    /** Reads on two threads, half of the arrays each. */
    @Benchmark
    @Threads(2)
    public int readTwoOnTwoThreads(ThreadParams thread) {
        int half = left.length / 2;
        return thread.getThreadIndex() == 0 ? read(left, right, 0, half) : read(left, right, half, left.length);
    }

    private static int read(int[] left, int[] right, int from, int to) {
        int half = (to - from) / 2;
        int sum = 0;
        for (int i = from; i < from + half; i++) {
            sum += left[i] + left[half + i] + right[i] + right[half + i];
        }
        for (int i = from + 2 * half; i < to; i++) {
            sum += left[i] + right[i];
        }
        return sum;
    }
}
