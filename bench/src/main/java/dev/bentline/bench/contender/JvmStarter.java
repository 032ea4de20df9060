package dev.bentline.bench.contender;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names what a fork's JVM is started through: JMH takes a program for its forks, but no environment.
 *
 * @param name tells it from others
 * @param words a command, which gets the JVM's as its arguments
 */
public record JvmStarter(String name, List<String> words) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String ALLOWED = "Cpus_allowed_list:";

    /** Loads a library before all others. */
    public static JvmStarter preloading(Path library) {
        return new JvmStarter(
                "with-" + library.getFileName(),
                List.of("env", "MALLOC_CONF=" + Jemalloc.CONFIGURATION, "LD_PRELOAD=" + library));
    }

    /** Binds to one processor, where there is the program that does. */
    public static Optional<JvmStarter> pinned() {
        return SearchPath.find("taskset")
                .flatMap(taskset -> firstProcessor()
                        .map(number -> new JvmStarter("on-one-processor", List.of(taskset.toString(), "-c", number))));
    }

    /** A container need not have the machine's first. */
    private static Optional<String> firstProcessor() {
        if (!Files.isReadable(STATUS)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(ALLOWED))
                    .map(line -> line.substring(ALLOWED.length()).strip().split("[-,]", 2)[0])
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A java that is started through it, in the folder. */
    public Path java(Path folder) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return script(
                folder.resolve("java-" + name),
                Stream.concat(words.stream(), Stream.of(java.toString())).toList());
    }

    /** A program that runs a command, its own arguments last. */
    public static Path script(Path file, List<String> command) throws IOException {
        if (!Files.exists(file)) {
            String words = command.stream()
                    .map(word -> "'" + word.replace("'", "'\\''") + "'")
                    .collect(Collectors.joining(" "));
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, "#!/bin/sh\nexec " + words + " \"$@\"\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return file;
    }
}
