package dev.bentline;

/** Way to compute a network. Each has bits of its own; within one formulation there is one answer. */
public enum Formulation {
    /** Node by node, for every network: a dosage costs as much as the network is wide. */
    DENSE,
    /** Segment by segment, for networks with ReLU hidden nodes: a dosage costs the same whatever the width. */
    BENT_LINE
}
