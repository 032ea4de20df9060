package dev.bentline.cli.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.cli.source.KeptColumn;
import dev.bentline.cli.source.KeptValues;
import dev.bentline.cli.sweep.Tile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CsvSinkTest {
    private static Tile tile(float... dosages) {
        Tile tile = new Tile(true);
        tile.count = dosages.length;
        for (int i = 0; i < dosages.length; i++) {
            tile.dosages[i] = dosages[i];
            tile.effects[i] = -dosages[i];
            tile.slopes[i] = 3 * dosages[i];
        }
        return tile;
    }

    private static KeptValues kept(@Nullable String... values) {
        return new KeptValues() {
            @Override
            public boolean isNull(int row) {
                return values[row] == null;
            }

            @Override
            public void append(int row, StringBuilder bytes) {
                if (values[row] != null) {
                    bytes.append(values[row]);
                }
            }
        };
    }

    private static KeptColumn column(String name) {
        return () -> name;
    }

    @Test
    void numbersAreTheShortestDecimalsThatReadBack() throws IOException {
        Random random = new Random(1);
        float[] dosages = new float[Tile.SIZE];
        StringBuilder expected = new StringBuilder("dosage,effect,derivative\n");
        for (int i = 0; i < dosages.length; i++) {
            dosages[i] = i < 2000 ? (i - 1000) / 8f : Float.intBitsToFloat(random.nextInt());
            expected.append(dosages[i])
                    .append(',')
                    .append(-dosages[i])
                    .append(',')
                    .append(3 * dosages[i])
                    .append('\n');
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new CsvSink(out, true, List.of()).prepare(tile(dosages)).run();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(expected.toString());
    }

    @Test
    void keptValuesAreQuotedWhereTheyNeedIt() throws IOException {
        Tile tile = tile(0, 1, 2, 3, 4, 5, 6);
        tile.kept =
                List.of(kept("", " a ", "a,b", "a\"b", "\"", "a\nb", "a\rb"), kept(null, "x", "", "y", "z", "", null));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new CsvSink(out, false, List.of(column("gr\u00f6\u00dfe"), column("b,\"c\"")))
                .prepare(tile)
                .run();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                dosage,effect,gr\u00f6\u00dfe,"b,""c""\"
                0.0,-0.0,,
                1.0,-1.0, a ,x
                2.0,-2.0,"a,b",
                3.0,-3.0,"a""b",y
                4.0,-4.0,\"""\",z
                5.0,-5.0,"a
                b",
                6.0,-6.0,"a\rb",
                """);
    }

    @Test
    void gzipUnpacksToThePlainText() throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        CsvSink plainSink = new CsvSink(plain, true, List.of());
        CsvSink packedSink = CsvSink.gzip(packed, true, List.of());
        for (Tile tile : List.of(tile(0.1f, 0.2f), tile(), tile(0.3f))) {
            plainSink.prepare(tile).run();
            packedSink.prepare(tile).run();
        }
        plainSink.finish();
        packedSink.finish();
        byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray())).readAllBytes();
        assertThat(unpacked).isEqualTo(plain.toByteArray());
    }

    @Test
    void gzipWithoutRowsIsAHeader() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CsvSink.gzip(out, false, List.of()).finish();
        assertThat(new GZIPInputStream(new ByteArrayInputStream(out.toByteArray())).readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("dosage,effect\n");
    }
}
