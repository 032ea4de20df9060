package dev.bentline.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.Activation;
import dev.bentline.BentLine;
import dev.bentline.Engine;
import dev.bentline.Formulation;
import dev.bentline.Network;
import dev.bentline.cli.console.Report;
import dev.bentline.cli.engine.ConstantEffect;
import dev.bentline.cli.source.GridSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A grid's tiles whose effects are all the same are summed up without being evaluated: to the same summary. */
class ConstantTilesTest {
    private static final int TILES = 23;
    private static final long COUNT = (long) TILES * Tile.SIZE - 1234;

    private static Network random(Random random) {
        int width = 1 + random.nextInt(6);
        float[] w = new float[width];
        float[] b = new float[width];
        float[] v = new float[width];
        for (int h = 0; h < width; h++) {
            w[h] = random.nextInt(8) == 0 ? 0 : (float) random.nextGaussian(0, 3);
            b[h] = random.nextInt(8) == 0 ? 0 : -w[h] * random.nextFloat();
            v[h] = random.nextInt(8) == 0 ? 0 : (float) random.nextGaussian(0, 3);
        }
        float c = random.nextInt(4) == 0 ? -0f : (float) random.nextGaussian();
        Activation output = random.nextBoolean() ? Activation.RELU : Activation.IDENTITY;
        return Network.of(Activation.RELU, w, b, v, c, output);
    }

    private static String summary(Network network, double from, double to, boolean everyDosage) throws IOException {
        Engine engine = Engine.of(network, Formulation.DENSE);
        SummarySink summary = new SummarySink(0.5f, BentLine.of(network), null);
        List<Sink> sinks = new ArrayList<>(List.of(summary));
        if (everyDosage) {
            sinks.add(_ -> () -> {});
        }
        new Sweep(new GridSource(from, to, COUNT), engine, false, sinks).run(2);
        Report report = new Report();
        summary.report(report);
        StringWriter text = new StringWriter();
        report.print(new PrintWriter(text, true), true);
        return text.toString();
    }

    @Test
    void theSummaryIsTheSameAsOfEveryDosage() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 150; i++) {
            Network network = random(random);
            boolean down = random.nextInt(4) == 0;
            double from = random.nextInt(3) == 0 ? -1 : 0;
            double to = random.nextInt(3) == 0 ? 3 : 1;
            assertThat(summary(network, down ? to : from, down ? from : to, false))
                    .as(network.toJson())
                    .isEqualTo(summary(network, down ? to : from, down ? from : to, true));
        }
    }

    @Test
    void aConstantIsToldOnlyWhereEveryDosageHasItsBits() {
        Random random = new Random(2);
        int told = 0;
        for (int i = 0; i < 20_000; i++) {
            Network network = random(random);
            float from = random.nextFloat(-1, 2);
            float to = random.nextInt(3) == 0 ? from + random.nextInt(40) * Math.ulp(from) : random.nextFloat(-1, 2);
            float constant = ConstantEffect.between(from, to, network);
            if (Float.isNaN(constant)) {
                continue;
            }
            told++;
            float[] effects = new float[50];
            for (int j = 0; j < effects.length; j++) {
                effects[j] = from + (to - from) * j / (effects.length - 1);
            }
            effects[effects.length - 1] = to;
            Engine.of(network, Formulation.DENSE).forward(effects, effects);
            for (float effect : effects) {
                assertThat(Float.floatToRawIntBits(effect)).isEqualTo(Float.floatToRawIntBits(constant));
            }
        }
        assertThat(told).isGreaterThan(2000);
    }

    @Test
    void theWorkedExampleIsFlatBesideItsPoint() {
        Network network = Network.relu();
        assertThat(ConstantEffect.between(0f, 0.46f, network)).isZero();
        assertThat(ConstantEffect.between(0.54f, 1f, network)).isNaN(); // two slopes that cancel each other out
        assertThat(ConstantEffect.between(0.54f, 0.541f, network)).isZero();
        assertThat(ConstantEffect.between(0.46f, 0.48f, network)).isNaN();
    }

    @Test
    void onlyTheDenseFormulationIsFollowed() {
        assertThat(ConstantEffect.isKnownTo(Engine.of(Network.relu(), Formulation.DENSE)))
                .isTrue();
        assertThat(ConstantEffect.isKnownTo(Engine.of(Network.relu(), Formulation.BENT_LINE)))
                .isFalse();
        assertThat(ConstantEffect.isKnownTo(Engine.of(Network.softplus()))).isFalse();
    }
}
