package dev.bentline.bench.contender;

/**
 * One implementation of the three operations, bound to one workload and to memory of its own. A call does all the work a
 * user would ask for, and nothing else.
 */
public interface Contender {
    /** Writes the effect of every dosage. */
    void forward();

    /** Writes the slope dy/dx at every dosage. */
    void derivative();

    /** Sums loss and gradient over all dosages, and returns what its user would get. */
    Object gradient();

    /** What the last {@link #forward} or {@link #derivative} wrote. */
    float[] mapped();

    /** What the last {@link #gradient} summed: loss, dL/dc, every dL/dw, every dL/db, every dL/dv. */
    double[] summed();
}
