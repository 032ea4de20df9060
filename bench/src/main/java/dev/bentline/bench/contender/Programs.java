package dev.bentline.bench.contender;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells what can be timed as a whole process here.
 *
 * @param folder holds links to the programs, so that the results name no folders of this machine
 * @param obstacles why one cannot run
 */
public record Programs(Path folder, Map<Program, String> obstacles) {
    /** The system property by which the checkout's launcher says where it is. */
    public static final String COMMAND = "bentline.command";

    private static final String PACKAGE_FIRST = "run `./bentline package` first";

    /** Knows no program at all. */
    public static Programs missing() {
        return new Programs(Path.of("nowhere"), obstacles("not looked for"));
    }

    private static Map<Program, String> obstacles(String why) {
        Map<Program, String> obstacles = new EnumMap<>(Program.class);
        for (Program program : Program.values()) {
            obstacles.put(program, why);
        }
        return obstacles;
    }

    /** Finds those of the checkout whose launcher started this JVM; the folder gets links to them. */
    public static Programs into(Path folder) throws IOException {
        return of(folder, Optional.ofNullable(System.getProperty(COMMAND)).map(Path::of));
    }

    /**
     * Finds those of a checkout; the folder gets links to them.
     *
     * @param launcher of the checkout
     */
    public static Programs of(Path folder, Optional<Path> launcher) throws IOException {
        Map<Program, String> obstacles = obstacles("run ./bentline of a checkout");
        obstacles.remove(Program.HELLO);
        JvmStarter.script(folder.resolve(Program.HELLO.file()), hello());
        if (launcher.isPresent()) {
            Files.createSymbolicLink(folder.resolve(Program.LAUNCHER.file()), launcher.get());
            obstacles.remove(Program.LAUNCHER_NO_CACHE);
            obstacles.put(Program.LAUNCHER, PACKAGE_FIRST);
            if (Files.exists(launcher.get().resolveSibling("cli/target/bentline.aot"))) {
                obstacles.remove(Program.LAUNCHER);
            }
            obstacles.put(Program.PACKAGED, PACKAGE_FIRST);
            Optional<Path> packaged = packaged(launcher.get().resolveSibling("dist/target"));
            if (packaged.isPresent()) {
                Files.createSymbolicLink(folder.resolve(Program.PACKAGED.file()), packaged.get());
                obstacles.remove(Program.PACKAGED);
            }
        }
        return new Programs(folder, obstacles);
    }

    /** The command in the folder that {@code ./bentline package} makes. */
    private static Optional<Path> packaged(Path target) throws IOException {
        if (!Files.isDirectory(target)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(target)) {
            return folders.map(folder -> folder.resolve("bin/bentline"))
                    .filter(Files::isExecutable)
                    .max(Path::compareTo);
        }
    }

    /** Takes the flags the launcher gave this JVM, but for a cache. */
    private static List<String> hello() {
        Stream<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> Stream.of("-D", "-XX:AOT", "-Xshare", "-javaagent", "-agentlib", "-ea")
                        .noneMatch(flag::startsWith));
        return Stream.of(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        flags,
                        Stream.of("-cp", classes(), Hello.class.getName()))
                .flatMap(part -> part)
                .toList();
    }

    private static String classes() {
        try {
            return Path.of(Hello.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tells why a program cannot run here, if so. */
    public Optional<String> obstacle(Program program) {
        return Optional.ofNullable(obstacles.get(program));
    }

    /** The flag of a benchmark's JVM. */
    public String flag() {
        return "-D" + Program.PROPERTY + "=" + folder;
    }
}
