package dev.bentline.bench.contender;

import java.util.List;

/** Names the flags of the benchmarks' JVMs, for their annotations. */
public final class ForkFlags {
    /** Gives the heap one size, so that the arrays lie alike in every fork. */
    public static final String LEAST_HEAP = "-Xms1g";

    public static final String MOST_HEAP = "-Xmx1g";

    /** Holds an index of ten million observations, which is built in some multiple of its size. */
    public static final String LEAST_HEAP_TO_FIT = "-Xms2g";

    public static final String MOST_HEAP_TO_FIT = "-Xmx2g";

    /**
     * Touched whole while warming up: where a call is the first to touch what it allocates, a virtual machine may have to
     * find the memory first, and a gradient of 1,000 dosages takes 0.62 instead of 0.34 ns per dosage.
     */
    public static final String YOUNG = "-Xmn128m";

    /** Worth a fifth to everyone at ten million dosages; elsewhere nothing. */
    public static final String HUGE_PAGES = "-XX:+UseTransparentHugePages";

    public static final String VECTOR_MODULE = "--add-modules=jdk.incubator.vector";

    public static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

    /** JMH itself uses sun.misc.Unsafe, of which the JVM would warn in every fork. */
    public static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";

    /** SIMD from the first call on; a benchmark fails where it cannot run. */
    public static final String SIMD = "-Dbentline.kernel=simd";

    public static final String SCALAR = "-Dbentline.kernel=scalar";

    public static final String AUTO = "-Dbentline.kernel=auto";

    /** HotSpot's own vectorisation off. */
    public static final String NO_SUPER_WORD = "-XX:-UseSuperWord";

    private static final List<String> USUAL =
            List.of(LEAST_HEAP, MOST_HEAP, YOUNG, HUGE_PAGES, VECTOR_MODULE, SIMD, NATIVE_ACCESS, UNSAFE);

    private ForkFlags() {}

    /** Returns the flags of every benchmark, before those that a method adds. */
    public static List<String> usual() {
        return USUAL;
    }
}
