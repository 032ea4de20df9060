package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.Engine;
import dev.bentline.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class FiguresCommandTest {
    @TempDir
    Path folder;

    private static Document parse(Path svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile());
    }

    private static Element only(Document svg, String name) {
        assertThat(svg.getElementsByTagName(name).getLength()).as(name).isEqualTo(1);
        return (Element) svg.getElementsByTagName(name).item(0);
    }

    @Test
    void theGreenPointyThingIsWhatTheEngineComputes() throws Exception {
        Path out = folder.resolve("new/figures");
        Run run = Run.of("figures", "--out", out);
        assertThat(run.status()).isZero();
        Path file = out.resolve("green_pointy_thing.svg");
        assertThat(run.out().strip()).isEqualTo(file.toString());
        Document svg = parse(file);
        assertThat(only(svg, "title").getTextContent()).isEqualTo("The green pointy thing");
        assertThat(only(svg, "desc").getTextContent()).contains("largest at dosage 0.5, where it is 1.01");
        String[] points = only(svg, "polyline").getAttribute("points").split(" ", -1);
        float[] x = new float[points.length];
        float[] y = new float[points.length];
        for (int i = 0; i < points.length; i++) {
            // dosage 0 to 1 is drawn from 76 to 612, effect 0 to 1.2 from 338 to 52
            String[] point = points[i].split(",", -1);
            x[i] = (Float.parseFloat(point[0]) - 76) / (612 - 76);
            y[i] = (338 - Float.parseFloat(point[1])) / (338 - 52) * 1.2f;
        }
        float[] expected = new float[x.length];
        Engine.of(Network.relu()).forward(x, expected);
        assertThat(x[0]).isZero();
        assertThat(x[x.length - 1]).isEqualTo(1f);
        for (int i = 0; i < x.length; i++) {
            assertThat(Math.abs(y[i] - expected[i])).as("at %s", x[i]).isLessThan(1e-3f);
        }
    }

    @Test
    void labelsOfTheAxes() throws Exception {
        Run.of("figures", "--out", folder);
        String svg = Files.readString(folder.resolve("green_pointy_thing.svg"));
        assertThat(svg).contains(">dosage</text>", ">effect</text>", ">0.2</text>", ">1</text>", ">1.2</text>");
    }

    @Test
    void anyOtherNetwork() throws Exception {
        assertThat(Run.of("figures", "softplus", "--out", folder).status()).isZero();
        only(parse(folder.resolve("effect.svg")), "polyline");
        Path file = Files.writeString(
                folder.resolve("a<b&c.json"),
                "{\"hidden\": {\"activation\": \"relu\", \"weights\": [3e38], \"biases\": [-1e38]},"
                        + " \"output\": {\"activation\": \"identity\", \"weights\": [3e38], \"bias\": 0}}");
        assertThat(Run.of("figures", file, "--out", folder, "--force").status()).isZero();
        assertThat(only(parse(folder.resolve("effect.svg")), "title").getTextContent())
                .contains("a<b&c.json");
    }

    @Test
    void anExistingFigureIsReplacedOnlyWithForce() {
        assertThat(Run.of("figures", "--out", folder).status()).isZero();
        Run again = Run.of("figures", "--out", folder);
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("--force replaces it").hasLineCount(1);
        assertThat(Run.of("figures", "--out", folder, "--force").status()).isZero();
    }

    @Test
    void aFileWhereTheFolderShouldBe() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        Run run = Run.of("figures", "--out", file);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("it should be a folder").hasLineCount(1);
        assertThat(Run.of("figures").err()).contains("--out").hasLineCount(1);
        assertThat(Run.of("figures", "--out", "").err())
                .contains("--out '': not a file name")
                .hasLineCount(1);
        Run below = Run.of("figures", "--out", file.resolve("below"));
        assertThat(below.status()).isEqualTo(1);
        assertThat(below.err())
                .contains("cannot make the folder " + file.resolve("below") + ": ")
                .hasLineCount(1);
    }
}
