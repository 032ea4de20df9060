package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.testing.DeepNetworks;
import dev.bentline.testing.Networks;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A dosage alone has the effect and the slope that it has in an array, bit for bit. */
class SingleDosageTest {
    /** Prime, so that a walk over all bit patterns in such steps meets every exponent and low bits of all kinds. */
    private static final int STEP = 2503;

    static Stream<Named<Model>> models() {
        Network relu = Network.relu();
        return Stream.<Model>of(
                        relu,
                        relu.withBend(Bend.ONE),
                        relu.withDosageScale(DosageScale.log10(0.25f)),
                        relu.withBend(Bend.ONE).withDosageScale(DosageScale.log10(0.25f)),
                        Network.softplus(),
                        Networks.nineteen(),
                        Networks.wide(),
                        Networks.wide().withBend(Bend.ONE),
                        DeepNetworks.random(7, 1, 16, 16, 1))
                .map(model -> Named.of(
                        model.getClass().getSimpleName() + " of "
                                + model.layers().getFirst().biases().length + " nodes, bend " + model.bend()
                                + ", scale "
                                + model.dosageScale(),
                        model));
    }

    @ParameterizedTest
    @MethodSource("models")
    void hasTheBitsOfAnArray(Model model) {
        Engine engine = Engine.of(model);
        int count = (int) ((1L << 32) / STEP) + 1;
        float[] dosages = new float[count + 8];
        for (int i = 0; i < count; i++) {
            dosages[i] = Float.intBitsToFloat(i * STEP);
        }
        float[] edges = {0f, -0f, 0.25f, 0.5f, 1f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
        System.arraycopy(edges, 0, dosages, count, edges.length);
        float[] effects = new float[dosages.length];
        float[] slopes = new float[dosages.length];
        engine.forward(dosages, effects);
        engine.derivative(dosages, slopes);
        int mismatches = 0;
        for (int i = 0; i < dosages.length; i++) {
            if (Float.floatToIntBits(engine.effect(dosages[i])) != Float.floatToIntBits(effects[i])
                    || Float.floatToIntBits(engine.slope(dosages[i])) != Float.floatToIntBits(slopes[i])) {
                mismatches++;
            }
        }
        assertThat(mismatches).isZero();
    }
}
