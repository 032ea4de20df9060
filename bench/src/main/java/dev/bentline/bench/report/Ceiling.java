package dev.bentline.bench.report;

/** What bounds every kernel: moving bytes, or arithmetic. */
public enum Ceiling {
    /** Of one array. */
    READ("read", 4, 0),
    /** From array to array. */
    COPY("copy", 8, 0),
    FILL("fill", 4, 0),
    /** In registers. */
    MULTIPLY_ADD("fused multiply-add", 0, 2);

    private final String label;
    private final int bytes;
    private final int operations;

    Ceiling(String label, int bytes, int operations) {
        this.label = label;
        this.bytes = bytes;
        this.operations = operations;
    }

    /** What the labels of its rows begin with. */
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
