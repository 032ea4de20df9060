package dev.bentline.fit.segmented;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Finds the bent line of least squares. */
public final class SegmentedRegression {
    /** The most nodes of a network that is searched for. */
    public static final int MOST_NODES = 6;

    /** The most dosages. */
    public static final int MOST_DOSAGES = 10_000;

    /** Groups that are searched at once: the sums of their runs take 34 MB. */
    static final int MOST_GROUPS = 1024;

    /** Groups of a first search in more dosages than that. */
    private static final int COARSE_GROUPS = 512;

    private static final int MOST_ROUNDS = 8;

    private SegmentedRegression() {}

    /**
     * The bent line of least squares. Nodes that are one less than the dosages meet all effects; those beyond do nothing.
     *
     * @param x dosages, ascending, each but once
     * @param weights the weight of each, above 0
     * @param t the mean effect at each
     * @param shape the lines that are searched
     */
    public static SegmentedLine fit(double[] x, double[] weights, double[] t, LineShape shape) {
        Units units = Units.of(x);
        DosageGroups groups = DosageGroups.of(units.scaled(x), weights, t);
        LineShape needed = shape.of(x.length);
        if (x.length > MOST_GROUPS) {
            return units.line(refine(groups, needed), shape.nodes(), needed.nodes(), false);
        }
        GroupSearch search = new GroupSearch(groups, needed);
        search.search(null);
        return units.line(search.best(), shape.nodes(), needed.nodes(), search.complete());
    }

    /** Searches groups of several dosages, and again with single dosages around the cuts found, until these stay. */
    private static BestLine refine(DosageGroups groups, LineShape shape) {
        int[] coarse = new int[COARSE_GROUPS + 1];
        for (int i = 0; i <= COARSE_GROUPS; i++) {
            coarse[i] = (int) ((long) groups.count * i / COARSE_GROUPS);
        }
        int[] begin = coarse;
        BestLine best = search(groups.merged(begin), shape);
        int[] cuts = cuts(best, begin);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            begin = around(cuts, coarse);
            best = search(groups.merged(begin), shape);
            int[] moved = cuts(best, begin);
            if (Arrays.equals(cuts, moved)) {
                break;
            }
            cuts = moved;
        }
        return best;
    }

    private static BestLine search(DosageGroups groups, LineShape shape) {
        GroupSearch search = new GroupSearch(groups, shape);
        search.search(null);
        return search.best();
    }

    /** The groups that runs begin with, in the numbers of the groups that these were put together from. */
    private static int[] cuts(BestLine best, int[] begin) {
        int[] cuts = best.cell().begin();
        return Arrays.stream(cuts, 1, cuts.length - 1).map(cut -> begin[cut]).toArray();
    }

    /** The coarse groups, but single dosages where they are near a cut. */
    private static int[] around(int[] cuts, int[] coarse) {
        IntStream.Builder begin = IntStream.builder();
        for (int i = 0; i < COARSE_GROUPS; i++) {
            boolean near = false;
            for (int cut : cuts) {
                near |= i > 0 && cut >= coarse[i - 1] && cut <= coarse[Math.min(COARSE_GROUPS, i + 2)];
            }
            for (int at = coarse[i]; at < (near ? coarse[i + 1] : coarse[i] + 1); at++) {
                begin.add(at);
            }
        }
        return begin.add(coarse[COARSE_GROUPS]).build().toArray();
    }
}
