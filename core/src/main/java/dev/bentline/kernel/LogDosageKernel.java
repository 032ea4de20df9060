package dev.bentline.kernel;

/**
 * Kernel of a network on a logarithmic dosage scale: it puts a tile of dosages on the scale, and leaves the rest to the
 * network's kernel. A position is {@code log10(max(x, zero))}, rounded to float once; that of NaN and of what is below 0 is
 * NaN.
 */
public final class LogDosageKernel implements Kernel {
    private static final double LOG_OF_10 = 2.302585092994046;

    private final Kernel kernel;
    private final double zero;
    /** Tells whether the derivative at the bend of the scale, at {@code zero}, is that of its right side. */
    private final boolean bendIsOne;

    /** @param kernel of the network, which maps positions */
    public LogDosageKernel(Kernel kernel, float zero, boolean bendIsOne) {
        this.kernel = kernel;
        this.zero = zero;
        this.bendIsOne = bendIsOne;
    }

    /** The position of a dosage; {@code zero} is normal as a double, above 0 and finite. */
    public static double position(double x, double zero) {
        if (x <= zero) {
            return x >= 0 ? Log10.of(zero) : Double.NaN;
        }
        return x <= Double.MAX_VALUE ? Log10.of(x) : x; // infinity or NaN
    }

    private void positions(float[] x, int from, int count, float[] positions) {
        for (int i = 0; i < count; i++) {
            positions[i] = (float) position(x[from + i], zero);
        }
    }

    @Override
    public void forward(float[] x, int from, float[] y, int to, int count, Scratch scratch) {
        for (int at = 0; at < count; at += BLOCK) {
            int n = Math.min(BLOCK, count - at);
            positions(x, from + at, n, scratch.positions);
            kernel.forward(scratch.positions, 0, y, to + at, n, scratch);
        }
    }

    @Override
    public void derivative(float[] x, int from, float[] slopes, int to, int count, Scratch scratch) {
        float[] tile = scratch.positions;
        for (int at = 0; at < count; at += BLOCK) {
            int n = Math.min(BLOCK, count - at);
            positions(x, from + at, n, tile);
            kernel.derivative(tile, 0, tile, 0, n, scratch);
            for (int i = 0; i < n; i++) {
                slopes[to + at + i] = slope(tile[i], x[from + at + i]);
            }
        }
    }

    /** The chain rule. */
    private float slope(double onScale, double x) {
        boolean moves = bendIsOne ? x >= zero : x > zero;
        if (moves) {
            return (float) (onScale / (x * LOG_OF_10));
        }
        return x >= 0 ? 0 : Float.NaN;
    }

    @Override
    public int leastChunkBlocks() {
        return kernel.leastChunkBlocks();
    }

    @Override
    public int partialSumsLength() {
        return kernel.partialSumsLength();
    }

    @Override
    public void sums(
            float[] x,
            int from,
            float[] t,
            int fromT,
            int count,
            boolean observed,
            Scratch scratch,
            PartialSums partial) {
        positions(x, from, count, scratch.positions);
        kernel.sums(scratch.positions, 0, t, fromT, count, observed, scratch, partial);
    }

    @Override
    public void rehearse(KernelOperation operation, int times, Scratch scratch) {
        kernel.rehearse(operation, times, scratch);
    }

    @Override
    public String description() {
        return kernel.description();
    }

    @Override
    public String reason() {
        return kernel.reason();
    }

    @Override
    public double[] finish(double[] total, Scratch scratch) {
        return kernel.finish(total, scratch);
    }
}
