package dev.bentline.bench.contender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists what is timed as a whole process, from its start to its end. */
public enum Program {
    PACKAGED("packaged command", "packaged", List.of()),
    LAUNCHER("./bentline, AOT cache", "bentline", List.of()),
    /** Any word on archives of classes keeps the launcher from naming its cache; this one leaves the JDK's own. */
    LAUNCHER_NO_CACHE("./bentline, no AOT cache", "bentline", List.of("-Xshare:auto")),
    HELLO("hello world in Java, same flags", "hello", List.of());

    /** The system property that names the folder of the programs in a benchmark's JVM. */
    public static final String PROPERTY = "bentline.bench.programs";

    private static final Path CLASSES = Path.of("classes.log");
    private static final String MAIN = "dev.bentline.cli.Main source: ";
    private static final String CACHE = "shared objects file";

    private final String label;
    private final String file;

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
    private final List<String> options;

    Program(String label, String file, List<String> options) {
        this.label = label;
        this.file = file;
        this.options = options;
    }

    public String label() {
        return label;
    }

    /** Its name in the folder of the programs. */
    public String file() {
        return file;
    }

    /** A run of it in that folder, whatever options the JVM of this process got. */
    public ProcessBuilder run(Path folder, Stream<String> arguments, String... moreOptions) {
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of(folder.resolve(file).toString()), arguments)
                                .toList())
                .directory(folder.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().remove("JDK_JAVA_OPTIONS");
        String all = String.join(
                " ", Stream.concat(options.stream(), Stream.of(moreOptions)).toList());
        if (!all.isEmpty()) {
            builder.environment().put("JDK_JAVA_OPTIONS", all);
        }
        return builder;
    }

    /** Refuses a command that takes its classes from elsewhere than its name says: asks its JVM. */
    public void requireGenuine(Path folder) throws IOException, InterruptedException {
        if (this == HELLO) {
            return;
        }
        Process process = run(folder, Stream.of("--version"), "-Xlog:class+load:file=" + CLASSES)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        int status = process.waitFor();
        Optional<String> source = Optional.empty();
        if (status == 0) {
            try (Stream<String> lines = Files.lines(folder.resolve(CLASSES))) {
                source = lines.filter(line -> line.contains(MAIN))
                        .map(line -> line.substring(line.indexOf(MAIN) + MAIN.length()))
                        .findFirst();
            }
        }
        boolean cached = source.filter(CACHE::equals).isPresent();
        if (source.isEmpty() || cached == (this == LAUNCHER_NO_CACHE)) {
            throw new IllegalStateException(this + " takes its classes from "
                    + source.map(found -> cached ? "a cache" : "a jar").orElse("nowhere, exit status " + status)
                    + "; run `./bentline package` again");
        }
    }
}
