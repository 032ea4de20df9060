package dev.bentline.execution;

import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.PartialSums;
import dev.bentline.kernel.Scratch;

/**
 * Runs calls on ranges of arrays, whose arguments have been checked.
 *
 * <p>On one thread without a lambda: a call allocates nothing, whatever the compiler makes of it.
 */
public final class ArrayExecution {
    private final Execution execution;

    public ArrayExecution(Execution execution) {
        this.execution = execution;
    }

    /**
     * Computes effects or slopes. Ranges of one array may overlap: the result is as if the dosages had been copied first.
     *
     * @param slopes computes dy/dx, otherwise y
     */
    @SuppressWarnings("ReferenceEquality") // whether the two are one array is the question
    public void map(boolean slopes, float[] x, int from, float[] y, int to, int count) {
        int distance = Math.abs(to - from);
        boolean overlap = x == y && distance != 0 && distance < count;
        if (overlap && to > from) {
            mapBackwards(slopes, x, from, y, to, count);
            return;
        }
        if (overlap || !execution.mapsInParallel(count)) {
            Scratch scratch = ScratchPool.take();
            execution.map(slopes, x, from, y, to, count, scratch);
            ScratchPool.giveBack(scratch);
            return;
        }
        Chunks chunks = Chunks.ofMap(count);
        Workers.run(execution.threads(), chunks.number(), chunk -> {
            int start = (int) chunks.start(chunk);
            int end = (int) chunks.end(chunk);
            Scratch scratch = ScratchPool.take();
            execution.map(slopes, x, from + start, y, to + start, end - start, scratch);
            ScratchPool.giveBack(scratch);
        });
    }

    /** Maps from the last tile to the first, each copied before it is written over. */
    private void mapBackwards(boolean slopes, float[] x, int from, float[] y, int to, int count) {
        Scratch scratch = ScratchPool.take();
        for (int end = count; end > 0; end -= Kernel.BLOCK) {
            int start = Math.max(0, end - Kernel.BLOCK);
            System.arraycopy(x, from + start, scratch.in, 0, end - start);
            execution.map(slopes, scratch.in, 0, y, to + start, end - start, scratch);
        }
        ScratchPool.giveBack(scratch);
    }

    /**
     * Computes the sums of a call, laid out by {@link dev.bentline.kernel.SumsLayout}.
     *
     * @param observed takes {@code t} for observed effects, otherwise for upstream values
     * @param own keeps the sums, until it is given back
     */
    public double[] sums(boolean observed, float[] x, int from, float[] t, int fromT, int count, Scratch own) {
        Kernel kernel = execution.kernel();
        int length = kernel.partialSumsLength();
        double[] total = own.total(length);
        long size = Chunks.size(count, kernel.leastChunkBlocks());
        if (execution.sumsInParallel(count)) {
            execution.sumInParallel(
                    new Chunks(count, size),
                    total,
                    (start, end, scratch, partial) ->
                            addBlocks(observed, x, from, t, fromT, start, end, scratch, partial));
        } else {
            PartialSums partial = own.partialSums(length);
            for (long start = 0; start < count; start += size) {
                addBlocks(observed, x, from, t, fromT, start, Math.min(count, start + size), own, partial);
                partial.addTo(total);
            }
        }
        return kernel.finish(total, own);
    }

    /** Adds the blocks of the dosages [start, end), in order. */
    private void addBlocks(
            boolean observed,
            float[] x,
            int from,
            float[] t,
            int fromT,
            long start,
            long end,
            Scratch scratch,
            PartialSums partial) {
        for (long at = start; at < end; at += Kernel.BLOCK) {
            int i = (int) at;
            int n = (int) Math.min(Kernel.BLOCK, end - at);
            execution.kernel().sums(x, from + i, t, fromT + i, n, observed, scratch, partial);
        }
    }
}
