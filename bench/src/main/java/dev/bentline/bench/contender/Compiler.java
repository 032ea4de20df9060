package dev.bentline.bench.contender;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The peers in C, each a library of its own, where the machine has what it takes. */
public enum Compiler {
    GCC("gcc", "-O3 -march=native -ffast-math"),
    /** In the arithmetic the language prescribes: sums in order, no reciprocals, NaN and all. */
    GCC_STRICT("gcc", "-O3 -march=native"),
    /** Calls libmvec only when told to; gcc does by itself. */
    CLANG("clang", "-O3 -march=native -ffast-math -fveclib=libmvec"),
    CLANG_STRICT("clang", "-O3 -march=native"),
    /** By hand, with AVX-512. */
    INTRINSICS("gcc", "-O3 -march=native");

    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

    /** libmvec's names, by width: _ZGVdN8v_expf works on 8 floats at a time, _ZGVeN16v_expf on 16. */
    private static final Pattern VECTOR_MATHS = Pattern.compile("_ZGV[a-z]N(\\d+)v_(\\w+)");

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

    private String source() {
        return this == INTRINSICS ? "intrinsics.c" : "peers.c";
    }

    /** The compiler and its flags, as the tables name it. */
    public String label() {
        return command + " " + flags;
    }

    /** Compiles the peers into a directory; where that cannot be, the build says why. */
    public Build compile(Path directory) throws IOException, InterruptedException {
        Optional<Path> program = SearchPath.find(command);
        if (program.isEmpty()) {
            return Build.missing(this, "no " + command + " on this machine");
        }
        if (this == INTRINSICS && !hasAvx512()) {
            return Build.missing(this, "no AVX-512 on this processor");
        }
        Path source = directory.resolve(source());
        try (InputStream in = Compiler.class.getResourceAsStream(source())) {
            if (in == null) {
                throw new IllegalStateException("the resource " + source() + " is missing");
            }
            Files.write(source, in.readAllBytes());
        }
        Path library = directory.resolve(name().toLowerCase(Locale.ROOT) + ".so");
        List<String> compile = new ArrayList<>(List.of(program.get().toString()));
        compile.addAll(List.of(flags.split(" ")));
        compile.addAll(List.of("-shared", "-fPIC", source.toString(), "-o", library.toString(), "-lmvec", "-lm"));
        Output output = run(compile);
        if (output.status() != 0) {
            return Build.missing(this, command + " failed: " + output.firstError());
        }
        String version = run(List.of(program.get().toString(), "--version"))
                .text()
                .lines()
                .findFirst()
                .orElse(command);
        return new Build(this, Optional.of(library), version, vectorMaths(library));
    }

    private static boolean hasAvx512() throws IOException {
        if (!Files.isReadable(PROCESSOR)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(PROCESSOR)) {
            return lines.anyMatch(line -> line.startsWith("flags") && line.contains(" avx512f "));
        }
    }

    /** Which vector functions a library calls, read from the names it imports. */
    private static String vectorMaths(Path library) throws IOException {
        Matcher matcher = VECTOR_MATHS.matcher(Files.readString(library, StandardCharsets.ISO_8859_1));
        TreeSet<String> functions = new TreeSet<>();
        int lanes = 0;
        while (matcher.find()) {
            lanes = Math.max(lanes, Integer.parseInt(matcher.group(1)));
            functions.add(matcher.group(2));
        }
        return functions.isEmpty()
                ? "scalar expf and log1pf"
                : "libmvec " + String.join(", ", functions) + " on " + lanes + " floats";
    }

    private record Output(int status, String text) {
        String firstError() {
            return Stream.concat(text.lines().filter(line -> line.contains("error")), text.lines())
                    .findFirst()
                    .orElse("exit status " + status);
        }
    }

    private static Output run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Output(process.waitFor(), text);
    }
}
