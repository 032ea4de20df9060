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

/** Runs a compiler over the peers in C. */
record CompilerRun(Compiler compiler, Path directory) {
    private static final List<String> HEADERS = List.of("network.h", "avx512.h");

    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

    /** libmvec's names, by width: _ZGVdN8v_expf works on 8 floats at a time, _ZGVeN16v_expf on 16. */
    private static final Pattern VECTOR_MATHS = Pattern.compile("_ZGV[a-z]N(\\d+)v_(\\w+)");

    Build build() throws IOException, InterruptedException {
        Optional<Path> program = SearchPath.find(compiler.command());
        if (program.isEmpty()) {
            return Build.missing(compiler, "no " + compiler.command() + " on this machine");
        }
        if (compiler == Compiler.INTRINSICS && !hasAvx512()) {
            return Build.missing(compiler, "no AVX-512 on this processor");
        }
        for (String header : HEADERS) {
            copy(header, directory);
        }
        for (String source : compiler.sources()) {
            copy(source, directory);
        }
        Path library = directory.resolve(compiler.name().toLowerCase(Locale.ROOT) + ".so");
        List<String> compile = new ArrayList<>(List.of(program.get().toString()));
        compile.addAll(compiler.flags());
        compile.addAll(List.of("-shared", "-fPIC"));
        compiler.sources()
                .forEach(source -> compile.add(directory.resolve(source).toString()));
        compile.addAll(List.of("-o", library.toString(), "-lmvec", "-lm"));
        Output output = run(compile);
        if (output.status() != 0) {
            return Build.missing(compiler, compiler.command() + " failed: " + output.firstError());
        }
        String version = run(List.of(program.get().toString(), "--version"))
                .text()
                .lines()
                .findFirst()
                .orElse(compiler.command());
        return new Build(compiler, Optional.of(library), version, vectorMaths(library));
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

    private static void copy(String resource, Path directory) throws IOException {
        try (InputStream in = Compiler.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + resource + " is missing");
            }
            Files.write(directory.resolve(resource), in.readAllBytes());
        }
    }
}
