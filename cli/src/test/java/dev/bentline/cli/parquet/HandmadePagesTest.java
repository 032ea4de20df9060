package dev.bentline.cli.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.bentline.cli.source.Source;
import dev.bentline.cli.source.WantedColumn;
import dev.bentline.cli.sweep.Tile;
import dev.hardwood.InputFile;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ParquetFileReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that DuckDB does not write. */
class HandmadePagesTest {
    private static final int DELTA_BYTE_ARRAY = 7;
    private static final ParquetColumn DOSAGE = new ParquetColumn("dosage", PhysicalType.FLOAT, 0, true, null);

    @TempDir
    Path folder;

    private final HandmadeFile file = new HandmadeFile();

    private void add(ParquetColumn column, int values, byte[]... parts) {
        file.add(column, values, parts);
    }

    private Path write(Compression compression) throws IOException {
        return Files.write(folder.resolve("handmade.parquet"), file.bytes(compression));
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void pagesOfTheSecondVersionAreRead(Compression compression) throws IOException {
        byte[] levels = {3, 0b01101}; // eight packed bits: a null at 1 and 4
        byte[] values =
                HandmadeFile.little(12).putFloat(0.5f).putFloat(-2).putFloat(8).array();
        byte[] body = compression == Compression.NONE ? values : Zstd.compress(values);
        byte[] plain = HandmadeFile.pageHeader2(levels.length + 12, levels.length + 12, 5, 2, levels.length, false);
        byte[] packed =
                HandmadeFile.pageHeader2(levels.length + body.length, levels.length + 12, 5, 2, levels.length, true);
        byte[] nulls = {4, 0};
        byte[] nothing = HandmadeFile.pageHeader2(nulls.length, nulls.length, 2, 2, nulls.length, true);
        add(DOSAGE, 12, plain, levels, values, nothing, nulls, packed, levels, body);
        Path written = write(compression);
        assertThat(Floats.read(written, null, true, 1)).containsExactly(0.5f, -2, 8, 0.5f, -2, 8);
        if (compression == Compression.NONE) {
            try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(written));
                    ColumnReader column = reader.columnReader("dosage")) {
                assertThat(column.nextBatch()).isTrue();
                assertThat(column.getRecordCount()).isEqualTo(12);
                assertThat(column.getFloats()).contains(0.5f, -2, 8);
            }
        }
    }

    /** A plain footer, and a column whose own metadata is encrypted, or only its pages are. */
    @ParameterizedTest
    @ValueSource(ints = {8, 9})
    void anEncryptedColumnIsNamed(int field) throws IOException {
        byte[] metadata = ThriftWriter.struct(all -> {
            all.int32(1, 2).structs(2, 2);
            all.element(root -> root.text(4, "schema").int32(5, 1));
            all.element(column ->
                    column.int32(1, PhysicalType.FLOAT.code).int32(3, 0).text(4, "dosage"));
            all.int64(3, 1).structs(4, 1);
            all.element(group -> {
                group.structs(1, 1);
                group.element(chunk -> {
                    chunk.int64(2, 0);
                    if (field == 8) {
                        chunk.struct(8, crypto -> crypto.emptyStruct(1));
                    } else {
                        chunk.binary(9, new byte[40]);
                    }
                });
                group.int64(2, 4).int64(3, 1);
            });
        });
        Path written = Files.write(folder.resolve("handmade.parquet"), file.bytes(metadata));
        assertThatThrownBy(() -> Floats.read(written, null, false, 1))
                .hasMessage(written + ", column dosage is encrypted; it should be plain");
    }

    @Test
    void halvesAreRead() throws IOException {
        ParquetColumn halves =
                new ParquetColumn("dosage", PhysicalType.FIXED_LEN_BYTE_ARRAY, 2, false, LogicalType.Simple.FLOAT16);
        byte[] values = HandmadeFile.little(8)
                .putShort((short) 0x3800)
                .putShort((short) 0xc000)
                .putShort((short) 1)
                .putShort((short) 0x7bff)
                .array();
        add(halves, 4, HandmadeFile.pageHeader(8, 8, 4, 0), values);
        assertThat(Floats.read(write(Compression.NONE), null, false, 1)).containsExactly(0.5f, -2, 0x1p-24f, 65504);
    }

    /** Halves are little-endian, so their lower bytes can be in common. */
    @Test
    void halvesWithBeginningsInCommonAreRead() throws IOException {
        ParquetColumn halves =
                new ParquetColumn("dosage", PhysicalType.FIXED_LEN_BYTE_ARRAY, 2, false, LogicalType.Simple.FLOAT16);
        byte[] common = deltas(0, 1, 0, 1);
        byte[] lengths = deltas(2, 1, 2, 1);
        byte[] rests = {0, 0x38, (byte) 0xc0, 1, 0x3c, 0x40};
        int size = common.length + lengths.length + rests.length;
        add(halves, 4, HandmadeFile.pageHeader(size, size, 4, DELTA_BYTE_ARRAY), common, lengths, rests);
        assertThat(Floats.read(write(Compression.NONE), null, false, 1))
                .containsExactly(0.5f, -2, 1 + 0x1p-10f, 2 + 0x1p-9f);
    }

    @Test
    void aHalfThatIsInfiniteIsNamed() throws IOException {
        ParquetColumn halves =
                new ParquetColumn("dosage", PhysicalType.FIXED_LEN_BYTE_ARRAY, 2, false, LogicalType.Simple.FLOAT16);
        add(halves, 1, HandmadeFile.pageHeader(2, 2, 1, 0), new byte[] {0, 0x7c});
        Path written = write(Compression.NONE);
        assertThatThrownBy(() -> Floats.read(written, null, false, 1))
                .hasMessageContaining("row 1, column dosage: Infinity is not a finite number");
    }

    /** Big-endian, as many bytes as each needs. */
    @Test
    void decimalsOfAnyLengthAreRead() throws IOException {
        ParquetColumn decimals =
                new ParquetColumn("dosage", PhysicalType.BYTE_ARRAY, 0, false, new LogicalType.Decimal(1, 60));
        byte[] values = new byte[4 + 1 + 4 + 2 + 4 + 20];
        ByteBuffer.wrap(values)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(1)
                .put((byte) -5)
                .putInt(2)
                .put(new byte[] {1, 0})
                .putInt(20)
                .put((byte) 0x7f);
        add(decimals, 3, HandmadeFile.pageHeader(values.length, values.length, 3, 0), values);
        Path written = write(Compression.NONE);
        assertThat(Floats.read(written, null, true, 1)).containsExactly(-0.5f, 25.6f);
        assertThatThrownBy(() -> Floats.read(written, null, false, 1))
                .hasMessageContaining("row 3, column dosage: 7250")
                .hasMessageContaining("is too large for a float");
    }

    @Test
    void aDecimalWithoutDigitsIsNamed() throws IOException {
        ParquetColumn decimals =
                new ParquetColumn("dosage", PhysicalType.BYTE_ARRAY, 0, false, new LogicalType.Decimal(1, 60));
        add(decimals, 1, HandmadeFile.pageHeader(4, 4, 1, 0), new byte[4]);
        Path written = write(Compression.NONE);
        assertThatThrownBy(() -> Floats.read(written, null, false, 1))
                .hasMessageContaining("row 1, column dosage: the value is empty");
    }

    @ParameterizedTest
    @CsvSource({"-1, 9", "10, 9", "2147483647, 2147483647"})
    void aDecimalThatCannotBeIsRefused(int scale, int precision) throws IOException {
        ParquetColumn decimals =
                new ParquetColumn("dosage", PhysicalType.INT32, 0, false, new LogicalType.Decimal(scale, precision));
        add(decimals, 1, HandmadeFile.pageHeader(4, 4, 1, 0), new byte[4]);
        Path written = write(Compression.NONE);
        assertThatThrownBy(() -> Floats.read(written, null, false, 1))
                .hasMessageContaining("is of type INT32 (Decimal");
    }

    /** Numbers that differ by less than 128, in blocks of 128 with four miniblocks. */
    private static byte[] deltas(int... numbers) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x80, 1, 4, (byte) numbers.length, (byte) (numbers[0] << 1)});
        out.writeBytes(new byte[] {(byte) ((63 << 1) - 1), 8, 0, 0, 0}); // the least difference: -63
        byte[] packed = new byte[32];
        for (int i = 1; i < numbers.length; i++) {
            packed[i - 1] = (byte) (numbers[i] - numbers[i - 1] + 63);
        }
        out.writeBytes(packed);
        return out.toByteArray();
    }

    @Test
    void beginningsInCommonAreRead() throws IOException, SQLException {
        byte[] common = deltas(0, 2, 0, 3);
        byte[] lengths = deltas(4, 2, 6, 5);
        byte[] rests = "axislebabbleyhood".getBytes(StandardCharsets.US_ASCII);
        int size = common.length + lengths.length + rests.length;
        byte[] dosages = HandmadeFile.little(16)
                .putFloat(1)
                .putFloat(2)
                .putFloat(3)
                .putFloat(4)
                .array();
        add(
                ParquetColumn.required("dosage", PhysicalType.FLOAT, null),
                4,
                HandmadeFile.pageHeader(16, 16, 4, 0),
                dosages);
        add(
                ParquetColumn.required("word", PhysicalType.BYTE_ARRAY, LogicalType.Simple.STRING),
                4,
                HandmadeFile.pageHeader(size, size, 4, DELTA_BYTE_ARRAY),
                common,
                lengths,
                rests);
        Path written = write(Compression.NONE);
        Path copy = folder.resolve("copy.parquet");
        Floats.copy(
                ParquetSource.open(written.toString(), List.of(WantedColumn.dosage(null)), false, true),
                copy,
                Compression.NONE,
                1);
        assertThat(Duck.rows(written, "SELECT word FROM $"))
                .containsExactly("axis", "axle", "babble", "babyhood")
                .isEqualTo(Duck.rows(copy, "SELECT word FROM $"));
    }

    @Test
    void legacyTimestampsAreKept() throws IOException, SQLException {
        byte[] stamps = HandmadeFile.little(24)
                .putLong(1_000_000_000)
                .putInt(2_440_588)
                .putLong(2_000_000_000)
                .putInt(2_440_589)
                .array();
        byte[] dosages = HandmadeFile.little(8).putFloat(1).putFloat(2).array();
        add(
                ParquetColumn.required("dosage", PhysicalType.FLOAT, null),
                2,
                HandmadeFile.pageHeader(8, 8, 2, 0),
                dosages);
        add(
                new ParquetColumn("when", PhysicalType.INT96, 12, false, null),
                2,
                HandmadeFile.pageHeader(24, 24, 2, 0),
                stamps);
        Path written = write(Compression.NONE);
        Path copy = folder.resolve("copy.parquet");
        Floats.copy(
                ParquetSource.open(written.toString(), List.of(WantedColumn.dosage(null)), false, true),
                copy,
                Compression.NONE,
                1);
        assertThat(Duck.rows(copy, "SELECT \"when\" FROM $"))
                .hasSize(2)
                .isEqualTo(Duck.rows(written, "SELECT \"when\" FROM $"));
    }

    @Test
    void aPageThatClaimsAHugeDictionaryIsRefused() throws IOException {
        byte[] header = ThriftWriter.struct(page -> page.int32(1, 2)
                .int32(2, Integer.MAX_VALUE)
                .int32(3, 4)
                .struct(7, data -> data.int32(1, Integer.MAX_VALUE).int32(2, 0)));
        add(DOSAGE, 5, header, new byte[4]);
        Path written = write(Compression.NONE);
        try (Source source = ParquetSource.open(written.toString(), List.of(WantedColumn.dosage(null)), false, false)) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(
                            () -> Objects.requireNonNull(source.next()).read(new Tile(false))))
                    .hasMessageContaining("a dictionary is corrupt");
        }
    }
}
