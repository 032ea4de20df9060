package dev.bentline.bench.contender;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Compiles the peers in C, each into a library of its own, where the machine has what it takes. */
public enum Compiler {
    GCC("gcc", "-O3 -march=native -ffast-math"),
    /** Keeps to the arithmetic the language prescribes: sums in order, no reciprocals, NaN and all. */
    GCC_STRICT("gcc", "-O3 -march=native"),
    /** Calls libmvec only when told to; gcc does by itself. */
    CLANG("clang", "-O3 -march=native -ffast-math -fveclib=libmvec"),
    CLANG_STRICT("clang", "-O3 -march=native"),
    /** Written by hand, with AVX-512. */
    INTRINSICS("gcc", "-O3 -march=native");

    private final String command;
    private final String flags;

    Compiler(String command, String flags) {
        this.command = command;
        this.flags = flags;
    }

    /** The system property that names the compiled library in a benchmark's JVM. */
    public String property() {
        return "bentline.bench." + name().toLowerCase(Locale.ROOT);
    }

    /**
     * Dosages of a call that sums. C adds in float: with -ffast-math in vector lanes, which in one call lost a hundredth of
     * the loss of 100,000,000; else one after the other, which lost a fifth of a hundredth of that of 3,000,000.
     */
    public int part() {
        return isStrict() ? 1 << 16 : 10_000_000;
    }

    /** Float additions one accumulator of a sum takes for so many dosages. */
    int floatAdditions(int size) {
        return Math.min(size, part()) / (isStrict() ? 1 : 4) + 16;
    }

    /** Returns what a table calls a row of it. */
    String row(boolean aligned) {
        return (this == INTRINSICS ? "C, AVX-512 intrinsics" : "C, " + label()) + (aligned ? ", aligned off-heap" : "");
    }

    private boolean isStrict() {
        return this == GCC_STRICT || this == CLANG_STRICT;
    }

    /** The compiler and its flags, as the tables name it. */
    public String label() {
        return command + " " + flags;
    }

    /** Returns the program that compiles. */
    String command() {
        return command;
    }

    List<String> flags() {
        return List.of(flags.split(" "));
    }

    List<String> sources() {
        return this == INTRINSICS ? List.of("intrinsics.c", "ceilings.c") : List.of("peers.c");
    }

    /** Compiles the peers into a directory; where that cannot be, the build says why. */
    public Build compile(Path directory) throws IOException, InterruptedException {
        return new CompilerRun(this, directory).build();
    }
}
