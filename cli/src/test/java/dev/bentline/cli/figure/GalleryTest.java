package dev.bentline.cli.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bentline.Activation;
import dev.bentline.Engine;
import dev.bentline.Interval;
import dev.bentline.Network;
import dev.bentline.plot.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GalleryTest {
    private static final Gallery STORY = Gallery.of(Network.relu(), "relu");

    private static Picture picture(String name) {
        return STORY.figures().stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .orElseThrow()
                .picture();
    }

    private static Network node(float w, float b, float v) {
        return Network.of(Activation.RELU, new float[] {w}, new float[] {b}, new float[] {v}, 0, Activation.IDENTITY);
    }

    private static Network wedge(float bias) {
        return Network.of(
                Activation.RELU,
                new float[] {1.70f, 12.6f},
                new float[] {-0.85f, 0},
                new float[] {-40.8f, 2.7f},
                bias,
                Activation.IDENTITY);
    }

    /** Tells whether a curve is where the engine is, to a pixel's tenth across and down. */
    private static void assertDrawn(Svg.Curve curve, Network network, double height) {
        assertThat(curve.x().size()).isGreaterThan(50);
        Engine engine = Engine.of(network);
        double slope = 0.1 / 528;
        for (int i = 0; i < curve.x().size(); i++) {
            double x = curve.x().get(i);
            float[] near = {(float) (x - slope), (float) x, (float) (x + slope)};
            engine.forward(near, near);
            double spread = Math.max(Math.abs(near[0] - near[1]), Math.abs(near[2] - near[1]));
            assertThat(curve.y().get(i)).as("at %s", x).isCloseTo(near[1], within(spread + height / 2760));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bent_blue_line, 1.70, -0.85, 1, 1.2",
        "new_bent_blue_line, 1.70, -0.85, -40.8, 35",
        "straight_orange_line, 12.6, 0, 1, 14",
        "final_straight_orange_line, 12.6, 0, 2.7, 35"
    })
    void theLineOfAHiddenNode(String name, float w, float b, float v, double height) throws IOException {
        List<Svg.Curve> curves = Svg.parse(picture(name).svg()).curves();
        assertThat(curves).hasSize(1);
        assertDrawn(curves.getFirst(), node(w, b, v), height);
        assertThat(curves.getFirst().x().getFirst()).isCloseTo(0, within(1e-4));
        assertThat(curves.getFirst().x().getLast()).isCloseTo(1, within(1e-4));
    }

    @Test
    void theSquigglesCaptionNamesThePeakThatIsDrawn() throws IOException {
        Figure squiggle = STORY.figures().getFirst();
        Svg.Curve curve = Svg.parse(squiggle.picture().svg()).curves().getFirst();
        double highest = curve.y().stream().max(Double::compare).orElseThrow();
        for (String words : List.of(squiggle.caption(), squiggle.picture().description())) {
            Matcher peak = Pattern.compile("(?:up to|peak of) ([0-9.]+) at dosage (0[.][0-9]+)")
                    .matcher(words);
            assertThat(peak.find()).as(words).isTrue();
            assertThat(Double.parseDouble(peak.group(1))).isCloseTo(highest, within(3 * 0.005 / 276 + 1e-4));
            double[] values = new double[1001]; // an oracle of its own, in double
            int best = 0;
            for (int i = 0; i <= 1000; i++) {
                double x = i / 1000.0;
                values[i] = -0.58
                        - 1.30 * Math.log1p(Math.exp(-34.4 * x + 2.14))
                        + 2.28 * Math.log1p(Math.exp(-2.52 * x + 1.29));
                best = values[i] > values[best] ? i : best;
            }
            assertThat(Double.parseDouble(peak.group(1))).isCloseTo(values[best], within(1e-4));
            assertThat(Double.parseDouble(peak.group(2))).isCloseTo(best / 1000.0, within(1.0 / 600));
        }
    }

    @Test
    void theGreenSquiggleAndTheGreenPointyThing() throws IOException {
        assertDrawn(Svg.parse(picture("softplus").svg()).curves().getFirst(), Network.softplus(), 3);
        Svg pointy = Svg.parse(picture("green_pointy_thing").svg());
        assertDrawn(pointy.curves().getFirst(), Network.relu(), 1.2);
        assertThat(pointy.curves().getFirst().y().stream().max(Double::compare).orElseThrow())
                .isCloseTo(1.01, within(0.01));
        assertThat(picture("green_pointy_thing").description()).contains("largest at dosage 0.5, where it is 1.01");
    }

    @Test
    void theWedgeIsTheSumOfBothLinesAndThenTheBias() throws IOException {
        List<Svg.Curve> curves = Svg.parse(picture("green_wedge").svg()).curves();
        assertThat(curves).hasSize(4);
        assertDrawn(curves.get(0), node(1.70f, -0.85f, -40.8f), 80);
        assertDrawn(curves.get(1), node(12.6f, 0, 2.7f), 80);
        assertDrawn(curves.get(2), wedge(0), 80);
        assertDrawn(curves.get(3), wedge(-16), 80);
        assertThat(curves.stream().map(Svg.Curve::colour)).containsExactly("#0072b2", "#e69f00", "#009e73", "#009e73");
    }

    @Test
    void theBottomNodeLeavesThePictureOnTop() throws IOException {
        Svg.Curve curve = Svg.parse(picture("bottom_go_off").svg()).curves().getFirst();
        assertDrawn(curve, node(12.6f, 0, 1), 1.2);
        assertThat(curve.y().getLast()).isCloseTo(1.2, within(1e-3));
        assertThat(curve.x().getLast()).isCloseTo(1.2 / 12.6, within(1e-3));
    }

    @Test
    void theNewShapeIsCloseToItsObservations() throws IOException {
        Svg svg = Svg.parse(picture("new_shape").svg());
        Svg.Curve curve = svg.curves().getFirst();
        assertThat(svg.elements("circle")).hasSize(100);
        assertThat(curve.y().stream().max(Double::compare).orElseThrow()).isBetween(0.8, 1.0);
        double between = IntStream.range(0, curve.x().size())
                .filter(i -> curve.x().get(i) > 0.4 && curve.x().get(i) < 0.6)
                .mapToDouble(i -> curve.y().get(i))
                .min()
                .orElseThrow();
        assertThat(between).isLessThan(0.1);
    }

    @Test
    void theDerivativeAtTheBendIsFilledOnceAtZeroAndOnceAtOne() throws IOException {
        List<String> fills = Svg.parse(picture("deri_pro").svg())
                .elements("circle")
                .map(circle ->
                        circle.getAttribute("fill") + (circle.getAttribute("cy").compareTo("200") < 0))
                .toList();
        assertThat(fills)
                .containsExactly(
                        "#0072b2true", "#fffffftrue", "#0072b2false", "#0072b2false", "#fffffffalse", "#0072b2true");
    }

    @Test
    void theDerivativeIsNotDrawnAcrossTheBend() throws IOException {
        assertThat(Svg.parse(picture("deri_pro").svg()).elements("polyline")).hasSize(4);
    }

    @Test
    void theDerivativeOfTheWorkedExampleHasFourLevels() throws IOException {
        List<Figure> figures = new NodeByNode(Network.relu(), "relu").gallery().figures();
        Svg svg = Svg.parse(figures.getLast().picture().svg());
        assertThat(svg.curves())
                .allSatisfy(piece -> assertThat(piece.y().stream().distinct()).hasSize(1));
        assertThat(svg.curves().stream()
                        .filter(piece -> piece.x().getLast() > piece.x().getFirst() + 0.01)
                        .map(piece -> Math.round(piece.y().getFirst())))
                .containsExactly(0L, 34L, -35L, 0L);
    }

    @Test
    void everyPictureHasTitleDescriptionAndNamedAxes() throws IOException {
        for (Figure figure : STORY.figures()) {
            Svg svg = Svg.parse(figure.picture().svg());
            assertThat(svg.elements("title"))
                    .singleElement()
                    .satisfies(title -> assertThat(title.getTextContent())
                            .isEqualTo(figure.picture().title()));
            assertThat(svg.elements("desc"))
                    .singleElement()
                    .satisfies(description ->
                            assertThat(description.getTextContent()).hasSizeGreaterThan(30));
            if (!figure.name().equals("relu_bonus")) {
                assertThat(svg.elements("text").filter(text -> text.hasAttribute("transform")))
                        .as(figure.name())
                        .isNotEmpty();
            }
        }
    }

    @Test
    void theDiagramHasEveryWeightAndBias() throws IOException {
        assertThat(Svg.parse(picture("relu_bonus").svg()).elements("text").map(text -> text.getTextContent()))
                .contains("× 1.7", "× 12.6", "+ -0.85", "+ 0", "× -40.8", "× 2.7", "+ -16");
    }

    @Test
    void everyPngShowsTheColoursOfItsSvg() throws IOException {
        for (Figure figure : STORY.figures()) {
            BufferedImage image =
                    ImageIO.read(new ByteArrayInputStream(figure.picture().png()));
            assertThat(image.getWidth()).isEqualTo(2 * figure.picture().width());
            assertThat(image.getHeight()).isEqualTo(2 * figure.picture().height());
            int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
            Svg svg = Svg.parse(figure.picture().svg());
            List<Integer> colours = Stream.concat(
                            svg.elements("polyline").map(line -> line.getAttribute("stroke")),
                            svg.elements("circle")
                                    .filter(circle -> !circle.hasAttribute("fill-opacity"))
                                    .map(circle -> circle.getAttribute("fill")))
                    .map(colour -> Integer.decode(colour) | 0xff000000)
                    .distinct()
                    .toList();
            assertThat(colours).as(figure.name()).isNotEmpty();
            for (int colour : colours) {
                assertThat(IntStream.of(pixels).filter(pixel -> pixel == colour).count())
                        .as("%s in %x", figure.name(), colour)
                        .isGreaterThan(50);
            }
            assertThat(IntStream.of(pixels).filter(pixel -> pixel == 0xffffffff).count())
                    .isGreaterThan(pixels.length / 2);
        }
    }

    @Test
    void anotherNetworkIsDrawnWhereItsBendsAre() throws IOException {
        Network hump = Network.of(
                Activation.RELU,
                new float[] {1, 1, 1},
                new float[] {-5, -10, -25},
                new float[] {1, -1.5f, 0.5f},
                0,
                Activation.IDENTITY);
        List<Figure> figures = Gallery.of(hump, "hump").figures();
        Picture effect = figures.get(figures.size() - 2).picture();
        Svg.Curve curve = Svg.parse(effect.svg()).curves().getFirst();
        assertThat(curve.x().getFirst()).isCloseTo(0, within(0.01));
        assertThat(curve.x().getLast()).isCloseTo(30, within(0.01));
        Network far = Network.of(
                Activation.RELU,
                new float[] {1, 1, 1, 1e-6f},
                new float[] {-5, -10, -25, -1},
                new float[] {1, -1.5f, 0.5f, 1},
                0,
                Activation.IDENTITY);
        assertThat(DosageRange.of(far).to()).isLessThan(40);
        assertThat(DosageRange.of(Network.softplus())).isEqualTo(new Range(0, 1));
        assertThat(DosageRange.of(Network.softplus().withDosages(new Interval(-2, 30))))
                .isEqualTo(new Range(-2, 30));
    }

    @Test
    void whateverTheNetworkIs() throws IOException {
        float max = Float.MAX_VALUE;
        float[][] parameters = {
            {0, 0, 0},
            {0, 1, 1},
            {1, 0, 0},
            {max, max, max},
            {max, -max, max},
            {Float.MIN_VALUE, max, 1},
            {1, -max, 1},
            {1, -Float.MIN_VALUE, 1},
            {-1, 1e30f, 1}
        };
        for (float[] p : parameters) {
            for (Figure figure : Gallery.of(node(p[0], p[1], p[2]), "odd").figures()) {
                assertThat(Svg.parse(figure.picture().svg())
                                .elements("polyline")
                                .flatMap(line ->
                                        Stream.of(line.getAttribute("points").split(" ", -1))))
                        .allSatisfy(point -> {
                            String[] pixels = point.split(",", -1);
                            assertThat(Double.parseDouble(pixels[0])).isBetween(84.0, 612.0);
                            assertThat(Double.parseDouble(pixels[1])).isBetween(67.98, 344.02);
                        });
                assertThat(figure.picture().png()).isNotEmpty();
            }
        }
    }
}
