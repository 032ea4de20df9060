package dev.bentline;

/** Reason why a fit ended. */
public enum Stop {
    /** It has made as many updates as it may. */
    EPOCHS,
    /** The loss is below the limit. */
    LOSS,
    /** An update moved no parameter by more than the limit. */
    CHANGE,
    /** The loss was no longer finite, or a parameter no longer a float. */
    DIVERGED,
    /** The listener asked for it. */
    INTERRUPTED,
    /** No network of as many nodes has a smaller loss, but for the rounding of its parameters to floats: that is proved. */
    GLOBAL,
    /** The search found no smaller loss, which is no proof that there is none. */
    CONVERGED
}
