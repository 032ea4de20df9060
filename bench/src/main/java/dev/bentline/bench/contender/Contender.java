package dev.bentline.bench.contender;

/**
 * Performs the operations on one workload, in memory of its own. A call does all the work a user would ask for, and
 * nothing else.
 */
public interface Contender extends Forward {
    /** Writes the slope dy/dx at every dosage. */
    void derivative();

    /** Sums loss and gradient over all dosages, and returns what its user would get. */
    Object gradient();

    /** Returns what the last {@link #forward} or {@link #derivative} wrote. */
    @Override
    float[] mapped();

    /** Returns what the last {@link #gradient} summed: loss, dL/dc, every dL/dw, every dL/db, every dL/dv. */
    double[] summed();

    /** Counts the float additions that an accumulator of a gradient takes at most. */
    int floatAdditions();
}
