package dev.bentline.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The C compilers the peers are built with, where the machine has them. */
enum Compiler {
    GCC("gcc", "-O3 -march=native -ffast-math"),
    /** Calls libmvec only when told to; gcc does by itself. */
    CLANG("clang", "-O3 -march=native -ffast-math -fveclib=libmvec");

    private static final String SOURCE = "peers.c";
    /** libmvec's names, by width: _ZGVdN8v_expf works on 8 floats at a time, _ZGVeN16v_expf on 16. */
    private static final Pattern VECTOR_MATHS = Pattern.compile("_ZGV[a-z]N(\\d+)v_(\\w+)");

    private final String command;
    private final String flags;

    Compiler(String command, String flags) {
        this.command = command;
        this.flags = flags;
    }

    /** The system property that names the compiled library in a benchmark's JVM. */
    String property() {
        return "bentline.bench." + command;
    }

    /** The compiler and its flags, as the tables name it. */
    String label() {
        return command + " " + flags;
    }

    /** Compiles the peers into a directory; where that cannot be, the build says why. */
    Build compile(Path directory) throws IOException, InterruptedException {
        Optional<Path> program = find();
        if (program.isEmpty()) {
            return Build.missing(this, "no " + command + " on this machine");
        }
        Path source = directory.resolve(SOURCE);
        try (InputStream in = Compiler.class.getResourceAsStream(SOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + SOURCE + " is missing");
            }
            Files.write(source, in.readAllBytes());
        }
        Path library = directory.resolve(command + ".so");
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

    private Optional<Path> find() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, command))
                .filter(Files::isExecutable)
                .findFirst();
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
