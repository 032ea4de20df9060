package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for what would make the built command start later. */
class StartIT {
    /**
     * Annotations that are read, types of options that there are not, and what no cache keeps: switches over types, methods
     * of records, and comparators that the JDK makes.
     */
    private static final Pattern LATE = Pattern.compile("__dynamic_proxy__| java\\.sql\\.|\\$\\$TypeSwitch"
            + "|java\\.lang\\.runtime\\.ObjectMethods|java\\.util\\.Comparator\\$\\$Lambda");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "info",
                "show --at 0.5",
                "sweep --from 0 --to 1 --count 1000",
                "fit --in trial.csv",
                "fit --in trial.csv --json",
                "fit --in trial.csv --dosage-scale log10 --ed 10,50,90 --bootstrap 10 --plot trial.svg",
                "fit --in trial.csv --start relu --epochs 1"
            })
    void aCommandStartsWithoutReflection(String command) throws Exception {
        Files.writeString(folder.resolve("trial.csv"), "dosage,effect\n0,9\n1,8\n1,7\n2,8\n2,6\n4,2\n8,1\n");
        Path log = folder.resolve("classes.log");
        CommandRun run = Launch.of((Object[]) command.split(" ", -1))
                // the launcher leaves out the cache that packaging leaves, which loads whatever its training did
                .with("JDK_JAVA_OPTIONS", "-Xshare:auto -Xlog:class+load:file=" + log)
                .in(folder)
                .run();
        assertThat(run.status()).as(run.err()).isZero();
        List<String> classes = Files.readAllLines(log);
        assertThat(classes).anyMatch(line -> line.contains("dev.bentline.cli.Main "));
        assertThat(classes.stream().filter(LATE.asPredicate())).isEmpty();
    }
}
