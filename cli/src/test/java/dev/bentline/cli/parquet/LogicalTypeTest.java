package dev.bentline.cli.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Meanings of values, written and read again, in the newer form of the format and in the older. */
class LogicalTypeTest {
    private static LogicalType read(byte[] union) throws IOException {
        return Objects.requireNonNull(LogicalType.read(new ThriftReader(new ByteArrayInputStream(union))));
    }

    static Stream<LogicalType> known() {
        return Stream.concat(
                Stream.of(LogicalType.Simple.values()).filter(type -> type != LogicalType.Simple.INTERVAL),
                Stream.of(
                        new LogicalType.Decimal(2, 9),
                        new LogicalType.Time(true, LogicalType.Unit.MILLIS),
                        new LogicalType.Time(false, LogicalType.Unit.NANOS),
                        new LogicalType.Timestamp(true, LogicalType.Unit.MICROS),
                        new LogicalType.Timestamp(false, LogicalType.Unit.MILLIS),
                        new LogicalType.Int(8, true),
                        new LogicalType.Int(16, false),
                        new LogicalType.Int(32, true),
                        new LogicalType.Int(64, false)));
    }

    @ParameterizedTest
    @MethodSource("known")
    void isReadAsItWasWritten(LogicalType type) throws IOException {
        assertThat(read(ThriftWriter.struct(type::writeMember))).isEqualTo(type);
    }

    /** Leaves to the newer form what the older cannot say: nanoseconds, and times that are not of UTC. */
    @ParameterizedTest
    @MethodSource("known")
    void itsNumberInTheOlderFormIsItsOwn(LogicalType type) {
        if (type.converted() < 0) {
            assertThat(type)
                    .isIn(
                            LogicalType.Simple.UNKNOWN,
                            LogicalType.Simple.UUID,
                            LogicalType.Simple.FLOAT16,
                            new LogicalType.Time(false, LogicalType.Unit.NANOS));
            return;
        }
        LogicalType again = LogicalType.ofConverted(type.converted(), 2, 9);
        LogicalType utc = switch (type) {
            case LogicalType.Time time -> new LogicalType.Time(true, time.unit());
            case LogicalType.Timestamp timestamp -> new LogicalType.Timestamp(true, timestamp.unit());
            default -> type;
        };
        assertThat(again).isEqualTo(utc);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 12, 24, 65, -8})
    void thereAreNoIntegersOfOtherBits(int bits) {
        byte[] union = ThriftWriter.struct(
                fields -> fields.struct(10, members -> members.int8(1, bits).bool(2, true)));
        assertThatThrownBy(() -> read(union))
                .isInstanceOf(MalformedException.class)
                .hasMessage("there are no integers of " + bits + " bits");
    }

    @Test
    void whatIsNotKnownIsNotWritten() throws IOException {
        LogicalType other = read(ThriftWriter.struct(fields -> fields.emptyStruct(2)));
        assertThat(other).isEqualTo(new LogicalType.Other(2));
        assertThat(other.isWritable()).isFalse();
        assertThat(other.converted()).isNegative();
        assertThat(LogicalType.Simple.DATE.isWritable()).isTrue();
    }
}
