package dev.bentline.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bentline.cli.CommandRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

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
        try (Outputs run = new Outputs(List.of())) {
            run.open(out.toString(), false).write(DATA.getBytes(StandardCharsets.US_ASCII));
            assertThat(files()).singleElement().asString().startsWith(".bentline-");
            run.commit();
        }
        assertThat(files()).containsExactly("out.csv");
        assertThat(out).hasContent(DATA);
    }

    @Test
    void whatMayNotBeReadMayNotBeReadBesideItsPlaceEither() throws IOException {
        Path out = Files.writeString(folder.resolve("out.csv"), "precious");
        Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("r--------"));
        try (Outputs run = new Outputs(List.of())) {
            Output output = run.open(out.toString(), true);
            Path temporary = folder.resolve(files().getFirst());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary)))
                    .isEqualTo("r--------");
            output.write(DATA.getBytes(StandardCharsets.US_ASCII));
            run.commit();
        }
        assertThat(out).hasContent(DATA);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out)))
                .isEqualTo("r--------");
    }

    @Test
    void withoutACommitNothingStays() throws IOException {
        try (Outputs run = new Outputs(List.of())) {
            run.makeFolder("a/b", folder.resolve("a/b"));
            run.open(folder.resolve("a/b/out.csv").toString(), false).write(1);
            run.open(folder.resolve("out.csv").toString(), false).write(1);
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void aFileThatAppearsMeanwhileIsNotReplaced() throws IOException {
        Path out = folder.resolve("out.csv");
        try (Outputs run = new Outputs(List.of())) {
            run.open(out.toString(), false).write(1);
            Files.writeString(out, "somebody else's");
            assertThatThrownBy(run::commit).hasMessageContaining("exists; --force replaces it");
        }
        assertThat(out).hasContent("somebody else's");
        assertThat(files()).containsExactly("out.csv");
    }

    /** The first of several files do not appear if the last cannot, and what they would replace is there as before. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void allFilesOfARunAppearOrNone(boolean force) throws IOException {
        Path first = folder.resolve("first.csv");
        Path second = folder.resolve("second.csv");
        Path last = folder.resolve("last.csv");
        if (force) {
            Files.writeString(first, "old");
        }
        Object before =
                force ? Files.readAttributes(first, BasicFileAttributes.class).fileKey() : null;
        try (Outputs run = new Outputs(List.of())) {
            for (Path out : List.of(first, second)) {
                run.open(out.toString(), force).write(1);
            }
            run.open(last.toString(), false).write(1);
            Files.writeString(last, "somebody else's");
            assertThatThrownBy(run::commit).hasMessageContaining("last.csv exists; --force replaces it");
        }
        assertThat(last).hasContent("somebody else's");
        if (force) {
            assertThat(first).hasContent("old");
            assertThat(Files.readAttributes(first, BasicFileAttributes.class).fileKey())
                    .isEqualTo(before);
            assertThat(files()).containsExactly("first.csv", "last.csv");
        } else {
            assertThat(files()).containsExactly("last.csv");
        }
    }

    @Test
    void severalFilesReplaceSeveral() throws IOException {
        List<Path> paths = List.of(folder.resolve("a"), folder.resolve("b"), folder.resolve("c"));
        try (Outputs run = new Outputs(List.of())) {
            for (Path path : paths) {
                Files.writeString(path, "old");
                run.open(path.toString(), true).write('1');
            }
            run.commit();
        }
        assertThat(files()).containsExactly("a", "b", "c");
        assertThat(paths).allSatisfy(path -> assertThat(path).hasContent("1"));
    }

    @Test
    void aFolderThatSomebodyFillsMeanwhileStays() throws IOException {
        try (Outputs run = new Outputs(List.of())) {
            run.makeFolder("a/b", folder.resolve("a/b"));
            Files.writeString(folder.resolve("a/theirs"), "");
        }
        assertThat(files()).containsExactly("a");
        assertThat(folder.resolve("a/b")).doesNotExist();
    }

    @Test
    void aNameMayBeAsLongAsTheFileSystemAllows() throws IOException {
        Path out = folder.resolve("x".repeat(255));
        assertThat(sweepTo(out).status()).isZero();
        assertThat(sweepTo(out, "--force").status()).isZero();
        assertThat(out).hasContent(DATA);
    }

    /** Names of other bytes come to Java with replacement characters, which another file would have. */
    @Test
    void aNameThatIsNoTextIsRefused() throws IOException {
        CommandRun run = sweepTo(folder.resolve("r\ufffdsum\ufffd.csv"));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("cannot be represented").hasLineCount(1);
        assertThat(files()).isEmpty();
    }

    @Test
    void aGroupIsKept() throws IOException {
        Path out = Files.writeString(folder.resolve("out.csv"), "old");
        PosixFileAttributeView view = Files.getFileAttributeView(out, PosixFileAttributeView.class);
        GroupPrincipal other;
        try {
            other = folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName("daemon");
            view.setGroup(other);
        } catch (IOException e) {
            throw new TestAbortedException("only root may give files away", e);
        }
        assertThat(sweepTo(out, "--force").status()).isZero();
        assertThat(out).hasContent(DATA);
        assertThat(view.readAttributes().group()).isEqualTo(other);
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
        CommandRun run = sweepTo(folder.resolve("x".repeat(256)));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("cannot write ").hasLineCount(1);
    }
}
