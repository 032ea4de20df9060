package dev.bentline.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bentline.cli.CommandRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputTest {
    private static final String DATA = "dosage,effect\n0.0,0.0\n1.0,0.0\n";

    @TempDir
    Path folder;

    private static CommandRun sweepTo(Object out, Object... more) {
        Object[] args = {"sweep", "--from", "0", "--to", "1", "--count", "2", "--out", out};
        return CommandRun.of(Stream.concat(Stream.of(args), Stream.of(more)).toArray());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void anExistingFileIsReplacedOnlyWithForce() throws IOException {
        Path out = Files.writeString(folder.resolve("out.csv"), "precious");
        Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rw-------"));
        CommandRun refused = sweepTo(out);
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .contains("out.csv exists; --force replaces it")
                .hasLineCount(1);
        assertThat(out).hasContent("precious");
        assertThat(sweepTo(out, "--force").status()).isZero();
        assertThat(out).hasContent(DATA);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out)))
                .isEqualTo("rw-------");
        assertThat(files()).containsExactly("out.csv");
    }

    @Test
    void nothingIsAtTheNameBeforeTheCommitAndNothingBesideItAfter() throws IOException {
        Path out = folder.resolve("out.csv");
        try (Output output = Output.open(out.toString(), false)) {
            output.write(DATA.getBytes(StandardCharsets.US_ASCII));
            assertThat(files())
                    .containsExactly(
                            ".out.csv.bentline-" + ProcessHandle.current().pid());
            output.commit();
        }
        assertThat(files()).containsExactly("out.csv");
        assertThat(out).hasContent(DATA);
    }

    @Test
    void whatMayNotBeReadMayNotBeReadBesideItsPlaceEither() throws IOException {
        Path out = Files.writeString(folder.resolve("out.csv"), "precious");
        Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("r--------"));
        Path temporary =
                folder.resolve(".out.csv.bentline-" + ProcessHandle.current().pid());
        try (Output output = Output.open(out.toString(), true)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary)))
                    .isEqualTo("r--------");
            output.write(DATA.getBytes(StandardCharsets.US_ASCII));
            output.commit();
        }
        assertThat(out).hasContent(DATA);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out)))
                .isEqualTo("r--------");
    }

    @Test
    void withoutACommitNothingStays() throws IOException {
        try (Output output = Output.open(folder.resolve("out.csv").toString(), false)) {
            output.write(1);
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void aFileThatAppearsMeanwhileIsNotReplaced() throws IOException {
        Path out = folder.resolve("out.csv");
        try (Output output = Output.open(out.toString(), false)) {
            output.write(1);
            Files.writeString(out, "somebody else's");
            assertThatThrownBy(output::commit).hasMessageContaining("exists; --force replaces it");
        }
        assertThat(out).hasContent("somebody else's");
        assertThat(files()).containsExactly("out.csv");
    }

    @Test
    void linksAreFollowed() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real")).resolve("out.csv");
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), Path.of("middle.csv"));
        Files.createSymbolicLink(folder.resolve("middle.csv"), Path.of("real/out.csv"));
        assertThat(sweepTo(link).status()).isZero();
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(real).hasContent(DATA);
        assertThat(sweepTo(link).err()).contains("link.csv exists; --force replaces it");
        Files.writeString(real, "old");
        assertThat(sweepTo(link, "--force").status()).isZero();
        assertThat(real).hasContent(DATA).isRegularFile();
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(files()).containsExactly("link.csv", "middle.csv", "real");
    }

    @Test
    void aCircleOfLinksIsRefused() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(folder.resolve("b"), Path.of("a"));
        CommandRun run = sweepTo(link);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("a circle of symbolic links").hasLineCount(1);
    }

    @Test
    void theInputMayBeReplacedByTheOutput() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "dosage\n0\n1\n");
        assertThat(CommandRun.of("sweep", "--in", file, "--out", file).err()).contains("--force");
        assertThat(CommandRun.of("sweep", "--in", file, "--out", file, "--force")
                        .status())
                .isZero();
        assertThat(file).hasContent(DATA);
    }

    @Test
    void specialFilesAreWrittenThrough() throws Exception {
        assertThat(sweepTo("/dev/null").status()).isZero();
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
        CommandRun full = sweepTo("/dev/full");
        assertThat(full.status()).isEqualTo(1);
        assertThat(full.err()).contains("cannot write /dev/full").hasLineCount(1);

        Path fifo = folder.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        CompletableFuture<String> reader = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readString(fifo);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        assertThat(sweepTo(fifo).status()).isZero();
        assertThat(reader.get()).isEqualTo(DATA);
        assertThat(files()).containsExactly("fifo");
    }

    @Test
    void aNameTooLongForTheFileSystemIsOneLine() {
        CommandRun run = sweepTo(folder.resolve("x".repeat(300)));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).hasLineCount(1);
    }
}
