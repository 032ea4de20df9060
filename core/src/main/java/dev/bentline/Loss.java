package dev.bentline;

/** Quantity that a fit makes small. */
public enum Loss {
    /** The sum of squared residuals, L = sum (y - t)^2. */
    SSR,
    /** The mean of squared residuals, L / n. */
    MSE
}
