package dev.bentline;

/** The derivative of ReLU at its bend, {@code p == 0}, where mathematics leaves it undefined. */
public enum Bend {
    /** The derivative at the bend is 0. */
    ZERO,
    /** The derivative at the bend is 1. */
    ONE
}
