package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands whose gzip file changes while they read it. */
class ChangingGzipIT {
    private static final int ROWS = 500_000;

    @TempDir
    Path folder;

    /** Two files of as many rows, of some megabytes: more than there is room for between them and a reader who waits. */
    @BeforeEach
    void files() throws Exception {
        for (int seed = 0; seed < 2; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder("dosage,effect\n");
            for (int i = 0; i < ROWS; i++) {
                text.append(random.nextFloat())
                        .append(',')
                        .append(random.nextFloat())
                        .append('\n');
            }
            Files.writeString(folder.resolve(seed == 0 ? "x.csv" : "y.csv"), text);
        }
        assertThat(bash("gzip -1 x.csv y.csv").status()).isZero();
        assertThat(Files.size(folder.resolve("x.csv.gz"))).isGreaterThan(1 << 22);
    }

    private CommandRun bash(String line) throws Exception {
        return Launch.bash(line).in(folder).run();
    }

    /** Sweeps x.csv.gz into a FIFO, and changes it when the sweep waits for the FIFO's reader. */
    private CommandRun sweptWhile(String change) throws Exception {
        return bash(
                "mkfifo f; \"$B\" sweep --in x.csv.gz --skip-invalid --out f >summary & exec 3<f; head -c 100000 <&3 >/dev/null; "
                        + change + "; cat <&3 >/dev/null; wait $!; status=$?; cat summary; exit $status");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"truncate -s -1000 x.csv.gz", "cat y.csv.gz 1<>x.csv.gz", "head -c 4000000 /dev/zero 1<>x.csv.gz"
            })
    void aSweepOfWhatIsNoLongerWholeIsOneLine(String change) throws Exception {
        CommandRun run = sweptWhile(change);
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("bentline sweep: x.csv.gz: the gzip file is damaged behind row ")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mv y.csv.gz x.csv.gz", "rm x.csv.gz"})
    void aSweepOfWhatIsReplacedIsOfTheOldFile(String change) throws Exception {
        CommandRun before = bash("\"$B\" sweep --in x.csv.gz --json");
        CommandRun run = sweptWhile(change);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .containsPattern("count +" + ROWS + "\n")
                .containsPattern("mean +" + before.json().get("mean").asText() + "\n");
    }

    @Test
    void aSweepOfWhatGrowsByAMemberHasItsRows() throws Exception {
        CommandRun run = sweptWhile("printf '7,0\\n' | gzip >>x.csv.gz");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).containsPattern("count +" + (ROWS + 1) + "\n");
    }

    /** A fit writes nothing while it reads; it is given what it would see of a file that changes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "head -c 1000000 x.csv.gz",
                "(head -c 1000000 x.csv.gz; tail -c +1000001 y.csv.gz)",
                "(cat x.csv.gz; head -c 1000 y.csv.gz)"
            })
    void aFitToWhatIsNoLongerWholeIsOneLine(String seen) throws Exception {
        CommandRun run = bash("mkfifo f; " + seen + " >f & \"$B\" fit --in f --skip-invalid --out net.json");
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("bentline fit: f: the gzip file is damaged behind row ")
                .hasLineCount(1);
        assertThat(folder.resolve("net.json")).doesNotExist();
    }
}
