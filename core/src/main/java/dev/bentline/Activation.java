package dev.bentline;

/** Function of a node's input {@code p}. */
public enum Activation {
    /** {@code f(p) = max(0, p)}; its derivative at {@code p == 0} is the network's {@link Bend}. */
    RELU,
    /** {@code f(p) = ln(1 + e^p)}, within 2 ulp for every float; hidden nodes only. */
    SOFTPLUS,
    /** {@code f(p) = p}; output only. */
    IDENTITY
}
