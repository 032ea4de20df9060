package dev.bentline.testing;

import dev.bentline.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a JVM of its own, for what is decided once per process: flags, modules, the kernel. */
public final class JavaProcess {
    public static final String VECTOR_MODULE = "--add-modules=jdk.incubator.vector";

    private static final long MOST_SECONDS = 180;

    private static final String WARNING = "WARNING: Using incubator modules: jdk.incubator.vector";

    /**
     * Result of a process: its status and the lines it printed.
     *
     * @param err without the JVM's word about incubator modules
     * @param warned whether the JVM said that
     */
    public record Result(int status, List<String> out, List<String> err, boolean warned) {}

    private JavaProcess() {}

    /** Runs a class of the tests, on the class path, with options for the JVM. */
    public static Result run(Class<?> main, String... options) {
        return run(main, List.of(options), List.of());
    }

    public static Result run(Class<?> main, List<String> options, List<String> mainArguments) {
        List<String> arguments = new ArrayList<>(options);
        arguments.add("-cp");
        arguments.add(place(Engine.class) + java.io.File.pathSeparator + place(main));
        arguments.add(main.getName());
        arguments.addAll(mainArguments);
        return run(arguments);
    }

    public static Result run(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        try {
            Path out = Files.createTempFile("bentline", ".out");
            Path err = Files.createTempFile("bentline", ".err");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
                if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("still running after " + MOST_SECONDS + " s: " + command);
                }
                List<String> said = new ArrayList<>(Files.readAllLines(err, StandardCharsets.UTF_8));
                boolean warned = said.removeIf(WARNING::equals);
                return new Result(process.exitValue(), Files.readAllLines(out, StandardCharsets.UTF_8), said, warned);
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The directory or jar a class was loaded from. */
    public static Path place(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
