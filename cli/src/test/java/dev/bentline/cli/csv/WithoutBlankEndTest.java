package dev.bentline.cli.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WithoutBlankEndTest {
    /** Gives a few bytes at a time. */
    private static InputStream inPieces(byte[] bytes, int most) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] into, int from, int count) throws IOException {
                return super.read(into, from, Math.min(most, count));
            }
        };
    }

    private static String read(String text, int piece, int buffer) throws IOException {
        try (InputStream in = new WithoutBlankEnd(inPieces(text.getBytes(StandardCharsets.ISO_8859_1), piece))) {
            StringBuilder read = new StringBuilder();
            byte[] bytes = new byte[buffer];
            for (int count = in.read(bytes, 0, buffer); count >= 0; count = in.read(bytes, 0, buffer)) {
                assertThat(count).isPositive();
                read.append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
            }
            assertThat(in.read()).isEqualTo(-1);
            return read.toString();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void oneLineBreakStays(String lineBreak) throws IOException {
        for (String text :
                new String[] {"", "dosage", "dosage" + lineBreak + "0.5", "a" + lineBreak + lineBreak + "b"}) {
            for (int lines = 0; lines < 5; lines++) {
                for (int piece = 1; piece < 9; piece++) {
                    String kept = lines == 0 ? text : text + lineBreak;
                    assertThat(read(text + lineBreak.repeat(lines), piece, 1 + piece % 3))
                            .isEqualTo(kept);
                }
            }
        }
    }

    /** Against the same by the whole text. */
    @Test
    void whateverTheText() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(20); length > 0; length--) {
                text.append("ab\n\n\r".charAt(random.nextInt(5)));
            }
            assertThat(read(text.toString(), 1 + random.nextInt(6), 1 + random.nextInt(6)))
                    .isEqualTo(text.toString().replaceFirst("(\r\n|\r|\n)[\r\n]*$", "$1"));
        }
    }

    @Test
    void moreLineBreaksThanAnyoneLeavesAreLetThrough() throws IOException {
        String text = "a" + "\n".repeat(1 << 20);
        assertThat(read(text, 8192, 8192).length()).isBetween(1 << 19, 1 << 20);
    }
}
