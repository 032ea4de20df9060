package dev.bentline.bench.contender;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Floats outside the heap, aligned to cache lines, freed with their last reference. Large arrays lie on huge pages where
 * Linux lends them, as the heap's do: at ten million dosages C gains a quarter.
 */
@SuppressWarnings("restricted") // calling C is the point
public final class OffHeap {
    private static final long CACHE_LINE = 64;
    private static final long HUGE_PAGE = 2 << 20;
    /** MADV_HUGEPAGE of Linux. */
    private static final int ADVICE = 14;

    private static final Optional<MethodHandle> MADVISE = System.getProperty("os.name")
                    .equals("Linux")
            ? Linker.nativeLinker()
                    .defaultLookup()
                    .find("madvise")
                    .map(function -> Linker.nativeLinker()
                            .downcallHandle(function, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT)))
            : Optional.empty();

    private OffHeap() {}

    public static MemorySegment floats(int count) {
        long bytes = (long) count * Float.BYTES;
        Arena arena = Arena.ofAuto();
        if (bytes < HUGE_PAGE || MADVISE.isEmpty()) {
            return arena.allocate(bytes, CACHE_LINE);
        }
        // of small pages, until it is advised: what an arena allocates it has already touched
        MemorySegment segment = Untouched.allocate(bytes, HUGE_PAGE, arena);
        try {
            int _ = (int) MADVISE.get().invokeExact(segment, bytes, ADVICE);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
        return segment;
    }

    public static MemorySegment copy(float[] values) {
        return floats(values.length).copyFrom(MemorySegment.ofArray(values));
    }

    /** The memory of C's aligned_alloc. */
    private static final class Untouched {
        private static final MethodHandle ALLOCATE =
                handle("aligned_alloc", FunctionDescriptor.of(ADDRESS, JAVA_LONG, JAVA_LONG));
        private static final MethodHandle FREE = handle("free", FunctionDescriptor.ofVoid(ADDRESS));

        static MemorySegment allocate(long bytes, long alignment, Arena arena) {
            long whole = Math.ceilDiv(bytes, alignment) * alignment;
            try {
                MemorySegment memory = (MemorySegment) ALLOCATE.invokeExact(alignment, whole);
                if (memory.address() == 0) {
                    throw new OutOfMemoryError(whole + " bytes outside the heap");
                }
                return memory.reinterpret(bytes, arena, Untouched::free);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        }

        private static void free(MemorySegment memory) {
            try {
                FREE.invokeExact(memory);
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        }

        private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
        }
    }
}
