package dev.bentline.cli.figure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.Activation;
import dev.bentline.DosageScale;
import dev.bentline.Network;
import dev.bentline.cli.source.Observations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurvePagesTest {
    private static final float[] DOSAGES = {0, 1, 10, 1000};
    private static final Pattern TEXT = Pattern.compile("<text x=\"(.*?)\" .*?text-anchor=\"(.*?)\">(.*?)</text>");

    private static Network rising(float slope) {
        return Network.of(Activation.RELU, new float[] {1}, new float[1], new float[] {slope}, 0, Activation.IDENTITY);
    }

    private static Observations observations(float most) {
        return new Observations(DOSAGES, new float[] {0, most / 4, most / 2, most});
    }

    private static String page(Network network, float... most) throws IOException {
        TreeMap<String, byte[]> files = new TreeMap<>();
        CurvePages pages = new CurvePages("effects", files::put);
        for (float each : most) {
            pages.add("curve", "caption", observations(each), network);
        }
        pages.addFailure("none", "no observations");
        pages.finish();
        assertThat(files).containsOnlyKeys("index.html");
        return new String(files.get("index.html"), StandardCharsets.UTF_8);
    }

    @Test
    void saysOnceHowPlotsAreRead() throws IOException {
        Network log10 = rising(0).withDosageScale(DosageScale.log10(DOSAGES));
        assertThat(page(log10, 4, 4)).containsOnlyOnce("Dosages are on logarithms, and 0 behind a gap. All axes are");
        assertThat(page(rising(0), 4, 8))
                .containsOnlyOnce("fitted to them. Every plot has axes of its own.")
                .doesNotContain("logarithms");
        assertThat(page(rising(0))).doesNotContain("axes");
    }

    /** No label is cut, and none touches another, at six pixels a character. */
    @ParameterizedTest
    @CsvSource({"4, true, 0 1 10 100 1000", "3000000, true, 0 1 10 100 1000", "4, false, 0 200 400 600 1000"})
    void labels(float most, boolean logarithms, String expected) throws IOException {
        Network network =
                logarithms ? rising(0).withDosageScale(DosageScale.log10(DOSAGES)) : rising(most / DOSAGES[3]);
        Matcher matcher = TEXT.matcher(page(network, most));
        List<String> labels = matcher.results().map(label -> label.group(3)).toList();
        assertThat(String.join(" ", labels.subList(2, labels.size()))).isEqualTo(expected);
        assertThat(labels.get(1)).isEqualTo(most == 4 ? "4" : "3000000");
        double end = 0;
        matcher.reset();
        for (int i = 0; matcher.find(); i++) {
            double width = 6 * matcher.group(3).length();
            double place = Double.parseDouble(matcher.group(1));
            double left = place - (matcher.group(2).equals("end") ? width : width / 2);
            assertThat(left).isGreaterThanOrEqualTo(i <= 2 ? 0 : end);
            end = left + width;
        }
    }
}
