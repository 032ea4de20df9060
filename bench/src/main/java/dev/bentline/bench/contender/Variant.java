package dev.bentline.bench.contender;

/** Pairs an implementation with an order of the dosages. */
public record Variant(Implementation implementation, DosageOrder order) {
    public String label() {
        return implementation.label() + order.label();
    }
}
