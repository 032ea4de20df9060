package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad arguments of the engine: refused before anything is written, with the offending value. */
class ArgumentsTest {
    private final Engine engine = Engine.of(Network.relu());

    @Test
    void lengthsThatDiffer() {
        float[] seven = new float[7];
        float[] eight = new float[8];
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> engine.forward(seven, eight),
                () -> engine.derivative(seven, eight),
                () -> engine.backward(seven, eight),
                () -> engine.gradient(seven, eight))) {
            assertThatThrownBy(call)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("8")
                    .hasMessageContaining("7");
        }
        assertThat(eight).containsOnly(0f);
    }

    /** Arrays of 10 and 12; also sums that overflow an int. */
    @ParameterizedTest
    @CsvSource({
        "-1, 0, 1",
        "0, -1, 1",
        "0, 0, -1",
        "0, 0, 11",
        "10, 0, 1",
        "11, 0, 0",
        "1, 0, 10",
        "0, 3, 10",
        "0, 13, 0",
        "5, 0, 2147483647",
        "0, 5, 2147483647",
        "2147483647, 0, 1",
        "0, 2147483647, 1",
        "-2147483648, 0, 1"
    })
    void rangesOutside(int from, int to, int count) {
        float[] x = new float[10];
        float[] y = new float[12];
        for (Engine each : List.of(engine, engine.withThreads(2))) {
            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    () -> each.forward(x, from, y, to, count),
                    () -> each.derivative(x, from, y, to, count),
                    () -> each.backward(x, from, y, to, count),
                    () -> each.gradient(x, from, y, to, count))) {
                assertThatThrownBy(call)
                        .isInstanceOf(IndexOutOfBoundsException.class)
                        .hasMessageMatching(".*-?\\d+.*");
            }
        }
        assertThat(y).containsOnly(0f);
    }

    @Test
    void nothingIsAllowed() {
        float[] x = new float[10];
        float[] y = new float[12];
        engine.forward(x, 10, y, 12, 0);
        engine.forward(new float[0], new float[0]);
        engine.derivative(x, 10, y, 12, 0);
        assertThat(engine.gradient(x, 10, y, 12, 0).loss()).isZero();
        assertThat(y).containsOnly(0f);
    }

    @Test
    @SuppressWarnings("NullAway") // null is the point
    void nulls() {
        float[] x = {0.5f};
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> Engine.of(null),
                () -> Engine.of(null, Formulation.DENSE),
                () -> Engine.of(Network.relu(), null),
                () -> engine.forward(null, x),
                () -> engine.forward(x, (float[]) null),
                () -> engine.derivative(x, 0, null, 0, 1),
                () -> engine.gradient(x, 0, null, 0, 1),
                () -> engine.backward((float[]) null, x),
                () -> engine.forward(null, java.lang.foreign.MemorySegment.ofArray(x)),
                () -> engine.gradient(java.lang.foreign.MemorySegment.ofArray(x), null))) {
            assertThatThrownBy(call).isInstanceOf(NullPointerException.class);
        }
        assertThat(x).containsExactly(0.5f);
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "-2147483648"})
    void threads(int threads) {
        assertThatThrownBy(() -> engine.withThreads(threads))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Integer.toString(threads))
                .hasMessageContaining("at least 1");
    }

    @Test
    void threadsAreCappedAtTheProcessors() {
        assertThat(engine.info().threads()).isEqualTo(1);
        assertThat(engine.withThreads(Integer.MAX_VALUE).info().threads())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(engine.withThreads(2).withThreads(1).info().threads()).isEqualTo(1);
    }
}
