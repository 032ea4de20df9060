package dev.bentline.descent;

import dev.bentline.kernel.FormulationChoice;
import dev.bentline.kernel.NetworkParameters;

/**
 * Decides how many evaluations of a descent are passes over the observations, and when an index of them takes over. It
 * counts nodes and observations, so a fit does not depend on how fast a machine is; what things cost in relation differs
 * by machine: an index and the fit's last pass on it cost as much as 35 passes of two nodes on Zen 3 with AVX2, 75 on Zen
 * 4 with AVX-512, and 100 on Zen 5. What is counted lies in the middle.
 */
public final class BreakEven {
    /** Costs of an observation, in tenths of what it costs a pass of two nodes. */
    private static final long INDEX = 600;

    private static final long ORDERED_INDEX = 330;
    private static final long TWO_NODES = 10;
    /** A pass over other nodes, and more of it for every node. */
    private static final long NODES = 20;

    private static final long NODE = 3;
    private static final long BENT_LINE = 100;
    private static final long ORDERED_BENT_LINE = 12;

    /** Cost of an epoch on an index, for every node and two more. */
    private static final long INDEX_NODE = 8000;

    /** The part of the break-even spent on passes by a descent that may get beyond it: it may end early. */
    private static final int SHARE = 12;

    private BreakEven() {}

    /**
     * Returns how many evaluations are passes: all of a softplus network's, which has no index; all where there can be no more
     * than cost as much as an index; otherwise a twelfth of these.
     *
     * @param start the network a descent starts from
     * @param epochs the updates there can be: one evaluation fewer
     * @param x dosages
     * @param t effects, as many
     * @return {@link Long#MAX_VALUE} for all
     */
    public static long passes(NetworkParameters start, long epochs, float[] x, float[] t, int threads) {
        if (start.softplus()) {
            return Long.MAX_VALUE;
        }
        int width = start.width();
        boolean bentLine = FormulationChoice.bentLine(start) != null;
        long inNoOrder = evaluations(x.length, width, bentLine, false);
        long inOrder = evaluations(x.length, width, bentLine, true);
        if (epochs < Math.min(inNoOrder, inOrder)) {
            return Long.MAX_VALUE;
        }
        long breakEven = ObservationSort.isOrdered(x, t, threads) ? inOrder : inNoOrder;
        return epochs < breakEven ? Long.MAX_VALUE : breakEven / SHARE;
    }

    /** The number of evaluations that cost as much as an index and they on it. */
    static long evaluations(long count, int width, boolean bentLine, boolean ordered) {
        long pass;
        if (bentLine) {
            pass = ordered ? ORDERED_BENT_LINE : BENT_LINE;
        } else {
            pass = width == 2 ? TWO_NODES : NODES + NODE * width;
        }
        long saved = count * pass - INDEX_NODE * (width + 2);
        return saved <= 0 ? Long.MAX_VALUE : count * (ordered ? ORDERED_INDEX : INDEX) / saved;
    }
}
