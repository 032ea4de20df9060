package dev.bentline.bench;

/** One implementation on dosages in one order. */
record Variant(Implementation implementation, DosageOrder order) {
    String label() {
        return implementation.label() + order.label();
    }
}
