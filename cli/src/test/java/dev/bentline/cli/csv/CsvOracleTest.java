package dev.bentline.cli.csv;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.source.Keeping;
import dev.bentline.cli.source.WantedColumn;
import dev.bentline.cli.sweep.Tile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads random texts as FastCSV does, cut at every place. */
class CsvOracleTest {
    private static final String[] NASTY = {
        "\"",
        "\"",
        "\"\"",
        ",",
        ",",
        ",",
        "\n",
        "\n",
        "\r",
        "\r\n",
        "\uFEFF",
        "\0",
        " ",
        "\t",
        "é",
        "\u20ac",
        "\ud83d\ude00",
        "0",
        "1",
        "7",
        ".5",
        "-",
        "e3",
        "1e99",
        "\"2\"",
        "\"3,\n4\"",
        "0.25,",
        "0.25,x\n",
        "1,y\r\n",
        "x"
    };

    private static StatedDialect stated(char delimiter) {
        return new StatedDialect(delimiter, false, 0, StatedDialect.NONE, List.of());
    }

    /** Holds what came of a file: its valid rows, dosage first, or else a fault. */
    private record Read(List<String> rows, long skipped, String end) {}

    /** Reads with this package; the file comes a few bytes at a time. */
    private static Read ours(byte[] bytes, boolean skipInvalid, RowCutter.Limits limits, int most) throws IOException {
        return ours(bytes, stated(','), skipInvalid, limits, most);
    }

    private static Read ours(byte[] bytes, StatedDialect stated, boolean skipInvalid, RowCutter.Limits limits, int most)
            throws IOException {
        List<String> rows = new ArrayList<>();
        long skipped = 0;
        try (CsvSource source = new CsvSource(
                CsvInput.of("in.csv", dripping(bytes, most)),
                stated,
                List.of(WantedColumn.dosage(null)),
                skipInvalid,
                Keeping.ALL_OTHERS,
                limits)) {
            Tile tile = new Tile(false);
            for (var task = source.next(); task != null; task = source.next()) {
                task.read(tile);
                skipped += tile.skipped;
                for (int i = 0; i < tile.count; i++) {
                    StringBuilder row = new StringBuilder(String.valueOf(tile.dosages[i]));
                    for (var kept : tile.kept) {
                        row.append('|');
                        kept.append(i, row);
                    }
                    rows.add(new String(row.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
                }
            }
        } catch (CommandException e) {
            String message = String.valueOf(e.getMessage());
            return new Read(List.of(), 0, message.replaceAll("(not readable as CSV).*", "$1"));
        }
        return new Read(rows, skipped, "");
    }

    private static Read theirs(byte[] bytes, boolean skipInvalid) throws IOException {
        return theirs(bytes, stated(','), skipInvalid);
    }

    /** Reads with FastCSV, to which blank lines at the end would be rows. */
    private static Read theirs(byte[] bytesWithBlankEnd, StatedDialect stated, boolean skipInvalid) throws IOException {
        byte[] bytes = new String(bytesWithBlankEnd, StandardCharsets.ISO_8859_1)
                .replaceFirst("(\r\n|\r|\n)[\r\n]*$", "$1")
                .getBytes(StandardCharsets.ISO_8859_1);
        boolean comments = stated.comment() != StatedDialect.NONE;
        CsvReaderBuilder builder = de.siegmar.fastcsv.reader.CsvReader.builder()
                .fieldSeparator((char) stated.delimiter())
                .commentStrategy(comments ? CommentStrategy.SKIP : CommentStrategy.NONE)
                .commentCharacter(comments ? (char) stated.comment() : '#')
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .detectBomHeader(true);
        List<String> rows = new ArrayList<>();
        long skipped = 0;
        long line = 0;
        try (var reader = builder.ofCsvRecord(new ByteArrayInputStream(bytes))) {
            var records = reader.iterator();
            CsvRecord header = records.next();
            int dosage = header.getFields().indexOf("dosage");
            while (true) {
                CsvRecord row;
                try {
                    if (!records.hasNext()) {
                        return new Read(rows, skipped, "");
                    }
                    row = records.next();
                } catch (CsvParseException e) {
                    return new Read(List.of(), 0, "not readable as CSV");
                }
                line = row.getStartingLineNumber();
                List<String> fields = row.getFields();
                boolean empty = fields.equals(List.of("")) && !quotedEmpty(bytes, line);
                String fault;
                if (empty) {
                    fault = "the row is empty";
                } else if (fields.size() != header.getFieldCount()) {
                    fault = "the row has " + fields.size();
                } else if (fields.get(dosage).isBlank()) {
                    fault = "the value is empty";
                } else if (!Float.isFinite(Decimal.toFloat(fields.get(dosage)))) {
                    fault = Decimal.fault(fields.get(dosage));
                } else {
                    StringBuilder text = new StringBuilder(String.valueOf(Decimal.toFloat(fields.get(dosage))));
                    for (int i = 0; i < fields.size(); i++) {
                        text.append(i == dosage ? "" : "|" + fields.get(i));
                    }
                    rows.add(text.toString());
                    continue;
                }
                if (!skipInvalid) {
                    return new Read(List.of(), 0, "in.csv, row " + line + ", column dosage: " + fault);
                }
                skipped++;
            }
        }
    }

    private static boolean quotedEmpty(byte[] bytes, long line) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.split("\r\n|\r|\n", -1)[(int) line - 1].startsWith("\"");
    }

    /** Gives a few bytes at a time. */
    private static InputStream dripping(byte[] bytes, int most) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int from, int count) {
                return super.read(into, from, Math.min(most, count));
            }
        };
    }

    private static byte[] randomFile(Random random) {
        StringBuilder text = new StringBuilder(random.nextInt(8) == 0 ? "\uFEFF" : "");
        String[] headers = {"dosage\n", "a,dosage\r\n", "dosage,\"b\nb\"\r", "\"dosage\",b,c\n"};
        text.append(headers[random.nextInt(headers.length)]);
        int header = text.toString().getBytes(StandardCharsets.UTF_8).length;
        int pieces = random.nextInt(40);
        boolean tidy = random.nextBoolean();
        for (int i = 0; i < pieces; i++) {
            if (tidy) {
                String[] values = {"0.5", "\"1\"", " 2 ", "\"a\"\"b\"", "\"\"", "", "\"x,\r\ny\"", "é"};
                text.append(values[random.nextInt(values.length)]);
                String[] ends = {",", "\n", "\r\n", "\r"};
                text.append(ends[random.nextInt(ends.length)]);
            } else {
                text.append(NASTY[random.nextInt(NASTY.length)]);
            }
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > header && random.nextInt(20) == 0) {
            bytes[bytes.length - 1] = (byte) 0xc3; // no UTF-8
        }
        return bytes;
    }

    private static String shown(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).replace("\n", "\\n").replace("\r", "\\r");
    }

    static Stream<Arguments> limits() {
        return Stream.of(
                Arguments.of(1, 1),
                Arguments.of(1, 3),
                Arguments.of(2, 1),
                Arguments.of(3, 64),
                Arguments.of(Tile.SIZE, 2),
                Arguments.of(Tile.SIZE, 1 << 16));
    }

    private static void assertSame(
            byte[] bytes, StatedDialect stated, boolean skipInvalid, RowCutter.Limits limits, int most)
            throws IOException {
        Read theirs = theirs(bytes, stated, skipInvalid);
        Read ours = ours(bytes, stated, skipInvalid, limits, most);
        boolean same = ours.rows.equals(theirs.rows)
                && ours.skipped == theirs.skipped
                && ours.end.contains(theirs.end)
                && ours.end.isEmpty() == theirs.end.isEmpty();
        if (!same) {
            assertThat(ours).as(shown(bytes)).isEqualTo(theirs);
        }
    }

    @ParameterizedTest
    @MethodSource("limits")
    void everyTextReadsAsFastCsvReadsIt(int rows, int chunk) throws IOException {
        Random random = new Random(rows + 31 * chunk);
        RowCutter.Limits limits = new RowCutter.Limits(rows, chunk, 1 << 20, 1 << 20);
        for (int i = 0; i < 15_000; i++) {
            byte[] bytes = randomFile(random);
            boolean skipInvalid = random.nextInt(3) > 0;
            assertSame(bytes, stated(','), skipInvalid, limits, 1 + random.nextInt(chunk));
        }
    }

    /** Tests other delimiters, and lines that are comments, quotes in them included. */
    @ParameterizedTest
    @ValueSource(chars = {';', '\t', '|', ':', '~'})
    void everyDialectReadsAsFastCsvReadsIt(char delimiter) throws IOException {
        Random random = new Random(delimiter);
        RowCutter.Limits limits = new RowCutter.Limits(2, 3, 1 << 20, 1 << 20);
        for (int i = 0; i < 15_000; i++) {
            String text = new String(randomFile(random), StandardCharsets.ISO_8859_1).replace(',', delimiter);
            boolean comments = random.nextBoolean();
            byte[] bytes = (comments ? text.replaceAll("x|(?<=\n)0", random.nextBoolean() ? "#" : "#\"") : text)
                    .getBytes(StandardCharsets.ISO_8859_1);
            StatedDialect stated =
                    new StatedDialect(delimiter, false, 0, comments ? '#' : StatedDialect.NONE, List.of());
            boolean skipInvalid = random.nextInt(3) > 0;
            assertSame(bytes, stated, skipInvalid, limits, 1 + random.nextInt(3));
        }
    }

    @Test
    void longRowsMakeShortBlocksWithTheSameRows() throws IOException {
        Random random = new Random(5);
        for (int i = 0; i < 8_000; i++) {
            byte[] bytes = randomFile(random);
            RowCutter.Limits limits = new RowCutter.Limits(Tile.SIZE, 7, 1 + random.nextInt(40), 1 << 20);
            Read theirs = theirs(bytes, true);
            Read ours = ours(bytes, true, limits, 7);
            assertThat(ours.rows).as(shown(bytes)).isEqualTo(theirs.rows);
            assertThat(ours.skipped).as(shown(bytes)).isEqualTo(theirs.skipped);
        }
    }

    /** Tests that where a row is cut and whether it is too long does not depend on how its bytes arrive. */
    @Test
    void limitsDoNotDependOnHowTheBytesArrive() throws IOException {
        Random random = new Random(6);
        for (int i = 0; i < 8_000; i++) {
            byte[] bytes = randomFile(random);
            int block = 1 + random.nextInt(40);
            int row = 20 + random.nextInt(20);
            Read whole = ours(bytes, true, new RowCutter.Limits(Tile.SIZE, 1 << 16, block, row), 1 << 16);
            Read dripped = ours(bytes, true, new RowCutter.Limits(Tile.SIZE, 5, block, row), 1);
            assertThat(dripped).as(shown(bytes)).isEqualTo(whole);
        }
    }

    @Test
    void keptValuesReadBackWithFastCsv() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 8_000; i++) {
            byte[] bytes = randomFile(random);
            Read theirs = theirs(bytes, true);
            if (!theirs.end.isEmpty()) {
                continue;
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (CsvSource source = new CsvSource(
                    CsvInput.of("in.csv", new ByteArrayInputStream(bytes)),
                    stated(','),
                    List.of(WantedColumn.dosage(null)),
                    true,
                    Keeping.ALL_OTHERS,
                    RowCutter.Limits.USUAL)) {
                CsvSink sink = new CsvSink(out, false, source.kept());
                Tile tile = new Tile(false);
                for (var task = source.next(); task != null; task = source.next()) {
                    task.read(tile);
                    sink.prepare(tile).run();
                }
            }
            List<String> rows = new ArrayList<>();
            try (var reader = de.siegmar.fastcsv.reader.CsvReader.builder()
                    .ofCsvRecord(new ByteArrayInputStream(out.toByteArray()))) {
                reader.stream().skip(1).forEach(record -> {
                    List<String> fields = new ArrayList<>(record.getFields());
                    assertThat(fields.remove(1)).isEqualTo("0.0");
                    rows.add(String.join("|", fields));
                });
            }
            assertThat(rows).as(shown(bytes)).isEqualTo(theirs.rows);
        }
    }
}
