package dev.bentline.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.Engine;
import dev.bentline.Network;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WarmingEngineTest {
    private static final long PATIENCE_NANOS = 8_000_000_000L;

    /** How soon it hands over is the machine's affair, and whether at all. */
    @ParameterizedTest
    @ValueSource(strings = {"relu", "softplus"})
    void itStartsScalarAndGivesTheSameBitsAllTheWay(String name) {
        Network network = name.equals("relu") ? Network.relu() : Network.softplus();
        Random random = new Random(4);
        float[] dosages = new float[10_000];
        for (int i = 0; i < dosages.length; i++) {
            dosages[i] = random.nextFloat(-1, 2);
        }
        float[] expected = new float[dosages.length];
        Engine.scalar(network).forward(dosages, expected);
        float[] effects = new float[dosages.length];
        String last = Engine.of(network).info().kernel();
        try (WarmingEngine engine = WarmingEngine.of(network, true)) {
            assertThat(engine.get().info().kernel()).isEqualTo("scalar");
            long begin = System.nanoTime();
            while (!engine.get().info().kernel().equals(last) && System.nanoTime() - begin < PATIENCE_NANOS) {
                engine.get().forward(dosages, effects);
                assertThat(effects).isEqualTo(expected);
            }
            engine.get().forward(dosages, effects);
            assertThat(effects).isEqualTo(expected);
        }
    }
}
