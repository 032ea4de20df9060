package dev.bentline.bench.suite;

import dev.bentline.bench.contender.Build;
import dev.bentline.bench.contender.LibraryPeer;
import dev.bentline.bench.report.BenchmarkReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes down what a result depends on besides the code. What the operating system does not tell is left out. */
public final class Environment {
    private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache");

    private final Map<String, Object> facts = new LinkedHashMap<>();
    private Optional<MachineLoad> loadBefore = Optional.empty();

    /** Takes down what stands before the first fork. */
    void before(String command, String effort, Collection<Build> builds) {
        facts.put(
                "date",
                OffsetDateTime.now(ZoneId.systemDefault())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString());
        facts.put("command", command);
        facts.put("effort", effort);
        facts.put("cpu", cpu());
        facts.put("processors", Runtime.getRuntime().availableProcessors());
        facts.put("caches", caches());
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put(
                "jdk",
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version") + ", "
                        + System.getProperty("java.vendor"));
        facts.put("jvmArguments", String.join(" ", TablePlans.jvmArguments()));
        for (Build build : builds) {
            String flags = build.library().isPresent()
                    ? ", " + build.compiler().label() + "; softplus: " + build.vectorMaths()
                    : "";
            facts.put(build.compiler().name().toLowerCase(Locale.ROOT), build.word() + flags);
        }
        firstLine("/sys/kernel/mm/transparent_hugepage/enabled").ifPresent(line -> facts.put("hugePages", line));
        firstLine("/proc/loadavg").ifPresent(line -> facts.put("loadBefore", line));
        loadBefore = MachineLoad.now();
    }

    /** Takes down what changed meanwhile, and what the forks said about themselves. */
    void after(List<String> evidence) {
        firstLine("/proc/loadavg").ifPresent(line -> facts.put("loadAfter", line));
        MachineLoad.now()
                .ifPresent(now -> loadBefore.ifPresent(before -> {
                    facts.put(BenchmarkReport.STOLEN, now.stolenPercent(before));
                    facts.put(BenchmarkReport.OTHERS, now.othersPercent(before));
                }));
        List<String> libraries = versions(evidence);
        if (!libraries.isEmpty()) {
            facts.put("libraries", libraries);
        }
        facts.put("forks", evidence);
    }

    /** Collects which versions forks of other libraries said they ran. */
    private static List<String> versions(List<String> evidence) {
        return Stream.of(LibraryPeer.Library.values())
                .flatMap(library -> evidence.stream()
                        .map(line -> line.substring(line.indexOf(": ") + 2))
                        .filter(line -> line.startsWith(library.label() + " "))
                        .map(line -> line.substring(0, line.indexOf(','))))
                .distinct()
                .toList();
    }

    Map<String, Object> facts() {
        return facts;
    }

    /** The processor's name. */
    static String cpu() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException | UncheckedIOException e) {
            return System.getProperty("os.arch");
        }
    }

    private static String caches() {
        try (Stream<Path> entries = Files.list(CACHES)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith("index"))
                    .sorted()
                    .map(entry -> "L" + line(entry, "level") + " " + line(entry, "type") + " " + line(entry, "size"))
                    .collect(Collectors.joining(", "));
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String line(Path directory, String name) {
        return firstLine(directory.resolve(name).toString()).orElse("?");
    }

    private static Optional<String> firstLine(String file) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }
}
