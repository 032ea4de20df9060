package sample;

import dev.bentline.*;
import java.lang.foreign.*;
import java.util.*;

/** The program of {@code docs/embedding.md}, which prints what comes out. */
public final class Sample {
    private Sample() {}

    public static void main(String[] arguments) {
        Network network = Network.relu(); // or Network.of(...), Network.parse(json)
        Engine engine = Engine.of(network); // thread-safe, immutable: keep it

        float[] dosages = {0f, 0.25f, 0.5f, 0.75f, 1f};
        float[] effects = new float[5];
        engine.forward(dosages, effects); // 0, 0, 1.01, 0, 0
        float[] slopes = new float[5];
        engine.derivative(dosages, slopes); // dy/dx
        float[] observed = {0, 0, 1, 0, 0};
        Gradient gradient = engine.gradient(dosages, observed); // of sum (y - t)^2, which is gradient.loss()

        Engine fast = engine.withThreads(2); // same bits
        MemorySegment many = Arena.ofAuto().allocate(ValueLayout.JAVA_FLOAT, 1 << 20);
        fast.forward(many, many); // off the heap, in place

        BentLine line = BentLine.of(network); // the real function: segments, extremes, area, windows
        List<Interval> windows = line.windows(0.5, 0, 1); // 0.4850 to 0.5144: where the effect is at least 0.5

        DosageIndex index = DosageIndex.of(dosages, observed); // sorted once, with running moments
        Fit fit = GradientDescent.random(2, 1, 8).fit(index); // 2 nodes, seed 1, 8 restarts
        Fit more = GradientDescent.from(fit.network()).withEpochs(2000).fit(index);

        System.out.println(Arrays.toString(effects));
        System.out.println(Arrays.toString(slopes));
        System.out.println(gradient);
        System.out.println(line.segments());
        System.out.println(windows);
        System.out.println(index);
        System.out.println(fit.network().toJson() + " " + fit.loss());
        System.out.println(more.network().toJson() + " " + more.loss());
        for (Network one : List.of(Network.relu(), Network.softplus(), more.network())) {
            System.out.println(Arrays.toString(bits(Engine.of(one).withThreads(2))));
        }
        System.out.println(engine.info() + ", " + Engine.class.getModule());
    }

    /** A hash of the bits of every operation on 4,096 dosages. */
    private static int[] bits(Engine engine) {
        int count = 1 << 12;
        float[] x = new float[count];
        float[] t = new float[count];
        float[] y = new float[count];
        float[] slopes = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = i / (float) count;
            t[i] = i % 3;
        }
        engine.forward(x, y);
        engine.derivative(x, slopes);
        MemorySegment out = Arena.ofAuto().allocate(ValueLayout.JAVA_FLOAT, count);
        engine.forward(MemorySegment.ofArray(x), out);
        return new int[] {
            Arrays.hashCode(y),
            Arrays.hashCode(slopes),
            Arrays.hashCode(out.toArray(ValueLayout.JAVA_FLOAT)),
            engine.gradient(x, t).hashCode(),
            engine.backward(x, t).hashCode()
        };
    }
}
