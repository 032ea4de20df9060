package dev.bentline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Description of what an engine really runs on when it is asked, for logs and result files; {@link #toString} is one line.
 *
 * @param kernel the kernels, with their vector width: {@code "simd 512 bit"} or {@code "scalar"}
 * @param reason why kernels are not SIMD, not yet or not ever, or empty
 * @param formulation {@code "dense"}, or {@code "bent line, 40 segments"}
 * @param threads the largest number of threads one call uses
 * @param jdk the Java virtual machine and its version
 * @param cpu the processor's name and how many of them this process may use
 */
public record EngineInfo(String kernel, String reason, String formulation, int threads, String jdk, String cpu) {

    private static final class Machine {
        static final String JDK = System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version");
        static final String CPU = cpuName() + " x " + Runtime.getRuntime().availableProcessors();
    }

    static EngineInfo of(String kernel, String reason, String formulation, int threads) {
        return new EngineInfo(kernel, reason, formulation, threads, Machine.JDK, Machine.CPU);
    }

    private static String cpuName() {
        Path linux = Path.of("/proc/cpuinfo");
        if (Files.isReadable(linux)) {
            try (Stream<String> lines = Files.lines(linux)) {
                return lines.filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(System.getProperty("os.arch"));
            } catch (IOException | java.io.UncheckedIOException e) {
                return System.getProperty("os.arch");
            }
        }
        return System.getProperty("os.arch");
    }

    @Override
    public String toString() {
        return "kernel " + kernel + (reason.isEmpty() ? "" : " (" + reason + ")") + ", " + formulation + ", " + threads
                + (threads == 1 ? " thread, " : " threads, ") + jdk + ", " + cpu;
    }
}
