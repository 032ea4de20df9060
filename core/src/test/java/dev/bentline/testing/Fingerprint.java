package dev.bentline.testing;

import dev.bentline.Activation;
import dev.bentline.Bend;
import dev.bentline.DeepNetwork;
import dev.bentline.DosageScale;
import dev.bentline.Engine;
import dev.bentline.Formulation;
import dev.bentline.Gradient;
import dev.bentline.Network;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prints the kernel that runs here and, for every network, size and operation, a hash of the result's bits. Every way to
 * compute one thing is compared within the process first: threads, ranges, kinds of memory, before and after C2. With an
 * argument it leaves out the large sizes, for JVMs that only interpret.
 */
public final class Fingerprint {
    /** Enough calls for C2 to take over in the middle. */
    private static final int ROUNDS = 400;

    private static final List<Integer> SMALL = List.of(0, 1, 3, 4, 7, 8, 15, 16, 17, 31, 33, 63, 65, 127, 129, 2047);
    private static final List<Integer> LARGE =
            List.of(2048, 2049, 5001, 64 * 2048 - 1, 64 * 2048, 64 * 2048 + 1, 129 * 2048 + 7);

    private final Map<String, String> seen = new TreeMap<>();

    private Fingerprint() {}

    public static void main(String[] arguments) {
        System.out.println(Engine.of(Network.relu()).info().kernel());
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.small();
        fingerprint.bentLines(SMALL);
        fingerprint.deep(SMALL);
        fingerprint.scales(SMALL);
        if (arguments.length == 0) {
            fingerprint.large();
            fingerprint.bentLines(LARGE);
            fingerprint.deep(LARGE);
            fingerprint.scales(LARGE);
        }
        fingerprint.seen.forEach((what, hash) -> System.out.println(what + " " + hash));
    }

    private void small() {
        Networks.all().forEach(example -> {
            for (int size : SMALL) {
                all(example.name(), Engine.of(example.network(), Formulation.DENSE), size, TestDosages.grid(size));
            }
            all(
                    example.name(),
                    Engine.of(example.network(), Formulation.DENSE),
                    -1,
                    TestDosages.edges(example.network()));
        });
    }

    private void bentLines(List<Integer> sizes) {
        for (Network network : List.of(
                Network.relu(),
                Networks.nineteen().withBend(Bend.ONE),
                Networks.bends(300, Activation.RELU),
                Networks.bends(1024, Activation.IDENTITY))) {
            Engine one = Engine.of(network, Formulation.BENT_LINE);
            String name = "bent line of " + network.width();
            for (int size : sizes) {
                float[] x = TestDosages.grid(size);
                all(name, one, size, x);
                all(name, one.withThreads(3), size, x);
                elsewhere(name, one, size, x);
                all(name + " any order", one, size, TestDosages.finite(size, size));
            }
            all(name, one, -1, TestDosages.edges(network));
        }
    }

    /** Deep networks are compiled in loops that are vectors, or not. */
    private void deep(List<Integer> sizes) {
        for (DeepNetwork network : List.of(
                DeepNetworks.random(5, 1, 33, 18, 27, 1),
                DeepNetworks.random(6, 1, 130, 5, 1).withBend(Bend.ONE),
                DeepNetworks.sawtooth(8))) {
            Engine one = Engine.of(network);
            String name = "deep, " + one.info().formulation();
            for (int size : sizes) {
                maps(name, one, size, TestDosages.grid(size));
                maps(name, one.withThreads(3), size, TestDosages.grid(size));
                maps(name + " any order", one, size, TestDosages.finite(size, size));
            }
        }
    }

    private void scales(List<Integer> sizes) {
        for (float zero : new float[] {Float.MIN_VALUE, 0.3125f}) {
            Network network = Networks.nineteen().withDosageScale(DosageScale.log10(zero));
            for (Formulation formulation : Formulation.values()) {
                Engine engine = Engine.of(network, formulation);
                String name = network.dosageScale() + ", " + formulation;
                for (int size : sizes) {
                    float[] x = TestDosages.finite(size, size);
                    maps(name + " any sign", engine, size, x);
                    for (int i = 0; i < size; i++) {
                        x[i] = Math.abs(x[i]);
                    }
                    all(name, engine, size, x);
                }
                maps(name, engine, -1, TestDosages.edges(network));
            }
        }
    }

    private void large() {
        for (Network network : List.of(Network.relu(), Network.softplus(), Networks.nineteen())) {
            Engine one = Engine.of(network);
            String name = network.width() + " " + network.hidden();
            for (int size : LARGE) {
                float[] x = TestDosages.grid(size);
                all(name, one, size, x);
                for (int threads = 1; threads <= 8; threads++) {
                    all(name, one.withThreads(threads), size, x);
                }
                elsewhere(name, one.withThreads(3), size, x);
            }
        }
        Engine wide = Engine.of(Networks.wide());
        float[] dosages = TestDosages.grid(5001);
        for (int threads = 1; threads <= 3; threads++) {
            all("wide", wide.withThreads(threads), dosages.length, dosages);
            elsewhere("wide", wide.withThreads(threads), dosages.length, dosages);
        }
        for (Network network : List.of(Network.relu(), Network.softplus(), Networks.nineteen())) {
            String name = network.width() + " " + network.hidden();
            Engine one = Engine.of(network);
            float[] x = TestDosages.grid(129);
            for (int round = 0; round < ROUNDS; round++) {
                all(name + " again", one, 129, x);
            }
        }
    }

    private void all(String name, Engine engine, int size, float[] x) {
        maps(name, engine, size, x);
        float[] t = TestDosages.finite(x.length, x.length);
        see(name + " gradient " + size, Arrays.hashCode(SumsReference.numbers(engine.gradient(x, t))));
        see(name + " backward " + size, Arrays.hashCode(SumsReference.numbers(engine.backward(x, t))));
    }

    private void maps(String name, Engine engine, int size, float[] x) {
        float[] y = new float[x.length];
        engine.forward(x, y);
        see(name + " forward " + size, Arrays.hashCode(y));
        engine.derivative(x, y);
        see(name + " derivative " + size, Arrays.hashCode(y));
    }

    /** Computes the same dosages at offsets, and in segments off the heap at an odd address. */
    private void elsewhere(String name, Engine engine, int size, float[] x) {
        float[] t = TestDosages.finite(size, size);
        for (int offset : new int[] {1, 5, 16}) {
            float[] shifted = new float[size + 2 * offset];
            float[] shiftedT = new float[size + 3 * offset];
            float[] y = new float[size + offset];
            System.arraycopy(x, 0, shifted, 2 * offset, size);
            System.arraycopy(t, 0, shiftedT, offset, size);
            engine.forward(shifted, 2 * offset, y, offset, size);
            see(name + " forward " + size, Arrays.hashCode(Arrays.copyOfRange(y, offset, offset + size)));
            Gradient gradient = engine.gradient(shifted, 2 * offset, shiftedT, offset, size);
            see(name + " gradient " + size, Arrays.hashCode(SumsReference.numbers(gradient)));
        }
        try (Arena arena = Arena.ofShared()) {
            MemorySegment xs = arena.allocate(4L * size + 1, 4).asSlice(1);
            MemorySegment ts = arena.allocate(4L * size + 3, 4).asSlice(3);
            MemorySegment.copy(x, 0, xs, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, size);
            MemorySegment.copy(t, 0, ts, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, size);
            see(name + " gradient " + size, Arrays.hashCode(SumsReference.numbers(engine.gradient(xs, ts))));
            see(name + " backward " + size, Arrays.hashCode(SumsReference.numbers(engine.backward(xs, ts))));
            float[] y = new float[size];
            engine.derivative(xs, ts);
            MemorySegment.copy(ts, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, y, 0, size);
            see(name + " derivative " + size, Arrays.hashCode(y));
        }
    }

    /** {@link Arrays#hashCode} takes every NaN for one, and 0 and -0 for two. */
    private void see(String what, int hash) {
        String text = Integer.toHexString(hash);
        String before = seen.putIfAbsent(what, text);
        if (before != null && !before.equals(text)) {
            throw new AssertionError(what + " gave " + before + " before and gives " + text + " now");
        }
    }
}
