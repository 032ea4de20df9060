package dev.bentline.kernel;

/**
 * Kernel of a network on a logarithmic dosage scale: it puts a tile of dosages on the scale, and leaves the rest to the
 * network's kernel. A position is {@code log10(max(x, zero))}, rounded to float once; that of NaN and of what is below 0 is
 * NaN.
 */
public abstract class LogDosageKernel implements Kernel {
    /** The natural logarithm of 10. */
    protected static final double LOG_OF_10 = 2.302585092994046;

    private final Kernel kernel;
    /** Dosage at whose position all below it stand; normal as a double. */
    protected final float zero;
    /** Least dosage that a step to the right moves on the scale: the derivative at {@code zero} is that of one side. */
    protected final float moving;

    /** @param kernel of the network, which maps positions */
    LogDosageKernel(Kernel kernel, float zero, float moving) {
        this.kernel = kernel;
        this.zero = zero;
        this.moving = moving;
    }

    /** Makes a twin with another kernel of the network. */
    protected LogDosageKernel(Kernel kernel, LogDosageKernel twin) {
        this(kernel, twin.zero, twin.moving);
    }

    /** The position of a dosage; {@code zero} is normal as a double, above 0 and finite. */
    public static double position(double x, double zero) {
        if (x <= zero) {
            return x >= 0 ? Log10.of(zero) : Double.NaN;
        }
        return x <= Double.MAX_VALUE ? Log10.of(x) : x; // infinity or NaN
    }

    /** Puts dosages begin to end of a tile on the scale. */
    protected void positions(float[] x, int from, int begin, int end, float[] positions) {
        for (int i = begin; i < end; i++) {
            positions[i] = (float) position(x[from + i], zero);
        }
    }

    /** Turns slopes over positions, begin to end of a tile, into those over dosages: the chain rule. */
    protected void slopes(float[] x, int from, float[] onScale, float[] slopes, int to, int begin, int end) {
        for (int i = begin; i < end; i++) {
            slopes[to + i] = slope(onScale[i], x[from + i]);
        }
    }

    /** The chain rule: the slope at a dosage, from that at its position. */
    final float slope(double onScale, double x) {
        if (x >= moving) {
            return (float) (onScale / (x * LOG_OF_10));
        }
        return x >= 0 ? 0 : Float.NaN;
    }

    @Override
    public void forward(float[] x, int from, float[] y, int to, int count, Scratch scratch) {
        for (int at = 0; at < count; at += BLOCK) {
            int n = Math.min(BLOCK, count - at);
            positions(x, from + at, 0, n, scratch.positions);
            kernel.forward(scratch.positions, 0, y, to + at, n, scratch);
        }
    }

    @Override
    public void derivative(float[] x, int from, float[] slopes, int to, int count, Scratch scratch) {
        float[] tile = scratch.positions;
        for (int at = 0; at < count; at += BLOCK) {
            int n = Math.min(BLOCK, count - at);
            positions(x, from + at, 0, n, tile);
            kernel.derivative(tile, 0, tile, 0, n, scratch);
            slopes(x, from + at, tile, slopes, to + at, 0, n);
        }
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
        positions(x, from, 0, count, scratch.positions);
        kernel.sums(scratch.positions, 0, t, fromT, count, observed, scratch, partial);
    }

    @Override
    public void rehearse(KernelOperation operation, int times, Scratch scratch) {
        kernel.rehearse(operation, times, scratch);
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
    public double[] finish(double[] total, Scratch scratch) {
        return kernel.finish(total, scratch);
    }

    @Override
    public String description() {
        return kernel.description();
    }
}
