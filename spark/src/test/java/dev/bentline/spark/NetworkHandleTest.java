package dev.bentline.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.Activation;
import dev.bentline.DosageScale;
import dev.bentline.Engine;
import dev.bentline.Network;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NetworkHandleTest {
    private static final Network BENT = Network.of(
            Activation.RELU,
            new float[] {1, -2.5f},
            new float[] {-0.25f, 1e-3f},
            new float[] {0.125f, 3},
            -1,
            Activation.IDENTITY);

    @Test
    void copiesAreEqualAndShareTheEngine() throws IOException, ClassNotFoundException {
        NetworkHandle handle = new NetworkHandle("bent", BENT);
        Engine engine = handle.engine();
        NetworkHandle copy = copy(handle);
        assertThat(copy).isEqualTo(handle).hasSameHashCodeAs(handle).hasToString("bent");
        assertThat(copy.engine()).isSameAs(engine);
        assertThat(copy.effect(0.75f)).isEqualTo(Engine.of(BENT).effect(0.75f));
        assertThat(copy.slope(0.75f)).isEqualTo(Engine.of(BENT).slope(0.75f));
    }

    @Test
    void aNameMakesNoEngineAndANetworkDoes() {
        NetworkHandle handle = new NetworkHandle("bent", BENT);
        NetworkHandle renamed = new NetworkHandle("other", BENT);
        assertThat(renamed).isNotEqualTo(handle);
        assertThat(renamed.engine()).isSameAs(handle.engine());
        assertThat(new NetworkHandle("bent", Network.relu()))
                .isNotEqualTo(handle)
                .extracting(NetworkHandle::engine)
                .isNotSameAs(handle.engine());
    }

    @Test
    void enginesOfOldAreLetGo() {
        NetworkHandle handle = new NetworkHandle("bent", BENT.withDosageScale(DosageScale.log10(0.25f)));
        Engine engine = handle.engine();
        for (int i = 1; i <= 300; i++) {
            new NetworkHandle("bent", BENT.withDosageScale(DosageScale.log10(i))).engine();
        }
        assertThat(handle.engine()).isSameAs(engine);
        assertThat(new NetworkHandle("bent", BENT.withDosageScale(DosageScale.log10(0.25f))).engine())
                .isNotSameAs(engine);
        Engine last = new NetworkHandle("bent", BENT.withDosageScale(DosageScale.log10(300))).engine();
        assertThat(new NetworkHandle("bent", BENT.withDosageScale(DosageScale.log10(300))).engine())
                .isSameAs(last);
    }

    @Test
    void tasksThatBeginTogetherShareTheEngine() {
        Network network = BENT.withDosageScale(DosageScale.log10(0.5f));
        Set<Engine> engines = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
        IntStream.range(0, 64).parallel().forEach(i -> engines.add(new NetworkHandle("bent" + i, network).engine()));
        assertThat(engines).hasSize(1);
    }

    /** A handle weighs, on its way to a task, its text and not its engine. */
    @Test
    void carriesItsJsonAlone() throws IOException {
        NetworkHandle handle = new NetworkHandle("bent", BENT);
        int length = bytes(handle).length;
        handle.engine();
        assertThat(bytes(handle)).hasSize(length).hasSizeLessThan(BENT.toJson().length() + 200);
    }

    private static NetworkHandle copy(NetworkHandle handle) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes(handle)))) {
            return (NetworkHandle) in.readObject();
        }
    }

    private static byte[] bytes(NetworkHandle handle) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(handle);
        }
        return bytes.toByteArray();
    }
}
