package dev.bentline.bench.report;

import java.util.Optional;

/**
 * Counts what a kernel cannot do without for one dosage, from its formulas. Additions, maxima, comparisons and choices are
 * left out: some processors do them beside multiplications, on ports of their own, so that they bound nothing.
 *
 * @param reads arrays it reads
 * @param writes arrays it writes
 * @param multiplications with an addition or without
 */
record KernelWork(int reads, int writes, int multiplications) {
    /** w x + b, and z + v f(p). */
    private static final int NODE = 2;
    /** The square that is added to the loss, and d x. */
    private static final int RESIDUAL = 2;
    /** Multiplications of the engine's softplus: 20 multiply-adds and 4 multiplications. */
    private static final int SOFTPLUS = 24;
    /** slope (x - anchor) + value. */
    private static final int SEGMENT = 1;

    /** Returns the work of a row of the engine, where that is known. */
    static Optional<KernelWork> of(ResultTable sheet, ResultRow line) {
        if (line.family() != Family.BENTLINE) {
            return Optional.empty();
        }
        int nodes = sheet.nodes();
        boolean dense = line.label().contains("dense");
        return switch (sheet.operation()) {
            case "forward" -> Optional.of(new KernelWork(1, 1, dense ? NODE * nodes : SEGMENT));
            case "gradient" -> dense ? Optional.of(new KernelWork(2, 0, NODE * nodes + RESIDUAL)) : Optional.empty();
            case "softplus forward" -> Optional.of(new KernelWork(1, 1, (NODE + SOFTPLUS) * nodes));
            default -> Optional.empty();
        };
    }

    int bytes() {
        return Float.BYTES * (reads + writes);
    }

    /** Counts two for a multiply-add, as everywhere. */
    double operations() {
        return 2.0 * multiplications;
    }
}
