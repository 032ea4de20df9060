package dev.bentline.bench.contender;

import dev.bentline.Engine;
import dev.bentline.Formulation;

/** Makes the engine's contenders on whatever kernel this JVM has. */
final class Engines {
    private Engines() {}

    /** Node by node, on arrays. */
    static Contender dense(Workload workload) {
        return EngineContender.onArrays(Engine.of(workload.network(), Formulation.DENSE), workload);
    }

    /** Segment by segment, on arrays. */
    static Contender bentLine(Workload workload) {
        return EngineContender.onArrays(Engine.of(workload.network(), Formulation.BENT_LINE), workload);
    }

    static Contender offHeap(Workload workload) {
        return EngineContender.onSegments(Engine.of(workload.network(), Formulation.DENSE), workload);
    }

    static Contender twoThreads(Workload workload) {
        return EngineContender.onArrays(
                Engine.of(workload.network(), Formulation.DENSE).withThreads(2), workload);
    }
}
