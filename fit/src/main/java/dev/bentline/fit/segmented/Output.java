package dev.bentline.fit.segmented;

/** Outputs that a bent line may have. */
public enum Output {
    /** The sum itself. */
    IDENTITY,
    /** 0 where the sum is below. */
    RELU,
    /** Either, whichever has the smaller sum of squares. */
    ANY
}
