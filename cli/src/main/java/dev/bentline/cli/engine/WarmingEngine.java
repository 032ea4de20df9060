package dev.bentline.cli.engine;

import dev.bentline.Engine;
import dev.bentline.Network;
import java.util.Random;
import java.util.function.Supplier;

/**
 * An engine for a process that has just begun: on the scalar kernels, until the SIMD kernels, compiled beside it on made-up
 * dosages, have proved to be faster. Both give the same bits. In a fresh JVM the first 6,000,000 dosages of a sweep take
 * 0.8 s on the SIMD kernels and 0.2 s on the scalar ones.
 */
public final class WarmingEngine implements Supplier<Engine>, AutoCloseable {
    private static final String KERNEL = "bentline.kernel";

    /** Work that is over by then never pays for the SIMD kernels: not even for loading them. */
    private static final int PATIENCE_MILLIS = 1000;

    private static final long LONGEST_NANOS = 5_000_000_000L;
    private static final int DOSAGES = 16384;
    private static final int ENOUGH = 3;

    private final Network network;
    private final boolean derivative;
    private final Thread thread;
    private volatile Engine engine;

    private WarmingEngine(Network network, boolean derivative) {
        this.network = network;
        this.derivative = derivative;
        this.thread = Thread.ofPlatform().daemon().unstarted(this::warm);
        if (System.getProperty(KERNEL, "auto").equals("auto")) {
            engine = Engine.scalar(network);
            thread.start();
        } else {
            engine = Engines.of(network);
        }
    }

    /**
     * Starts it.
     *
     * @param derivative whether derivatives are asked for, too
     */
    public static WarmingEngine of(Network network, boolean derivative) {
        return new WarmingEngine(network, derivative);
    }

    /** The engine of the moment. */
    @Override
    public Engine get() {
        return engine;
    }

    private void warm() {
        try {
            Thread.sleep(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            return;
        }
        float[] dosages = dosages();
        float[] results = new float[DOSAGES];
        Engine scalar = engine;
        Engine simd = Engines.of(network);
        long begin = System.nanoTime();
        int faster = 0;
        while (!Thread.interrupted() && System.nanoTime() - begin < LONGEST_NANOS) {
            faster = nanos(simd, dosages, results) < nanos(scalar, dosages, results) ? faster + 1 : 0;
            if (faster == ENOUGH) {
                engine = simd;
                return;
            }
        }
    }

    private long nanos(Engine engine, float[] dosages, float[] results) {
        long begin = System.nanoTime();
        engine.forward(dosages, results);
        if (derivative) {
            engine.derivative(dosages, results);
        }
        return System.nanoTime() - begin;
    }

    /** Half of them in order, half in none. */
    private static float[] dosages() {
        Random random = new Random(1);
        float[] dosages = new float[DOSAGES];
        for (int i = 0; i < DOSAGES; i++) {
            dosages[i] = i < DOSAGES / 2 ? 2f * i / DOSAGES : random.nextFloat();
        }
        return dosages;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
