package dev.bentline.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MachineLoadTest {
    /** Returns a line of /proc/PID/stat: state, ids, faults, the four times after them, a limit that is no long. */
    private static String process(String name, long user, long system, long childUser, long childSystem) {
        return "42 (" + name + ") S 1 42 42 0 -1 4194560 9 9 0 0 " + user + " " + system + " " + childUser + " "
                + childSystem + " 20 0 30 0 100 9000000000 5000 18446744073709551615 1 1\n";
    }

    private static MachineLoad load(long user, long idle, long waiting, long stolen, String process) {
        return MachineLoad.of("cpu  " + user + " 0 0 " + idle + " " + waiting + " 0 0 " + stolen + " 0 0", process);
    }

    @Test
    void whatIsNeitherIdleNorStolenNorOnesOwnIsOthers() {
        MachineLoad before = load(1_000, 5_000, 10, 20, process("java", 100, 10, 200, 20));
        MachineLoad now = load(1_600, 5_300, 20, 110, process("a (b) c", 150, 20, 400, 60));
        assertThat(now.stolenPercent(before)).isCloseTo(9, within(0.01));
        assertThat(now.othersPercent(before)).isCloseTo(30, within(0.01));
    }

    @Test
    void ofLinuxThereIsOneAndWorkOfOnesOwnIsNoOthers() {
        assumeTrue(Files.isReadable(Path.of("/proc/self/stat")), "no /proc on this system");
        MachineLoad before = MachineLoad.now().orElseThrow();
        long end = System.nanoTime() + 300_000_000;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        MachineLoad now = MachineLoad.now().orElseThrow();
        assertThat(now.own() - before.own()).isGreaterThanOrEqualTo(10);
        assertThat(now.othersPercent(before)).isBetween(0.0, 100.0);
    }
}
