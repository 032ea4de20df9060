package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bentline.testing.DenseReference;
import dev.bentline.testing.Networks;
import dev.bentline.testing.SumsReference;
import dev.bentline.testing.TestDosages;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory segments, on and off the heap, at any alignment, give what arrays give. */
class SegmentsTest {
    private static final Network NETWORK = Network.relu();
    private static final int MARGIN = 16;
    private static final byte SENTINEL = (byte) 0xa5;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 63, 64, 65, 2047, 2048, 2049, 5000, 64 * 2048 + 1})
    void everyKindAtEveryAlignment(int count) {
        int bytes = Float.BYTES * count;
        float[] x = TestDosages.grid(count);
        float[] t = TestDosages.finite(count, count);
        Engine one = Engine.of(NETWORK);
        float[] effects = DenseReference.forward(NETWORK, x);
        float[] slopes = DenseReference.derivative(NETWORK, x);
        Gradient gradient = one.gradient(x, t);
        Gradient backward = one.backward(x, t);
        try (Arena arena = Arena.ofShared()) {
            List<MemorySegment> inputs = memories(arena, bytes);
            List<MemorySegment> others = memories(arena, bytes);
            for (int k = 0; k < inputs.size(); k++) {
                Engine engine = k % 2 == 0 ? one : one.withThreads(2);
                MemorySegment input = inner(inputs.get(k), bytes);
                MemorySegment whole = others.get((k * 3 + 1) % others.size());
                MemorySegment other = inner(whole, bytes);
                MemorySegment.copy(x, 0, input, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, count);

                whole.fill(SENTINEL);
                engine.forward(input.asReadOnly(), other);
                check(other, effects, "forward " + k);
                checkMargins(whole, bytes);
                engine.derivative(input, other);
                check(other, slopes, "derivative " + k);
                checkMargins(whole, bytes);

                MemorySegment.copy(t, 0, other, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, count);
                assertThat(engine.gradient(input, other.asReadOnly())).isEqualTo(gradient);
                assertThat(engine.backward(input.asReadOnly(), other)).isEqualTo(backward);
            }
        }
    }

    /** Shared and heap memory is cut among threads, that of a confined arena is not: other threads may not access it. */
    @Test
    void severalThreads() {
        Network wide = Networks.wide();
        Engine engine = Engine.of(wide, Formulation.DENSE).withThreads(2);
        float[] x = TestDosages.grid(5000);
        float[] t = TestDosages.finite(1, x.length);
        float[] effects = DenseReference.forward(wide, x);
        float[] slopes = DenseReference.derivative(wide, x);
        double[] gradient = SumsReference.gradient(wide, x, t);
        try (Arena confined = Arena.ofConfined();
                Arena shared = Arena.ofShared()) {
            for (MemorySegment input : List.of(
                    confined.allocateFrom(ValueLayout.JAVA_FLOAT, x),
                    shared.allocateFrom(ValueLayout.JAVA_FLOAT, x),
                    MemorySegment.ofArray(x))) {
                for (MemorySegment output : List.of(
                        confined.allocate(input.byteSize(), 4),
                        shared.allocate(input.byteSize(), 4),
                        MemorySegment.ofArray(new float[x.length]))) {
                    engine.forward(input, output);
                    check(output, effects, "forward");
                    engine.derivative(input, output);
                    check(output, slopes, "derivative");
                    MemorySegment.copy(t, 0, output, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, t.length);
                    assertThat(SumsReference.numbers(engine.gradient(input, output)))
                            .isEqualTo(gradient);
                }
            }
        }
    }

    /** The margins keep the inner part where it was aligned: native at every byte, heap in arrays of every element size. */
    private static List<MemorySegment> memories(Arena arena, int bytes) {
        List<MemorySegment> memories = new ArrayList<>();
        int size = bytes + 2 * MARGIN;
        for (int offset = 0; offset < 8; offset++) {
            memories.add(arena.allocate(size + 8, 64).asSlice(offset, size));
            memories.add(MemorySegment.ofArray(new byte[size + 8]).asSlice(offset, size));
        }
        memories.add(MemorySegment.ofArray(new float[size / 4]));
        memories.add(MemorySegment.ofArray(new int[size / 4 + 1]).asSlice(2, size));
        memories.add(MemorySegment.ofArray(new long[size / 8 + 1]).asSlice(1, size));
        memories.add(MemorySegment.ofArray(new short[size / 2 + 2]).asSlice(3, size));
        memories.add(MemorySegment.ofArray(new char[size / 2]));
        memories.add(MemorySegment.ofArray(new double[size / 8 + 1]).asSlice(4, size));
        return memories;
    }

    private static MemorySegment inner(MemorySegment whole, long bytes) {
        return whole.asSlice(MARGIN, bytes);
    }

    private static void check(MemorySegment y, float[] expected, String what) {
        float[] actual = new float[expected.length];
        MemorySegment.copy(y, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, actual, 0, actual.length);
        assertThat(Arrays.mismatch(expected, actual)).as(what).isEqualTo(-1);
    }

    private static void checkMargins(MemorySegment whole, long bytes) {
        for (long i = 0; i < MARGIN; i++) {
            assertThat(whole.get(ValueLayout.JAVA_BYTE, i)).isEqualTo(SENTINEL);
            assertThat(whole.get(ValueLayout.JAVA_BYTE, MARGIN + bytes + i)).isEqualTo(SENTINEL);
        }
    }

    @Test
    void sizesThatDifferAreRefused() {
        Engine engine = Engine.of(NETWORK);
        MemorySegment eight = MemorySegment.ofArray(new byte[8]);
        MemorySegment twelve = MemorySegment.ofArray(new byte[12]);
        assertThatThrownBy(() -> engine.forward(eight, twelve))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("effects")
                .hasMessageContaining("12")
                .hasMessageContaining("8");
        assertThatThrownBy(() -> engine.derivative(eight, twelve))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("slopes");
        assertThatThrownBy(() -> engine.gradient(eight, twelve))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("observed");
        assertThatThrownBy(() -> engine.backward(eight, twelve))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("upstream");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4097})
    void halfAFloatIsRefused(int bytes) {
        MemorySegment segment = MemorySegment.ofArray(new byte[bytes]);
        assertThatThrownBy(() -> Engine.of(NETWORK).forward(segment, segment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Integer.toString(bytes));
    }

    @Test
    void readOnlyEffectsAreRefused() {
        float[] effects = {7f, 7f};
        MemorySegment readOnly = MemorySegment.ofArray(effects).asReadOnly();
        MemorySegment dosages = MemorySegment.ofArray(new float[2]);
        assertThatThrownBy(() -> Engine.of(NETWORK).forward(dosages, readOnly))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("read-only");
        assertThatThrownBy(() -> Engine.of(NETWORK).derivative(dosages, readOnly))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(effects).containsExactly(7f, 7f);
    }

    @Test
    void closedArenasAreRefusedAndNothingIsWritten() {
        float[] effects = new float[3000];
        MemorySegment closed;
        try (Arena arena = Arena.ofConfined()) {
            closed = arena.allocate(12_000, 4);
        }
        Engine engine = Engine.of(NETWORK);
        MemorySegment open = MemorySegment.ofArray(effects);
        assertThatThrownBy(() -> engine.forward(closed, open)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> engine.forward(open, closed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> engine.gradient(open, closed)).isInstanceOf(IllegalStateException.class);
        assertThat(effects).containsOnly(0f);
        engine.forward(open, open); // and the engine still works
        assertThat(effects).isEqualTo(DenseReference.forward(NETWORK, new float[3000]));
    }

    @Test
    void confinedArenaOfAnotherThreadIsRefused() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment foreign = arena.allocate(1_200_000, 4);
            CompletableFuture<Void> call = CompletableFuture.runAsync(
                    () -> Engine.of(NETWORK).withThreads(2).forward(foreign, foreign));
            assertThatThrownBy(call::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(WrongThreadException.class);
        }
    }

    /** More floats than an array can have, all of them on the kernel's page of zeros: every effect is 1. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void moreThanAnArrayHolds() throws Throwable {
        long count = (1L << 31) + 77;
        Network one = Network.of(Activation.RELU, new float[1], new float[1], new float[1], 1f, Activation.IDENTITY);
        MemorySegment zeros = mapZeros(count * Float.BYTES);
        Gradient gradient = Engine.of(one).withThreads(2).gradient(zeros, zeros);
        assertThat(gradient.loss()).isEqualTo((double) count);
        assertThat(gradient.outputBias()).isEqualTo(2.0 * count);
    }

    /** A private anonymous mapping that is only read takes no memory; a file or an allocation of this size would. */
    @SuppressWarnings("restricted")
    private static MemorySegment mapZeros(long bytes) throws Throwable {
        int readable = 1;
        int privateAnonymousUnreserved = 0x02 | 0x20 | 0x4000;
        MemorySegment mmap = Linker.nativeLinker().defaultLookup().find("mmap").orElseThrow();
        MethodHandle call = Linker.nativeLinker()
                .downcallHandle(
                        mmap,
                        FunctionDescriptor.of(
                                ValueLayout.ADDRESS,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_LONG));
        MemorySegment mapped = (MemorySegment)
                call.invokeExact(MemorySegment.NULL, bytes, readable, privateAnonymousUnreserved, -1, 0L);
        assertThat(mapped.address()).isNotEqualTo(-1L);
        return mapped.reinterpret(bytes).asReadOnly();
    }
}
