package dev.bentline.fit.segmented;

/**
 * A bent line: c + sum d[j] max(0, x - k[j]), where nodes that face left have max(0, k[j] - x), and nothing below 0 where
 * the output is ReLU.
 *
 * @param bends k, where each node bends
 * @param jumps d, by how much the slope grows there, to the right
 * @param facesLeft whether each node is 0 to the right of its bend, otherwise to the left
 * @param bias c
 * @param reluOutput whether effects below 0 are 0
 * @param squares the sum of squared residuals
 * @param optimal whether no bent line of as many nodes has a smaller one
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record SegmentedLine(
        double[] bends,
        double[] jumps,
        boolean[] facesLeft,
        double bias,
        boolean reluOutput,
        double squares,
        boolean optimal) {}
