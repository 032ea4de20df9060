package dev.bentline.execution;

import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.NetworkParameters;
import dev.bentline.kernel.PartialSums;
import dev.bentline.kernel.Scratch;

/**
 * A kernel, and how many threads its calls may use.
 *
 * @param dosageWork cost of a dosage, in ReLU nodes of the dense formulation
 * @param threads at most, the calling one included; capped at the number of processors
 */
public record Execution(Kernel kernel, long dosageWork, int threads) {
    /**
     * Dosages times nodes below which a second thread costs more than it brings: waking one takes some 50 microseconds.
     * Memory bounds a map sooner than sums, so it needs more.
     */
    private static final long PARALLEL_MAP = 1 << 21;

    private static final long PARALLEL_SUMS = 1 << 19;

    private static final int SOFTPLUS_WORK = 8;
    private static final int BENT_LINE_WORK = 16;

    public Execution {
        threads = Math.min(threads, Runtime.getRuntime().availableProcessors());
    }

    /** Task that computes one chunk's dosages, [start, end), into sums of its own. */
    interface ChunkSums {
        void add(long start, long end, Scratch scratch, PartialSums partial);
    }

    /** Returns the execution of a dense kernel. */
    public static Execution dense(Kernel kernel, NetworkParameters network, int threads) {
        return new Execution(kernel, (long) network.width() * (network.softplus() ? SOFTPLUS_WORK : 1), threads);
    }

    /** Returns the execution of a bent line's kernel. */
    public static Execution bentLine(Kernel kernel, int threads) {
        return new Execution(kernel, BENT_LINE_WORK, threads);
    }

    /** Returns the same on other threads. */
    public Execution withThreads(int most) {
        return new Execution(kernel, dosageWork, most);
    }

    boolean mapsInParallel(long count) {
        return isParallel(count, PARALLEL_MAP);
    }

    boolean sumsInParallel(long count) {
        return isParallel(count, PARALLEL_SUMS);
    }

    private boolean isParallel(long count, long leastWork) {
        return threads > 1 && count > Kernel.BLOCK && count * dosageWork >= leastWork;
    }

    void map(boolean slopes, float[] x, int from, float[] y, int to, int count, Scratch scratch) {
        if (slopes) {
            kernel.derivative(x, from, y, to, count, scratch);
        } else {
            kernel.forward(x, from, y, to, count, scratch);
        }
    }

    /** Adds blocks in order within a chunk, and chunks in order, whoever computes them. */
    void sumInParallel(Chunks chunks, double[] total, ChunkSums task) {
        OrderedReduction reduction = new OrderedReduction(kernel.partialSumsLength(), total);
        Workers.run(threads, chunks.number(), chunk -> {
            PartialSums partial = reduction.take();
            Scratch scratch = ScratchPool.take();
            task.add(chunks.start(chunk), chunks.end(chunk), scratch, partial);
            ScratchPool.giveBack(scratch);
            reduction.add(chunk, partial);
        });
    }
}
