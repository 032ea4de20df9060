package dev.bentline.bench;

/** The peers as clang compiles them. */
final class Clang extends CPeer {
    private static final CLibrary LIBRARY = CLibrary.of(Compiler.CLANG);

    Clang(Workload workload, boolean aligned) {
        super(workload, aligned);
    }

    @Override
    CLibrary library() {
        return LIBRARY;
    }
}
