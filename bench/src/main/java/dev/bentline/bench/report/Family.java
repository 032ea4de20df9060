package dev.bentline.bench.report;

/** Whose a row is. */
public enum Family {
    BENTLINE("Bentline"),
    JAVA("plain Java"),
    /** The baseline of every table. */
    C("C"),
    /** Intrinsics by hand: what the processor can do, and no peer. */
    INTRINSICS("C with AVX-512 intrinsics"),
    ONNX_RUNTIME("ONNX Runtime"),
    PYTORCH("PyTorch"),
    DUCKDB("DuckDB"),
    /** Costs of moving the bytes, or of the bare arithmetic. */
    CEILING("the machine"),
    /** Fits curves alone; last, for the others draw their lines with pens in this order. */
    R("R");

    private final String label;

    Family(String label) {
        this.label = label;
    }

    /** Its name in a text. */
    public String label() {
        return label;
    }

    /** Tells whether its rows are what a user might use instead of Bentline. */
    public boolean isPeer() {
        return this != BENTLINE && this != INTRINSICS && this != CEILING;
    }
}
