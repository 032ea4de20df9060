package dev.bentline.cli.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of number of a page that is larger than the window, and comes in small pieces or in large ones. */
class WindowTest {
    /** Numbers of each kind; all together they take several windows. */
    private static final int COUNT = 9000;

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 1 << 20})
    void numbersComeBack(int most) throws IOException {
        Random random = new Random(most);
        float[] floats = new float[COUNT];
        double[] doubles = new double[COUNT];
        int[] ints = random.ints(COUNT).toArray();
        long[] longs = random.longs(COUNT).toArray();
        ByteBuffer bytes = ByteBuffer.allocate(24 * COUNT + 5 + 40).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) -2).putInt(-77);
        for (int i = 0; i < COUNT; i++) {
            floats[i] = random.nextFloat();
            doubles[i] = random.nextDouble();
        }
        for (float number : floats) {
            bytes.putFloat(number);
        }
        for (double number : doubles) {
            bytes.putDouble(number);
        }
        for (int number : ints) {
            bytes.putInt(number);
        }
        for (long number : longs) {
            bytes.putLong(number);
        }
        byte[] tail = new byte[40];
        random.nextBytes(tail);
        bytes.put(tail);
        Window window = new Window(PageBytes.stream(bytes.array(), most));
        assertThat(window.int8()).isEqualTo(254);
        assertThat(window.int32()).isEqualTo(-77);
        float[] floatsRead = new float[COUNT + 1];
        window.floats(floatsRead, 1, COUNT);
        assertThat(Arrays.copyOfRange(floatsRead, 1, COUNT + 1)).isEqualTo(floats);
        double[] doublesRead = new double[COUNT + 1];
        window.doubles(doublesRead, 1, COUNT);
        assertThat(Arrays.copyOfRange(doublesRead, 1, COUNT + 1)).isEqualTo(doubles);
        int[] intsRead = new int[COUNT + 1];
        window.ints(intsRead, 1, COUNT);
        assertThat(Arrays.copyOfRange(intsRead, 1, COUNT + 1)).isEqualTo(ints);
        long[] longsRead = new long[COUNT + 1];
        window.longs(longsRead, 1, COUNT);
        assertThat(Arrays.copyOfRange(longsRead, 1, COUNT + 1)).isEqualTo(longs);
        assertThat(window.bytes(1)).containsExactly(tail[0]);
        assertThat(window.rest()).isEqualTo(Arrays.copyOfRange(tail, 1, 40));
        assertThatThrownBy(window::int8).hasMessageContaining("ends early");
    }

    @Test
    void bytesThatAreOnlyClaimedAreRefused() throws IOException {
        byte[] bytes = new byte[100_000];
        new Random(1).nextBytes(bytes);
        assertThat(new Window(PageBytes.stream(bytes, 1 << 20)).bytes(bytes.length))
                .isEqualTo(bytes);
        assertThat(new Window(PageBytes.stream(bytes, 1 << 20)).bytes(0)).isEmpty();
        assertThatThrownBy(() -> new Window(PageBytes.stream(bytes, 1 << 20)).bytes(Integer.MAX_VALUE))
                .hasMessageContaining("ends early");
        assertThatThrownBy(() -> new Window(PageBytes.stream(bytes, 1 << 20)).bytes(-1))
                .hasMessageContaining("corrupt");
        assertThatThrownBy(() -> new Window(PageBytes.stream(new byte[3], 9)).int32())
                .hasMessageContaining("ends early");
    }

    @Test
    void digitsOfSevenBits() throws IOException {
        for (long number : new long[] {0, 1, 127, 128, 300, 1L << 62, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            assertThat(new Window(new PageBytes().varint(number).stream(1)).varint())
                    .isEqualTo(number);
            assertThat(new Window(new PageBytes().zigzag(number).stream(1)).zigzag())
                    .isEqualTo(number);
        }
        PageBytes endless = new PageBytes();
        for (int i = 0; i < 20; i++) {
            endless.int8(0x80);
        }
        assertThatThrownBy(() -> new Window(endless.stream(9)).varint()).hasMessageContaining("too many digits");
    }

    @Test
    void oneStreamAfterTheOtherIsClosed() throws IOException {
        int[] closed = {0};
        Window window = new Window();
        for (int i = 1; i <= 2; i++) {
            window.select(new ByteArrayInputStream(new byte[] {(byte) i, 9}) {
                @Override
                public void close() {
                    closed[0]++;
                }
            });
            assertThat(window.int8()).isEqualTo(i);
            assertThat(closed[0]).isEqualTo(i - 1);
        }
        window.close();
        assertThat(closed[0]).isEqualTo(2);
    }
}
