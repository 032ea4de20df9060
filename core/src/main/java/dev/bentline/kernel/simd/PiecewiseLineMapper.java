package dev.bentline.kernel.simd;

import static dev.bentline.kernel.simd.Simd.W;

import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.PiecewiseLine;
import dev.bentline.kernel.Scratch;

/** Maps dosages on a piecewise line: follows them from piece to piece while they run on, and looks all others up. */
final class PiecewiseLineMapper {
    /** Dosages looked up where a run ends, before the next is tried; four times as many each time that was none. */
    private static final int STRETCH = W;

    private final OrderedRunMapper runs;
    private final PieceLookup lookUp;

    PiecewiseLineMapper(PiecewiseLine line) {
        this.runs = new OrderedRunMapper(line);
        this.lookUp =
                line.pieces() <= W ? new PermuteLookup(line) : line.flat() ? new StepLookup(line) : new RowLookup(line);
    }

    /** Calls every loop over no dosages, so many times; see {@link Kernel#rehearse}. */
    void rehearse(int times, Scratch scratch) {
        runs.rehearse(times, scratch);
        lookUp.rehearse(times, scratch);
    }

    /** Maps whole vectors; returns how many dosages that are. */
    int map(float[] x, int from, float[] y, int to, int count, Scratch scratch) {
        int whole = count - count % W;
        int stretch = STRETCH;
        for (int i = 0; i < whole; ) {
            int strip = Math.min(whole, i + Simd.STRIP);
            int end = runs.map(x, from, y, to, i, strip);
            stretch = end - i > stretch ? STRETCH : Math.min(4 * stretch, Kernel.BLOCK);
            int n = Math.min(stretch, strip - end);
            if (n > 0) {
                lookUp.map(x, from + end, y, to + end, n, scratch);
            }
            i = end + n;
        }
        return whole;
    }
}
