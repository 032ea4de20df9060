package dev.bentline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** The peers in C, compiled once for all tests, and named by their system properties as in a fork. */
final class Libraries {
    static final Map<Compiler, Build> BUILDS = compile();

    private Libraries() {}

    static Build of(Compiler compiler) {
        return BUILDS.getOrDefault(compiler, Build.missing(compiler, "not compiled"));
    }

    private static Map<Compiler, Build> compile() {
        try {
            Map<Compiler, Build> builds = new EnumMap<>(Compiler.class);
            Path directory = Files.createTempDirectory("bentline-peers");
            for (Compiler compiler : Compiler.values()) {
                Build build = compiler.compile(directory);
                build.library().ifPresent(path -> System.setProperty(compiler.property(), path.toString()));
                builds.put(compiler, build);
            }
            // Loaded libraries stay in use until the JVM ends.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
            return builds;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void delete(Path directory) {
        try {
            ResultDirectory.delete(directory);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
