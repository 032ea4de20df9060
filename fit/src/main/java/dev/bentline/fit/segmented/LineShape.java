package dev.bentline.fit.segmented;

/**
 * The bent lines that are searched.
 *
 * @param nodes their nodes, from 1 to {@link SegmentedRegression#MOST_NODES}
 * @param output their output
 * @param trend 1 for lines that never fall, -1 for such as never rise, 0 for all
 */
public record LineShape(int nodes, Output output, int trend) {
    /** Returns lines of fewer nodes, where so many distinct dosages make no use of more. */
    LineShape of(int distinct) {
        return new LineShape(Math.min(nodes, Math.max(1, distinct - 1)), output, trend);
    }
}
