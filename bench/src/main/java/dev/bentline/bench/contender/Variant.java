package dev.bentline.bench.contender;

/** One implementation on dosages in one order. */
public record Variant(Implementation implementation, DosageOrder order) {
    public String label() {
        return implementation.label() + order.label();
    }
}
