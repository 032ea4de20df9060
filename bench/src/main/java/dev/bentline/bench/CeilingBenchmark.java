package dev.bentline.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.bentline.bench.contender.CLibrary;
import dev.bentline.bench.contender.Compiler;
import dev.bentline.bench.contender.ForkFlags;
import dev.bentline.bench.contender.OffHeap;
import dev.bentline.bench.contender.Workload;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/** Times what the processor can do at all: reading, copying, filling, and multiplying and adding in registers, by hand in C. */
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
public class CeilingBenchmark {
    /** Halved again and again, with 1 added: it comes to 2. */
    private static final float HALF = 0.5f;

    /** Elements of each array. */
    @Param({"1000", "100000", "10000000"})
    int size;

    @SuppressWarnings("NullAway.Init")
    private MemorySegment from;

    @SuppressWarnings("NullAway.Init")
    private MemorySegment to;

    /** Holds the functions in constants, as for {@link CLibrary}. */
    private static final class Library {
        private static final MethodHandle READ =
                CLibrary.handle(Compiler.INTRINSICS, "read_bits", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));
        private static final MethodHandle COPY =
                CLibrary.handle(Compiler.INTRINSICS, "copy", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, JAVA_LONG));
        private static final MethodHandle FILL =
                CLibrary.handle(Compiler.INTRINSICS, "fill", FunctionDescriptor.ofVoid(JAVA_FLOAT, ADDRESS, JAVA_LONG));
        private static final MethodHandle MULTIPLY_ADD = CLibrary.handle(
                Compiler.INTRINSICS,
                "multiply_add",
                FunctionDescriptor.of(JAVA_FLOAT, JAVA_FLOAT, JAVA_FLOAT, JAVA_LONG));
    }

    /** Fills the arrays with seeded data, and checks what is timed. */
    @Setup
    public void setUp() {
        CLibrary.provide(Compiler.INTRINSICS);
        float[] dosages = Workload.of(Workload.reluOf(2), size).dosages();
        from = OffHeap.copy(dosages);
        to = OffHeap.floats(size);
        int sum = 0;
        for (float dosage : dosages) {
            sum += Float.floatToRawIntBits(dosage);
        }
        require("the sum", read(), sum);
        copy();
        require("the first float that differs", to.mismatch(from), -1L);
        fill();
        for (float value : to.toArray(ValueLayout.JAVA_FLOAT)) {
            require("a filled float", value, HALF);
        }
        require("the multiply-adds", multiplyAdd(), 16 * 12 * (size > 10_000 ? 2f : multiplied()));
    }

    /** Computes what so many steps from 1 come to. */
    private float multiplied() {
        float x = 1;
        for (int i = 0; i < size; i += 16 * 12) {
            x = HALF * x + 1;
        }
        return x;
    }

    private static void require(String what, Object actual, Object wanted) {
        if (!actual.equals(wanted)) {
            throw new IllegalStateException(what + " is " + actual + ", not " + wanted);
        }
    }

    /** Reads one array. */
    @Benchmark
    public int read() {
        try {
            return (int) Library.READ.invokeExact(from, (long) size);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** Copies from array to array. */
    @Benchmark
    public void copy() {
        try {
            Library.COPY.invokeExact(from, to, (long) size);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** Fills one array. */
    @Benchmark
    public void fill() {
        try {
            Library.FILL.invokeExact(HALF, to, (long) size);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** Multiplies and adds as often, in registers. */
    @Benchmark
    public float multiplyAdd() {
        try {
            return (float) Library.MULTIPLY_ADD.invokeExact(HALF, 1f, (long) size);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
