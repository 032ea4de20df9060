package dev.bentline.execution;

import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.PartialSums;
import dev.bentline.kernel.Scratch;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Runs calls on memory segments, whose arguments have been checked: tile by tile, copied into arrays and back.
 *
 * <p>On one thread without a lambda: a call allocates nothing, whatever the compiler makes of it.
 */
public final class SegmentExecution {
    /** Loading layouts takes 8 ms, which only who has memory segments should pay. */
    private static final class Layout {
        static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    }

    /** Stands for "any other thread" when a segment is asked who may access it; never started. */
    private static final Thread ANOTHER = new Thread(() -> {});

    private final Execution execution;

    public SegmentExecution(Execution execution) {
        this.execution = execution;
    }

    /**
     * Computes effects or slopes. Segments may overlap: the result is as if the dosages had been copied first.
     *
     * @param slopes computes dy/dx, otherwise y
     */
    public void map(boolean slopes, MemorySegment x, MemorySegment y, long count) {
        boolean overlap = count > 0 && x.asOverlappingSlice(y).isPresent();
        if (overlap || !execution.mapsInParallel(count) || !areShared(x, y)) {
            Scratch scratch = ScratchPool.take();
            if (overlap && y.address() > x.address()) {
                for (long end = count; end > 0; end -= Kernel.BLOCK) {
                    long start = Math.max(0, end - Kernel.BLOCK);
                    mapTile(slopes, x, y, start, (int) (end - start), scratch);
                }
            } else {
                mapTiles(slopes, x, y, 0, count, scratch);
            }
            ScratchPool.giveBack(scratch);
            return;
        }
        Chunks chunks = Chunks.ofMap(count);
        Workers.run(execution.threads(), chunks.number(), chunk -> {
            Scratch scratch = ScratchPool.take();
            mapTiles(slopes, x, y, chunks.start(chunk), chunks.end(chunk), scratch);
            ScratchPool.giveBack(scratch);
        });
    }

    private void mapTiles(boolean slopes, MemorySegment x, MemorySegment y, long start, long end, Scratch scratch) {
        for (long at = start; at < end; at += Kernel.BLOCK) {
            mapTile(slopes, x, y, at, (int) Math.min(Kernel.BLOCK, end - at), scratch);
        }
    }

    private void mapTile(boolean slopes, MemorySegment x, MemorySegment y, long at, int n, Scratch scratch) {
        MemorySegment.copy(x, Layout.FLOAT, at * Float.BYTES, scratch.in, 0, n);
        execution.map(slopes, scratch.in, 0, scratch.out, 0, n, scratch);
        MemorySegment.copy(scratch.out, 0, y, Layout.FLOAT, at * Float.BYTES, n);
    }

    /**
     * Computes the sums of a call, laid out by {@link dev.bentline.kernel.SumsLayout}.
     *
     * @param observed takes {@code t} for observed effects, otherwise for upstream values
     * @param own keeps the sums, until it is given back
     */
    public double[] sums(boolean observed, MemorySegment x, MemorySegment t, long count, Scratch own) {
        Kernel kernel = execution.kernel();
        int length = kernel.partialSumsLength();
        double[] total = own.total(length);
        long size = Chunks.size(count, kernel.leastChunkBlocks());
        if (execution.sumsInParallel(count) && areShared(x, t)) {
            execution.sumInParallel(
                    new Chunks(count, size),
                    total,
                    (start, end, scratch, partial) -> addBlocks(observed, x, t, start, end, scratch, partial));
        } else {
            PartialSums partial = own.partialSums(length);
            for (long start = 0; start < count; start += size) {
                addBlocks(observed, x, t, start, Math.min(count, start + size), own, partial);
                partial.addTo(total);
            }
        }
        return kernel.finish(total, own);
    }

    /** Adds the blocks of the dosages [start, end), in order. */
    private void addBlocks(
            boolean observed,
            MemorySegment x,
            MemorySegment t,
            long start,
            long end,
            Scratch scratch,
            PartialSums partial) {
        for (long at = start; at < end; at += Kernel.BLOCK) {
            int n = (int) Math.min(Kernel.BLOCK, end - at);
            MemorySegment.copy(x, Layout.FLOAT, at * Float.BYTES, scratch.in, 0, n);
            MemorySegment.copy(t, Layout.FLOAT, at * Float.BYTES, scratch.out, 0, n);
            execution.kernel().sums(scratch.in, 0, scratch.out, 0, n, observed, scratch, partial);
        }
    }

    /** Returns whether threads of the pool may access both segments; those of a confined arena belong to one thread. */
    private static boolean areShared(MemorySegment a, MemorySegment b) {
        return a.isAccessibleBy(ANOTHER) && b.isAccessibleBy(ANOTHER);
    }
}
