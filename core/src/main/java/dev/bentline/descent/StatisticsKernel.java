package dev.bentline.descent;

import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.PartialSums;
import dev.bentline.kernel.Scratch;

/**
 * Gathers the statistics of all observations on their way into another kernel's sums, which has them in its cache then:
 * reading ten million once more would take as long as the sums of two nodes.
 */
final class StatisticsKernel implements Kernel {
    private final Kernel kernel;
    private final int count;
    private final ObservationStatistics[] slices;

    /** @param count how many observations there are, in arrays that are summed up from 0 */
    StatisticsKernel(Kernel kernel, int count) {
        this.kernel = kernel;
        this.count = count;
        slices = new ObservationStatistics[Math.ceilDiv(count, ObservationStatistics.SLICE)];
    }

    /** The statistics, once all have been summed up. */
    ObservationStatistics statistics() {
        return ObservationStatistics.of(slices);
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
        // A slice is whole blocks; whoever sums up its first sees to all of it.
        if (from % ObservationStatistics.SLICE == 0) {
            slices[from / ObservationStatistics.SLICE] =
                    ObservationStatistics.ofSlice(x, t, from, Math.min(ObservationStatistics.SLICE, this.count - from));
        }
        kernel.sums(x, from, t, fromT, count, observed, scratch, partial);
    }

    @Override
    public void forward(float[] x, int from, float[] y, int to, int count, Scratch scratch) {
        kernel.forward(x, from, y, to, count, scratch);
    }

    @Override
    public void derivative(float[] x, int from, float[] slopes, int to, int count, Scratch scratch) {
        kernel.derivative(x, from, slopes, to, count, scratch);
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
