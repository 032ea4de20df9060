package dev.bentline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs the built command in a process of its own. */
public final class Launch {
    public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    public static final Path LAUNCHER = ROOT.resolve("bentline");

    private final List<String> command;
    private final Map<String, String> environment = new TreeMap<>();
    private Path folder = Path.of("").toAbsolutePath();
    private long patienceSeconds = 60;

    private Launch(List<String> command) {
        this.command = command;
    }

    public static Launch of(Object... args) {
        return command(LAUNCHER, args);
    }

    public static Launch command(Object command, Object... args) {
        List<String> words = new ArrayList<>(List.of(command.toString()));
        for (Object arg : args) {
            words.add(arg.toString());
        }
        return new Launch(words);
    }

    /** A line of bash, in which {@code $B} is the launcher. */
    public static Launch bash(String line) {
        return command("bash", "-c", line).with("B", LAUNCHER.toString());
    }

    /** Waits for an unfinished output in a folder, of so many bytes at least, and returns it. */
    public static Path unfinished(Path folder, long bytes) throws Exception {
        for (int i = 0; i < 1200; i++) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    if (file.getFileName().toString().startsWith(".bentline-") && Files.size(file) >= bytes) {
                        return file;
                    }
                }
            }
            Thread.sleep(25);
        }
        throw new AssertionError("no unfinished output of " + bytes + " bytes in " + folder);
    }

    public Launch with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public Launch in(Path folder) {
        this.folder = folder;
        return this;
    }

    public Launch within(long seconds) {
        patienceSeconds = seconds;
        return this;
    }

    public Process start(Path out, Path err) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().remove("JDK_JAVA_OPTIONS");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /** Runs to the end. The JVM's note that it read our variable is not counted among the messages. */
    public CommandRun run() throws IOException, InterruptedException {
        Path out = Files.createTempFile("bentline-test", ".out");
        Path err = Files.createTempFile("bentline-test", ".err");
        try {
            Process process = start(out, err);
            if (!process.waitFor(patienceSeconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end; it said " + Files.readString(err));
            }
            return new CommandRun(process.exitValue(), Files.readString(out), withoutNotes(Files.readString(err)));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    public static String withoutNotes(String err) {
        return err.lines()
                .filter(line -> !line.startsWith("NOTE: Picked up JDK_JAVA_OPTIONS"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
