package dev.bentline.cli.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.ExitStatus;
import dev.bentline.cli.source.InputTile;
import dev.bentline.cli.source.Keeping;
import dev.bentline.cli.source.Source;
import dev.bentline.cli.source.WantedColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gzip file of three members that changes while it is read: what comes out is right, or it is refused. */
class ChangingGzipTest {
    private static final int ROWS = 100_000;

    /** Word of what is noticed first of other bytes: that they are damaged, or that what they become is no row. */
    private static final String ROW = "row ";

    @TempDir
    Path folder;

    private Path file;
    private final List<byte[]> members = new ArrayList<>();
    private final List<Float> dosages = new ArrayList<>();

    @BeforeEach
    void threeMembers() throws IOException {
        file = folder.resolve("in.csv.gz");
        for (int member = 0; member < 3; member++) {
            members.add(member(member, member == 0 ? "dosage\n" : "", dosages));
        }
        Files.write(file, joined(members));
    }

    /** Makes a member of random dosages, several times as long as what is read at once. */
    private static byte[] member(long seed, String header, List<Float> dosages) throws IOException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(header);
        for (int i = 0; i < ROWS; i++) {
            float dosage = random.nextFloat();
            dosages.add(dosage);
            text.append(dosage).append('\n');
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(out)) {
            packing.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        assertThat(out.size()).isGreaterThan(3 << 16);
        return out.toByteArray();
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parts.forEach(out::writeBytes);
        return out.toByteArray();
    }

    private int endOfMember(int number) {
        return IntStream.rangeClosed(0, number)
                .map(member -> members.get(member).length)
                .sum();
    }

    /** Reads the file, which changes after its first rows. */
    private List<Float> read(boolean skipInvalid, ThrowingCallable change) throws Throwable {
        List<Float> read = new ArrayList<>();
        try (CsvSource source = CsvSource.open(
                file.toString(),
                StatedDialect.NOTHING,
                List.of(WantedColumn.dosage(null)),
                skipInvalid,
                Keeping.NOTHING)) {
            InputTile tile = new InputTile(1);
            addRows(Objects.requireNonNull(source.next()), tile, read);
            long skipped = tile.skipped;
            change.call();
            for (Source.ReadTask task = source.next(); task != null; task = source.next()) {
                addRows(task, tile, read);
                skipped += tile.skipped;
            }
            assertThat(skipped).isZero();
        }
        return read;
    }

    private static void addRows(Source.ReadTask task, InputTile tile, List<Float> read) throws IOException {
        task.read(tile);
        for (int i = 0; i < tile.count; i++) {
            read.add(tile.columns[0][i]);
        }
    }

    private void assertRefused(ThrowingCallable change, String message) {
        for (boolean skipInvalid : new boolean[] {false, true}) {
            assertThatThrownBy(() -> {
                        Files.write(file, joined(members));
                        read(skipInvalid, change);
                    })
                    .isInstanceOfSatisfying(
                            CommandException.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.WRONG_INPUT))
                    .hasMessageStartingWith(file.toString())
                    .hasMessageContaining(message);
        }
    }

    private static void truncate(Path file, long length) throws IOException {
        try (RandomAccessFile shorter = new RandomAccessFile(file.toFile(), "rw")) {
            shorter.setLength(length);
        }
    }

    /** Writes over a file's bytes and leaves those behind them. */
    private void overwrite(byte[] bytes) throws IOException {
        Files.write(file, bytes, StandardOpenOption.WRITE);
    }

    @Test
    void unchangedItIsRead() throws Throwable {
        assertThat(read(false, () -> {})).isEqualTo(dosages);
    }

    @ParameterizedTest
    @ValueSource(ints = {-9, -8, -5, -1, 1, 2, 3, 9, 10, 11, 1000})
    void endingInTheMiddleOfAMemberIsDamage(int behindFirst) {
        assertRefused(() -> truncate(file, endOfMember(0) + behindFirst), "the gzip file is damaged behind row ");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void endingWithAMemberIsNoticed(int member) {
        assertRefused(
                () -> truncate(file, endOfMember(member)),
                " became shorter while it was read: it had " + endOfMember(2) + " bytes, and ends after "
                        + endOfMember(member));
    }

    @Test
    void emptiedItIsDamage() {
        assertRefused(() -> truncate(file, 0), "the gzip file is damaged behind row ");
    }

    @Test
    void overwrittenWithAnotherFileItIsRefused() throws IOException {
        byte[] other = joined(List.of(
                member(10, "dosage\n", new ArrayList<>()),
                member(11, "", new ArrayList<>()),
                member(12, "", new ArrayList<>()),
                member(13, "", new ArrayList<>())));
        assertRefused(() -> overwrite(other), ROW);
        assertRefused(
                () -> {
                    truncate(file, 0);
                    overwrite(other);
                },
                ROW);
    }

    @Test
    void overwrittenWithWhatIsNoGzipItIsRefused() {
        byte[] rows = "0.25\n".repeat(ROWS).getBytes(StandardCharsets.UTF_8);
        assertRefused(() -> overwrite(rows), ROW);
        assertRefused(() -> overwrite(new byte[endOfMember(2)]), ROW);
    }

    @Test
    void anotherMemberIsReadAsWell() throws Throwable {
        byte[] fourth = member(3, "", dosages);
        assertThat(read(false, () -> Files.write(file, fourth, StandardOpenOption.APPEND)))
                .isEqualTo(dosages);
    }

    @Test
    void aMemberThatIsStillBeingWrittenIsDamage() throws IOException {
        byte[] fourth = member(3, "", new ArrayList<>());
        for (int written : new int[] {1, 10, 1000, fourth.length - 1}) {
            assertRefused(
                    () -> {
                        try (RandomAccessFile longer = new RandomAccessFile(file.toFile(), "rw")) {
                            longer.seek(longer.length());
                            longer.write(fourth, 0, written);
                        }
                    },
                    ": it ends in the middle");
        }
    }

    @Test
    void replacedOrRemovedItIsReadToTheOldEnd() throws Throwable {
        Path other = folder.resolve("other");
        Files.write(other, member(10, "dosage\n", new ArrayList<>()));
        assertThat(read(false, () -> Files.move(other, file, StandardCopyOption.REPLACE_EXISTING)))
                .isEqualTo(dosages);
        Files.write(file, joined(members));
        assertThat(read(false, () -> Files.delete(file))).isEqualTo(dosages);
    }

    /** Another file that has the name now, or none, says nothing of what was read. */
    @Test
    void endingWithAMemberAndThenReplacedOrRemovedIsNoticed() {
        ThrowingCallable replace = () -> {
            truncate(file, endOfMember(0));
            Path other = folder.resolve("other");
            Files.write(other, new byte[endOfMember(2) + 1]);
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        };
        assertRefused(replace, " became shorter while it was read: ");
        ThrowingCallable remove = () -> {
            truncate(file, endOfMember(0));
            Files.delete(file);
        };
        assertRefused(remove, " became shorter while it was read: ");
    }
}
