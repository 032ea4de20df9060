package dev.bentline.cli.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bentline.Activation;
import dev.bentline.Engine;
import dev.bentline.Network;
import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.source.GridSource;
import dev.bentline.cli.source.Source;
import dev.bentline.cli.sweep.Sink;
import dev.bentline.cli.sweep.Sweep;
import dev.bentline.cli.sweep.Tile;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlotSinkTest {
    private static final Engine RELU = Engine.of(Network.relu());

    private static String swept(Source source, Engine engine, boolean derivative, int threads) throws IOException {
        PlotSink sink = new PlotSink(derivative);
        new Sweep(source, engine, derivative, List.of(sink)).run(threads);
        return sink.picture("net").svg();
    }

    /** Draws what a sweep of these values would, in tiles of so many. */
    private static PlotSink of(float[] dosages, float[] effects, int size) throws IOException {
        PlotSink sink = new PlotSink(false);
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
            // half a column, of a slope of 35
            assertThat(curve.y().get(i)).isCloseTo(effect[0], within(35 / 1056.0 + 1e-3));
        }
        assertThat(Collections.max(curve.y())).isCloseTo(1.01, within(1e-3));
    }

    @Test
    void aPeakOfOneDosageInTenMillionSurvives() throws IOException {
        int count = 10_000_000;
        Tile tile = new Tile(false);
        PlotSink sink = new PlotSink(false);
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
            effects[i] = random.nextFloat();
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
            bins.add(
                    Bins.index(dosages[i], Bins.exponent(dosages[i], dosages[i])),
                    Bins.exponent(dosages[i], dosages[i]),
                    effects[i],
                    effects[i]);
            float least = Float.POSITIVE_INFINITY;
            float most = Float.NEGATIVE_INFINITY;
            for (int bin = 0; bin < Bins.COUNT; bin++) {
                least = Math.min(least, bins.min(bin));
                most = Math.max(most, bins.max(bin));
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
        assertThat(new PlotSink(true).picture("net").svg())
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
