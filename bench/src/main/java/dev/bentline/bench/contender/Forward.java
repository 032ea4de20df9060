package dev.bentline.bench.contender;

import dev.bentline.Formulation;

/** Computes the effects of one workload's dosages, in memory of its own. */
public interface Forward {
    /** Writes the effect of every dosage. */
    void forward();

    /** Returns what the last call wrote. */
    float[] mapped();

    /** Tells the formulation, which decides how far results may be off: loops in Java and C are dense, too. */
    default Formulation formulation() {
        return Formulation.DENSE;
    }

    /** Describes in one line what really runs in this JVM. */
    String evidence();
}
