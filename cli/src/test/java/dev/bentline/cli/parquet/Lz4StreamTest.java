package dev.bentline.cli.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Lz4StreamTest {
    /** A block, and what it stands for, byte by byte. */
    private static final class Block {
        private final ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        private byte[] plain = new byte[0];

        /** Adds a sequence; the last one has neither distance nor match. */
        Block add(byte[] literals, int distance, int match) {
            int last = distance == 0 ? 0 : Math.min(15, match - 4);
            compressed.write(Math.min(15, literals.length) << 4 | last);
            more(literals.length);
            compressed.writeBytes(literals);
            int end = plain.length + literals.length;
            plain = Arrays.copyOf(plain, end + match);
            System.arraycopy(literals, 0, plain, end - literals.length, literals.length);
            if (distance > 0) {
                compressed.write(distance);
                compressed.write(distance >> 8);
                more(match - 4);
            }
            for (int i = end; i < plain.length; i++) {
                plain[i] = plain[i - distance];
            }
            return this;
        }

        private void more(int length) {
            if (length >= 15) {
                int rest = length - 15;
                for (; rest >= 255; rest -= 255) {
                    compressed.write(255);
                }
                compressed.write(rest);
            }
        }

        byte[] read(int atOnce) throws IOException {
            return Lz4StreamTest.read(compressed.toByteArray(), atOnce);
        }
    }

    private static byte[] read(byte[] compressed, int atOnce) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] some = new byte[atOnce];
        try (InputStream in = new Lz4Stream(new ByteArrayInputStream(compressed))) {
            while (true) {
                int count = in.read(some, 0, atOnce);
                if (count < 0) {
                    assertThat(in.read()).isEqualTo(-1);
                    return all.toByteArray();
                }
                all.write(some, 0, count);
                int one = in.read();
                if (one >= 0) {
                    all.write(one);
                }
            }
        }
    }

    private static byte[] noise(Random random, int count) {
        byte[] noise = new byte[count];
        random.nextBytes(noise);
        return noise;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 14, 15, 16, 269, 270, 271, 5000, 8192, 70_000, 300_000})
    void literalsAreThemselves(int count) throws IOException {
        Block block = new Block().add(noise(new Random(count), count), 0, 0);
        assertThat(block.read(1000)).isEqualTo(block.plain);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 4",
        "1, 18",
        "1, 19",
        "1, 300000",
        "2, 131073",
        "3, 274",
        "7, 65536",
        "4, 5",
        "65535, 4",
        "65535, 65536",
        "65535, 400000",
        "40000, 200000"
    })
    void aMatchRepeatsWhatWasBefore(int distance, int match) throws IOException {
        Random random = new Random(distance);
        for (int before : new int[] {distance, distance + 1, distance + 65_536, 131_071, 131_072}) {
            Block block = new Block()
                    .add(noise(random, Math.max(before, distance)), distance, match)
                    .add(noise(random, 5), 0, 0);
            assertThat(block.read(777)).isEqualTo(block.plain);
        }
    }

    @Test
    void sequencesFollowEachOther() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 60; i++) {
            Block block = new Block();
            for (int j = 0; j < 40; j++) {
                byte[] literals = noise(random, random.nextInt(1 << random.nextInt(14)) + (j == 0 ? 1 : 0));
                int distance = 1 + random.nextInt(Math.min(65_535, block.plain.length + literals.length));
                block.add(literals, distance, 4 + random.nextInt(1 << random.nextInt(16)));
            }
            block.add(noise(random, random.nextInt(20)), 0, 0);
            assertThat(block.read(1 + random.nextInt(100_000))).isEqualTo(block.plain);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            value = {
                "0x10 @ ends early", // a literal that is not there
                "0xf0 @ ends early", // a length that goes on
                "0xf0ff @ ends early",
                "0x104101 @ ends early", // half a distance
                "0x10410000 @ what is not there",
                "0x10410200 @ what is not there",
                "0x000100 @ what is not there",
                "0x1f410100 @ ends early"
            })
    void aBlockThatIsWrongIsRefused(String hex, String reason) {
        byte[] block = java.util.HexFormat.of().parseHex(hex.substring(2));
        assertThatThrownBy(() -> read(block, 100))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aDistanceOfAllHistoryIsTheLargest() throws IOException {
        Block block = new Block().add(new byte[200_000], 65_535, 10).add(new byte[0], 0, 0);
        assertThat(block.read(10_000)).isEqualTo(block.plain);
    }

    @Test
    void noiseGivesBytesOrIsRefused() {
        Random random = new Random(2);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] block = noise(random, random.nextInt(300));
            try {
                read(block, 500);
            } catch (MalformedException e) {
                refused++;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        assertThat(refused).isBetween(10_000, 19_900);
    }
}
