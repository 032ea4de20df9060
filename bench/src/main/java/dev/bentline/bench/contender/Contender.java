package dev.bentline.bench.contender;

import dev.bentline.Formulation;

/**
 * Performs the operations on one workload, in memory of its own. A call does all the work a user would ask for, and
 * nothing else.
 */
public interface Contender {
    /** Writes the effect of every dosage. */
    void forward();

    /** Writes the slope dy/dx at every dosage. */
    void derivative();

    /** Sums loss and gradient over all dosages, and returns what its user would get. */
    Object gradient();

    /** Returns what the last {@link #forward} or {@link #derivative} wrote. */
    float[] mapped();

    /** Returns what the last {@link #gradient} summed: loss, dL/dc, every dL/dw, every dL/db, every dL/dv. */
    double[] summed();

    /** Tells the formulation, which decides how far results may be off: loops in Java and C are dense, too. */
    default Formulation formulation() {
        return Formulation.DENSE;
    }

    /** Counts the float additions that an accumulator of a gradient takes at most. */
    int floatAdditions();

    /** Describes in one line what really runs in this JVM. */
    String evidence();
}
