package dev.bentline.bench;

/** The peers as gcc compiles them. */
final class Gcc extends CPeer {
    private static final CLibrary LIBRARY = CLibrary.of(Compiler.GCC);

    Gcc(Workload workload, boolean aligned) {
        super(workload, aligned);
    }

    @Override
    CLibrary library() {
        return LIBRARY;
    }
}
