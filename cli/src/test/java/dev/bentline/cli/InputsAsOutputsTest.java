package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that would write over a file they read. */
class InputsAsOutputsTest {
    private static final String ROWS = "dosage,effect,group\n0,0,a\n0.25,1,a\n0.5,2,a\n1,0,a\n2,1,a\n";

    /** Each with the name of its input, whose ending suits the output, too; F is the folder that the output is in. */
    private static final List<String> COMMANDS = List.of(
            "in.csv sweep --in IN --out OUT",
            "in.csv sweep --in IN --out F/",
            "in.csv sweep --in other.csv IN --out F",
            "in.svg sweep --in IN --out new.csv --plot OUT",
            "in.json sweep IN --from 0 --to 1 --count 3 --out OUT",
            "in.json convert IN --out OUT",
            "index.html figures IN --out F",
            "in.json fit --in IN --out OUT",
            "in.json fit --in other.csv IN --out OUT",
            "in.svg fit --in IN --plot OUT",
            "in.csv fit --in IN --residuals OUT",
            "in.csv fit --in IN --group group --out OUT",
            "index.html fit --in IN --group group --plots F");

    @TempDir
    Path folder;

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    /** Makes another way to the file, which keeps its name. */
    private Path other(String way, Path file) throws IOException {
        Path sub = Files.createDirectories(folder.resolve("sub"));
        Path link = sub.resolve(file.getFileName());
        return switch (way) {
            case "path" -> sub.resolve("..").resolve(file.getFileName());
            case "link" -> Files.createSymbolicLink(link, file);
            case "hard link" -> Files.createLink(link, file);
            default -> file;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"itself", "path", "link", "hard link"})
    void noOutputIsAnInput(String way) throws IOException {
        for (String command : COMMANDS) {
            List<String> words = List.of(command.split(" ", -1));
            boolean network = words.get(2).equals("IN");
            Path file = folder.resolve(words.getFirst());
            String content = network ? Network.softplus().toJson() : ROWS;
            Files.writeString(file, content);
            Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
            Path otherInput = Files.writeString(elsewhere.resolve("other.csv"), ROWS);
            Path output = other(way, file);
            List<String> before = files();
            Object[] args = Stream.concat(words.stream().skip(1), Stream.of("--force"))
                    .map(word -> switch (word) {
                        case "IN" -> file;
                        case "OUT" -> output;
                        case "F" -> output.getParent();
                        case "F/" -> output.getParent() + "/";
                        case "other.csv", "new.csv" -> elsewhere.resolve(word);
                        default -> word;
                    })
                    .toArray();
            CommandRun run = CommandRun.of(args);
            assertThat(run.err())
                    .as(command)
                    .contains(output + " is the input " + file + "; it should be another file")
                    .hasLineCount(1);
            assertThat(run.status()).as(command).isEqualTo(2);
            assertThat(run.out()).as(command).isEmpty();
            assertThat(files()).as(command).isEqualTo(before);
            assertThat(file).as(command).hasContent(content);
            Files.delete(file);
            Files.delete(otherInput);
            Files.deleteIfExists(folder.resolve("sub").resolve(file.getFileName()));
        }
    }

    /** A name of a network that is built in is no file. */
    @ParameterizedTest
    @ValueSource(strings = {"relu", "softplus"})
    void aBuiltInNetworkIsNoInput(String name) throws IOException {
        Path cwd = Path.of(name);
        assertThat(cwd).doesNotExist();
        try {
            CommandRun run = CommandRun.of("sweep", name, "--from", 0, "--to", 1, "--count", 3, "--out", name);
            assertThat(run.status()).as(run.err()).isZero();
            assertThat(CommandRun.of("sweep", name, "--from", 0, "--to", 1, "--count", 3, "--out", name, "--force")
                            .status())
                    .isZero();
        } finally {
            Files.deleteIfExists(cwd);
        }
    }
}
