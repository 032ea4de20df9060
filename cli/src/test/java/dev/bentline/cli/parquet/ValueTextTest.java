package dev.bentline.cli.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of stored values, at the ends of what a type can hold. */
class ValueTextTest {
    private static ParquetColumn column(PhysicalType type, int length, LogicalType logical) {
        return new ParquetColumn("c", type, length, false, logical);
    }

    private static String text(ParquetColumn column, Object values, int place) {
        StringBuilder out = new StringBuilder();
        ValueText.append(column, values, place, out);
        return out.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "MILLIS, 0, 00:00",
        "MILLIS, -1, -1",
        "MILLIS, 86399999, 23:59:59.999",
        "MILLIS, 86400000, 86400000",
        "MICROS, 86399999999, 23:59:59.999999",
        "MICROS, 86400000000, 86400000000",
        "NANOS, 1, 00:00:00.000000001"
    })
    void aTimeIsOneOfADay(LogicalType.Unit unit, long value, String expected) {
        assertThat(text(column(PhysicalType.INT64, 0, new LogicalType.Time(false, unit)), new long[] {value}, 0))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"-1, false", "0, true", "1000, true", "1001, false"})
    void decimalsHaveUpToAThousandPlaces(int scale, boolean known) {
        for (PhysicalType type : new PhysicalType[] {PhysicalType.INT32, PhysicalType.BYTE_ARRAY}) {
            assertThat(ValueText.isKnown(column(type, 0, new LogicalType.Decimal(scale, 9))))
                    .isEqualTo(known);
        }
    }

    @ParameterizedTest
    @CsvSource({"FLOAT16, 2, true", "FLOAT16, 3, false", "UUID, 16, true", "UUID, 15, false", "BSON, 2, false"})
    void theirLengthHasToFit(LogicalType.Simple logical, int length, boolean known) {
        assertThat(ValueText.isKnown(column(PhysicalType.FIXED_LEN_BYTE_ARRAY, length, logical)))
                .isEqualTo(known);
    }

    @ParameterizedTest
    @ValueSource(floats = {1, -1.5f, 65504, 6.1035156e-5f, -0f, Float.POSITIVE_INFINITY})
    void aFloatOf16BitsIsTheSameFloat(float value) {
        short half = Float.floatToFloat16(value);
        byte[] bytes = {9, (byte) 0xff, (byte) half, (byte) (half >> 8)};
        Binaries two = new Binaries(bytes, new int[] {0, 2, 4});
        ParquetColumn column = column(PhysicalType.FIXED_LEN_BYTE_ARRAY, 2, LogicalType.Simple.FLOAT16);
        assertThat(text(column, two, 1)).isEqualTo(Float.toString(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\u00e9\u4e2d"})
    void aTextIsItsUtf8(String value) {
        byte[] bytes = ("xy" + value).getBytes(StandardCharsets.UTF_8);
        Binaries two = new Binaries(bytes, new int[] {0, 2, bytes.length});
        String found = text(column(PhysicalType.BYTE_ARRAY, 0, LogicalType.Simple.STRING), two, 1);
        assertThat(new String(found.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .isEqualTo(value);
    }
}
