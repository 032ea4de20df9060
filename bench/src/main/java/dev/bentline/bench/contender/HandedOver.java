package dev.bentline.bench.contender;

import dev.bentline.Engine;
import dev.bentline.EngineInfo;
import dev.bentline.Formulation;
import java.util.concurrent.TimeUnit;

/** The engine in a JVM in which it started on the scalar kernels, once SIMD has taken over every operation. */
public final class HandedOver {
    private static final long PATIENCE_SECONDS = 60;

    /** More than an operation computes on the scalar kernels before SIMD is compiled for it. */
    private static final long DOSAGES = 20_000_000;

    /** The name of the thread beside which an engine waits. */
    private static final String WARM_UP = "bentline-warm-up";

    private HandedOver() {}

    /**
     * The engine after it has worked for as long as that takes.
     *
     * @throws IllegalStateException if it does not hand over
     */
    static Contender of(Workload workload) {
        Engine engine = Engine.of(workload.network(), Formulation.DENSE);
        Contender contender = EngineContender.onArrays(engine, workload);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        // An engine says SIMD as soon as one operation is; the others are once no thread compiles any more.
        for (long done = 0; done < DOSAGES || isWarmingUp(); done += workload.size()) {
            Start.AUTO.require(engine.info());
            if (System.nanoTime() > end) {
                throw notHandedOver("after " + PATIENCE_SECONDS + " s SIMD is not compiled", engine.info());
            }
            contender.forward();
            contender.derivative();
            var _ = contender.gradient();
        }
        EngineInfo info = engine.info();
        if (!info.kernel().startsWith("simd") || !info.reason().isEmpty()) {
            throw notHandedOver("it stays on scalar kernels", info);
        }
        return contender;
    }

    private static IllegalStateException notHandedOver(String why, EngineInfo info) {
        return new IllegalStateException("the engine has not handed over to SIMD: " + why + ", kernel " + info.kernel()
                + (info.reason().isEmpty() ? "" : " (" + info.reason() + ")") + ": nothing to measure");
    }

    private static boolean isWarmingUp() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals(WARM_UP));
    }
}
