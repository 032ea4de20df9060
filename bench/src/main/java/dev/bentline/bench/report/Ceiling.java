package dev.bentline.bench.report;

/** Bounds every kernel: moving bytes, or arithmetic. */
public enum Ceiling {
    /** Reads one array. */
    READ("read", 4, 0),
    /** Copies from array to array. */
    COPY("copy", 8, 0),
    FILL("fill", 4, 0),
    /** Computes in registers. */
    MULTIPLY_ADD("fused multiply-add", 0, 2);

    private final String label;
    private final int bytes;
    private final int operations;

    Ceiling(String label, int bytes, int operations) {
        this.label = label;
        this.bytes = bytes;
        this.operations = operations;
    }

    /** Returns what the labels of its rows begin with. */
    public String label() {
        return label;
    }

    /** Bytes read and written for an element. */
    public int bytes() {
        return bytes;
    }

    /** Floating-point operations for an element; a fused multiply-add counts for two, as everywhere. */
    public int operations() {
        return operations;
    }
}
