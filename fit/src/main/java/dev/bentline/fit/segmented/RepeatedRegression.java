package dev.bentline.fit.segmented;

import org.jspecify.annotations.Nullable;

/**
 * Finds the bent lines of least squares of some dosages for one set of weights and effects after the other, in buffers that
 * are used again. For one thread.
 */
public final class RepeatedRegression {
    private final double[] x;
    private final double[] scaled;
    private final Units units;
    private final LineShape shape;
    private final DosageGroups groups;
    private final @Nullable GroupSearch search;
    private @Nullable CellPlace start;

    /**
     * @param x dosages, ascending, each but once
     * @param shape the lines that are searched
     */
    public RepeatedRegression(double[] x, LineShape shape) {
        this.x = x.clone();
        this.shape = shape;
        units = Units.of(x);
        scaled = units.scaled(x);
        double[] zeros = new double[x.length];
        groups = DosageGroups.of(scaled, zeros, zeros);
        boolean isSmall = x.length > shape.nodes() && x.length <= SegmentedRegression.MOST_GROUPS;
        search = isSmall ? new GroupSearch(groups, shape) : null;
    }

    /** Fits, and has later fits begin where the bends of this one lie. */
    public SegmentedLine first(double[] weights, double[] t) {
        start = null;
        SegmentedLine line = fit(weights, t);
        if (search != null && groups.count == x.length) {
            start = search.best().cell();
        }
        return line;
    }

    /**
     * The bent line of least squares, which is that of {@link SegmentedRegression#fit} where it is proved to be the best; elsewhere
     * the bends of the first may lead to a better one.
     *
     * @param weights of each dosage; those of weight 0 are left out
     * @param t the mean effect at each
     */
    public SegmentedLine fit(double[] weights, double[] t) {
        int count = 0;
        for (int i = 0; i < x.length; i++) {
            if (weights[i] > 0) {
                groups.set(count++, scaled[i], weights[i], t[i]);
            }
        }
        groups.count = count;
        if (search == null || count <= shape.nodes()) {
            return alone(count, weights, t);
        }
        search.search(start == null || count == x.length ? start : among(start, weights));
        return units.line(search.best(), shape.nodes(), shape.nodes(), search.complete());
    }

    private SegmentedLine alone(int count, double[] weights, double[] t) {
        double[] someX = new double[count];
        double[] someWeights = new double[count];
        double[] someT = new double[count];
        int at = 0;
        for (int i = 0; i < x.length; i++) {
            if (weights[i] > 0) {
                someX[at] = x[i];
                someWeights[at] = weights[i];
                someT[at++] = t[i];
            }
        }
        return SegmentedRegression.fit(someX, someWeights, someT, shape);
    }

    /** Returns the cell among the dosages of some weight; null where a run would cover none. */
    private static @Nullable CellPlace among(CellPlace cell, double[] weights) {
        int[] begin = new int[cell.begin().length];
        int from = 0;
        int kept = 0;
        for (int i = 0; i < begin.length; i++) {
            for (; from < cell.begin()[i]; from++) {
                kept += weights[from] > 0 ? 1 : 0;
            }
            begin[i] = kept;
            if (i > 0 && begin[i] == begin[i - 1]) {
                return null;
            }
        }
        return new CellPlace(cell.form(), cell.first(), begin);
    }
}
