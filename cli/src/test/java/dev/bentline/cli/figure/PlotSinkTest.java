package dev.bentline.cli.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bentline.Activation;
import dev.bentline.DosageScale;
import dev.bentline.Engine;
import dev.bentline.Network;
import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.source.GridSource;
import dev.bentline.cli.source.Source;
import dev.bentline.cli.sweep.Sink;
import dev.bentline.cli.sweep.Sweep;
import dev.bentline.cli.sweep.Tile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlotSinkTest {
    private static final Engine RELU = Engine.of(Network.relu());

    private static String swept(Source source, Engine engine, boolean derivative, int threads) throws IOException {
        PlotSink sink = new PlotSink(derivative, DosageScale.LINEAR);
        new Sweep(source, engine, derivative, List.of(sink)).run(threads);
        return sink.picture("net").svg();
    }

    /** Draws what a sweep of these values would, in tiles of so many. */
    private static PlotSink of(float[] dosages, float[] effects, int size) throws IOException {
        PlotSink sink = new PlotSink(false, DosageScale.LINEAR);
        for (int from = 0; from < dosages.length; from += size) {
            Tile tile = new Tile(false);
            tile.count = Math.min(size, dosages.length - from);
            System.arraycopy(dosages, from, tile.dosages, 0, tile.count);
            System.arraycopy(effects, from, tile.effects, 0, tile.count);
            Sink.WriteTask delivery = sink.prepare(tile);
            delivery.run();
        }
        return sink;
    }

    private static float[] permuted(float[] values, List<Integer> order) {
        float[] permuted = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            permuted[i] = values[order.get(i)];
        }
        return permuted;
    }

    @Test
    void aDenseSweepIsTheEnginesCurve() throws IOException {
        List<Svg.Curve> curves = Svg.parse(swept(new GridSource(0, 1, 1_000_001), RELU, false, 2))
                .curves();
        assertThat(curves).hasSize(1);
        Svg.Curve curve = curves.getFirst();
        assertThat(curve.x().getFirst()).isCloseTo(0, within(0.002));
        assertThat(curve.x().getLast()).isCloseTo(1, within(0.002));
        assertThat(curve.x()).isSorted();
        for (int i = 0; i < curve.x().size(); i++) {
            float[] effect = {curve.x().get(i).floatValue()};
            RELU.forward(effect, effect);
            // hundredths of a pixel, of a slope of 35
            assertThat(curve.y().get(i)).isCloseTo(effect[0], within(35 * 0.005 / 528 + 0.005 * 1.2 / 276 + 1e-6));
        }
        assertThat(Collections.max(curve.y())).isCloseTo(1.01, within(1e-3));
    }

    /** Follows the middle of the rising flank, row by row of pixels, from where the other one is no longer near. */
    @ParameterizedTest
    @ValueSource(ints = {5000, 100_000, 1_000_000, 1_234_567})
    void steepFlanksAreStraightAndSmoothInPng(int count) throws IOException {
        PlotSink sink = new PlotSink(false, DosageScale.LINEAR);
        new Sweep(new GridSource(0, 1, count), RELU, false, List.of(sink)).run(2);
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(sink.picture("net").png()));
        List<Double> middles = new ArrayList<>(); // of the rising flank, from the top down
        int top = 300;
        int bottom = 660;
        for (int y = top; y < bottom; y++) {
            double ink = 0;
            double moment = 0;
            for (int x = 600; x < 696; x++) { // up to the tip, at 696
                double share = (255 - (image.getRGB(x, y) >> 16 & 0xff)) / 255.0;
                boolean grid = share < 0.2;
                ink += grid ? 0 : share;
                moment += grid ? 0 : share * (x + 0.5);
            }
            middles.add(moment / ink);
        }
        double slope = (middles.getLast() - middles.getFirst()) / (middles.size() - 1);
        for (int i = 1; i < middles.size(); i++) {
            assertThat(middles.get(i)).as("row %d", top + i).isCloseTo(middles.getFirst() + slope * i, within(0.3));
            if (i >= 8) {
                assertThat(middles.get(i)).as("row %d", top + i).isLessThan(middles.get(i - 8));
            }
        }
    }

    @Test
    void aPeakOfOneDosageInTenMillionSurvives() throws IOException {
        int count = 10_000_000;
        Tile tile = new Tile(false);
        PlotSink sink = new PlotSink(false, DosageScale.LINEAR);
        for (int from = 0; from < count; from += Tile.SIZE) {
            tile.count = Math.min(Tile.SIZE, count - from);
            for (int i = 0; i < tile.count; i++) {
                tile.dosages[i] = (from + i) / (float) count;
                tile.effects[i] = from + i == 7_654_321 ? 5 : 0;
            }
            sink.prepare(tile).run();
        }
        Svg.Curve curve = Svg.parse(sink.picture("net").svg()).curves().getFirst();
        assertThat(Collections.max(curve.y())).isCloseTo(5, within(1e-3));
        assertThat(curve.x().get(curve.y().indexOf(Collections.max(curve.y())))).isCloseTo(0.7654, within(0.001));
    }

    @Test
    void orderTilesAndThreadsMakeNoDifference() throws IOException {
        int count = 200_000;
        Random random = new Random(1);
        float[] dosages = new float[count];
        float[] effects = new float[count];
        for (int i = 0; i < count; i++) {
            dosages[i] = (float) Math.exp(5 * random.nextGaussian()) * (random.nextBoolean() ? 1 : -1);
            effects[i] = random.nextInt(8) / 8f; // many extremes are at several dosages
        }
        String expected = of(dosages, effects, Tile.SIZE).picture("net").svg();
        List<Integer> order = IntStream.range(0, count).boxed().collect(Collectors.toList());
        for (int size : new int[] {1000, Tile.SIZE}) {
            Collections.shuffle(order, random);
            assertThat(of(permuted(dosages, order), permuted(effects, order), size)
                            .picture("net")
                            .svg())
                    .isEqualTo(expected);
        }
        order.sort((a, b) -> Float.compare(dosages[a], dosages[b]));
        assertThat(of(permuted(dosages, order), permuted(effects, order), Tile.SIZE)
                        .picture("net")
                        .svg())
                .isEqualTo(expected);
        String grid = swept(new GridSource(-3, 5, 1_000_000), RELU, true, 1);
        assertThat(swept(new GridSource(-3, 5, 1_000_000), RELU, true, 2)).isEqualTo(grid);
        assertThat(swept(new GridSource(5, -3, 1_000_000), RELU, true, 2)).isEqualTo(grid);
    }

    @Test
    void theRangeGrowsFromOneDosageToAllFloats() throws IOException {
        float max = Float.MAX_VALUE;
        float[] dosages = {0, Float.MIN_VALUE, -Float.MIN_VALUE, 1e-20f, 1, -1, 1e20f, max, -max};
        float[] effects = {0, 1, 2, 3, 4, 5, 6, 7, 8};
        Svg svg = Svg.parse(of(dosages, effects, 1).picture("net").svg());
        assertThat(svg.elements("circle"))
                .hasSize(6); // both ends, and the least and the most of those on either side of 0
        Bins bins = new Bins();
        for (int i = 0; i < dosages.length; i++) {
            float[] seen = Arrays.copyOf(dosages, i + 1);
            Arrays.sort(seen);
            bins.cover(seen[0], seen[i]);
            Extremes one = new Extremes(1);
            one.add(0, effects[i], dosages[i], effects[i], dosages[i]);
            int exponent = Bins.exponent(dosages[i], dosages[i]);
            bins.add(Bins.index(dosages[i], exponent), exponent, one, 0);
            float least = Float.POSITIVE_INFINITY;
            float most = Float.NEGATIVE_INFINITY;
            for (int bin = 0; bin < Bins.COUNT; bin++) {
                least = Math.min(least, bins.extremes().min(bin));
                most = Math.max(most, bins.extremes().max(bin));
            }
            assertThat(least).isZero();
            assertThat(most).isEqualTo(effects[i]);
        }
    }

    @Test
    void scatteredDosagesAreDotsOnTheCurve() throws IOException {
        Svg svg = Svg.parse(swept(new GridSource(0, 1, 11), RELU, false, 1));
        assertThat(svg.elements("polyline")).isEmpty();
        assertThat(svg.elements("circle")).hasSize(11);
    }

    @Test
    void whatIsNotFiniteIsAGapAndCounted() throws IOException {
        int count = 100_000;
        float[] dosages = new float[count];
        float[] effects = new float[count];
        for (int i = 0; i < count; i++) {
            dosages[i] = i;
            effects[i] = i < 40_000 ? 1 : i < 50_000 ? Float.NaN : i < 60_000 ? Float.NEGATIVE_INFINITY : 2;
        }
        String svg = of(dosages, effects, Tile.SIZE).picture("net").svg();
        assertThat(svg)
                .contains("100,000 dosages; 20,000 effects are not finite")
                .doesNotContain("NaN");
        assertThat(Svg.parse(svg).elements("polyline")).hasSize(2);
    }

    @Test
    void nothingSweptAndNothingFinite() throws IOException {
        assertThat(new PlotSink(true, DosageScale.LINEAR).picture("net").svg())
                .contains("0 dosages")
                .doesNotContain("NaN");
        String svg =
                of(new float[] {3}, new float[] {Float.NaN}, 1).picture("net").svg();
        assertThat(svg).contains("1 dosage; 1 effect is not finite").doesNotContain(">NaN");
        assertThat(of(new float[] {3, 3}, new float[] {7, 7}, 1).picture("net").png())
                .isNotEmpty();
    }

    @Test
    void theDerivativeHasItsOwnPanel() throws IOException {
        Svg svg = Svg.parse(swept(new GridSource(0, 1, 100_000), RELU, true, 2));
        assertThat(svg.elements("polyline").map(line -> line.getAttribute("stroke")))
                .containsExactly("#009e73", "#0072b2");
        assertThat(svg.elements("text").map(text -> text.getTextContent())).contains("effect", "derivative");
    }

    @Test
    void aNetworkThatOverflowsIsDrawnAsFarAsItIsFinite() throws IOException {
        Network steep = Network.of(
                Activation.RELU, new float[] {3e38f}, new float[] {0}, new float[] {2}, 0, Activation.IDENTITY);
        assertThat(swept(new GridSource(0, 2, 100_000), Engine.of(steep), false, 2))
                .contains("effects are not finite");
    }

    @Test
    void theEndingNamesTheFormat() {
        assertThat(PictureFormat.of("--plot", "a.SVG")).isEqualTo(PictureFormat.SVG);
        assertThat(PictureFormat.of("--plot", "b.svg.png")).isEqualTo(PictureFormat.PNG);
        assertThatThrownBy(() -> PictureFormat.of("--plot", "a.pdf"))
                .isInstanceOf(CommandException.class)
                .hasMessage("--plot is 'a.pdf'; it must be a file whose name ends in .png or .svg");
    }
}
