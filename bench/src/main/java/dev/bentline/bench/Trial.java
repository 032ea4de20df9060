package dev.bentline.bench;

/** One implementation on dosages in one order. */
record Trial(Implementation implementation, Order order) {
    String label() {
        return implementation.label() + order.label();
    }
}
