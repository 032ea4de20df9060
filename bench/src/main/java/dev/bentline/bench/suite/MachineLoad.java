package dev.bentline.bench.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Counts the ticks of all processors since the machine started, and those of this process and of the forks it has waited
 * for (proc(5)).
 *
 * @param all of every processor
 * @param idle of these, with nothing to do
 * @param stolen of these, given to other machines by the hypervisor
 * @param own of this process and its forks
 */
record MachineLoad(long all, long idle, long stolen, long own) {
    private static final Path MACHINE = Path.of("/proc/stat");
    private static final Path PROCESS = Path.of("/proc/self/stat");

    /** Positions among the numbers of {@code /proc/stat}. */
    private static final int IDLE = 3;

    private static final int WAITING = 4;
    private static final int STOLEN = 7;

    /** Position of utime, stime, cutime and cstime behind the name in {@code /proc/self/stat}. */
    private static final int UTIME = 11;

    /** Reads the counters, where there are some. */
    static Optional<MachineLoad> now() {
        try {
            String machine = Files.readString(MACHINE).lines().findFirst().orElse("");
            return Optional.of(of(machine, Files.readString(PROCESS)));
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads the counters.
     *
     * @param machine the first line of {@code /proc/stat}
     * @param process all of {@code /proc/self/stat}, whose name may hold spaces and brackets
     */
    static MachineLoad of(String machine, String process) {
        long[] ticks = numbers(machine, 1, STOLEN + 1);
        long[] own = numbers(process.substring(process.lastIndexOf(')') + 2), UTIME, 4);
        return new MachineLoad(
                LongStream.of(ticks).sum(),
                ticks[IDLE] + ticks[WAITING],
                ticks[STOLEN],
                LongStream.of(own).sum());
    }

    /** Parses so many words: others, limits of memory among them, are no longs. */
    private static long[] numbers(String line, int skipped, int count) {
        return Stream.of(line.strip().split("\\s+"))
                .skip(skipped)
                .limit(count)
                .mapToLong(Long::parseLong)
                .toArray();
    }

    /** Returns the percentage of all processors' time that other processes took since then. */
    double othersPercent(MachineLoad before) {
        long busy = all - before.all - (idle - before.idle) - (stolen - before.stolen);
        return percent(Math.max(0, busy - (own - before.own)), before);
    }

    /** Returns the percentage that was stolen since then. */
    double stolenPercent(MachineLoad before) {
        return percent(stolen - before.stolen, before);
    }

    private double percent(long ticks, MachineLoad before) {
        return Math.round(1e4 * ticks / (double) Math.max(1, all - before.all)) / 1e2;
    }
}
