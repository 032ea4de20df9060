package dev.bentline.cli.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bentline.Activation;
import dev.bentline.Network;
import dev.bentline.cli.CommandRun;
import dev.bentline.cli.source.Observations;
import dev.bentline.plot.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlotTest {
    private static final int FITTED = 0xd55e00;
    private static final int WIDTH = Picture.PNG_SCALE * Picture.WIDTH;
    private static final int HEIGHT = Picture.PNG_SCALE * Picture.HEIGHT;
    private static final int LEGEND_BOTTOM = 120;

    @TempDir
    Path folder;

    private static BufferedImage draw(float[] dosages, float[] effects, Network network) throws IOException {
        byte[] png = Plot.of(new Observations(dosages, effects), network, "title", "dosage", "effect")
                .png();
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    /** Counts the pixels below the legend that have such a colour. */
    private static long count(BufferedImage image, IntPredicate colour) {
        return IntStream.range(LEGEND_BOTTOM * image.getWidth(), image.getHeight() * image.getWidth())
                .filter(i -> colour.test(image.getRGB(i % image.getWidth(), i / image.getWidth()) & 0xffffff))
                .count();
    }

    private static boolean isBlue(int colour) {
        return (colour & 0xff) > (colour >> 16) + 20;
    }

    private static Network line(float slope, float bias) {
        return Network.of(
                Activation.RELU, new float[] {1}, new float[] {10}, new float[] {slope}, bias, Activation.IDENTITY);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, Plot.MOST_POINTS, Plot.MOST_POINTS + 1, 50_000})
    void observationsAndTheFittedLineAreThere(int count) throws IOException {
        Random random = new Random(1);
        float[] x = new float[count];
        float[] t = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = i / (count - 1f);
            t[i] = (float) random.nextGaussian();
        }
        BufferedImage image = draw(x, t, Network.relu());
        assertThat(image.getWidth()).isEqualTo(WIDTH);
        assertThat(image.getHeight()).isEqualTo(HEIGHT);
        assertThat(count(image, colour -> colour == FITTED)).isGreaterThan(1000);
        assertThat(count(image, PlotTest::isBlue)).isGreaterThan(100);
        assertThat(count(image, colour -> colour == 0xffffff)).isGreaterThan(WIDTH * (HEIGHT - LEGEND_BOTTOM) / 3);
    }

    @Test
    void theLineIsWhereTheNetworkIs() throws IOException {
        // y = x on 0 to 1, from corner to corner of the panel
        BufferedImage image = draw(new float[] {0, 1}, new float[] {0, 1}, line(1, -10));
        for (int step = 1; step < 10; step++) {
            int column = (int) Math.round(168 + 105.6 * step);
            double row = IntStream.range(LEGEND_BOTTOM, HEIGHT)
                    .filter(i -> (image.getRGB(column, i) & 0xffffff) == FITTED)
                    .average()
                    .orElseThrow();
            double middle = column + 0.5 - 168; // pixels have their middles half a pixel on
            assertThat(row + 0.5).isCloseTo(688 - middle * 552 / 1056, within(1.0));
        }
    }

    @Test
    void theTipOfANarrowPeakIsDrawn() throws IOException {
        // a peak of height 1 at 0.5 that is 2e-5 wide: between two pixel columns
        Network peak = Network.of(
                Activation.RELU,
                new float[] {100_000, 100_000, 100_000},
                new float[] {-49_987.3f, -49_988.3f, -49_989.3f},
                new float[] {1, -2, 1},
                0,
                Activation.IDENTITY);
        BufferedImage image = draw(new float[] {0, 1}, new float[] {0, 1}, peak);
        int row = 136 + 12;
        assertThat(IntStream.range(300, 900)).anyMatch(column -> (image.getRGB(column, row) & 0xffffff) == FITTED);
    }

    @Test
    void moreObservationsAreDarker() throws IOException {
        int count = 10_000;
        float[] x = new float[count];
        float[] t = new float[count];
        Arrays.fill(x, 0.12f);
        Arrays.fill(t, 0.12f);
        x[0] = 0.88f;
        t[0] = 0.88f;
        BufferedImage image = draw(x, t, line(0, 0.5f));
        assertThat(count(image, colour -> colour == 0x08306b)).isEqualTo(16);
        assertThat(count(image, colour -> colour == 0xcfe3f1)).isEqualTo(16);
    }

    @Test
    void whateverTheObservationsAre() throws IOException {
        float max = Float.MAX_VALUE;
        float[][][] observations = {
            {{5}, {3}},
            {{0}, {0}},
            {{5, 5, 5}, {3, 4, 9}},
            {{0, 1}, {7, 7}},
            {{-max, max}, {-max, max}},
            {{0, Float.MIN_VALUE}, {0, Float.MIN_VALUE}},
            {{1_000_000, 1_000_000.06f}, {1e30f, 1.0000001e30f}}
        };
        for (float[][] data : observations) {
            BufferedImage image = draw(data[0], data[1], Network.softplus());
            assertThat(count(image, PlotTest::isBlue))
                    .as(Arrays.deepToString(data))
                    .isGreaterThan(10);
        }
        BufferedImage overflowing = draw(new float[] {-max, max}, new float[] {0, 1}, line(max, 0));
        assertThat(count(overflowing, PlotTest::isBlue)).isGreaterThan(10);
    }

    @Test
    void theCommandDrawsWhatItFitted() throws IOException {
        Path in = Files.writeString(folder.resolve("in.csv"), "dosage,effect\n0,0\n0.5,1\n1,0\n");
        Path plot = folder.resolve("fit.PNG");
        CommandRun run = CommandRun.of("fit", "--in", in, "--start", "relu", "--epochs", 0, "--plot", plot);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        BufferedImage image = ImageIO.read(plot.toFile());
        assertThat(count(image, colour -> colour == FITTED)).isGreaterThan(1000);
        assertThat(count(image, PlotTest::isBlue)).isGreaterThan(100);
    }
}
