package dev.bentline.fit.segmented;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Finds the bent line of least squares. */
public final class SegmentedRegression {
    /** The most nodes of a network that is searched for. */
    public static final int MOST_NODES = 6;

    /** The most dosages. */
    public static final int MOST_DOSAGES = 10_000;

    /** Nodes of which all forms are looked into; a descent of 32 starts finds better ones of 4 nodes than those without equations. */
    private static final int MOST_NODES_OF_ALL_FORMS = 4;

    /** Groups that are searched at once: the sums of their runs take 34 MB. */
    private static final int MOST_GROUPS = 1024;

    /** Groups of a first search in more dosages than that. */
    private static final int COARSE_GROUPS = 512;

    private static final int MOST_ROUNDS = 8;

    /** Systems of equations that are solved at most, of 0.2 microseconds: most searches end far below, with a proof. */
    private static final long MOST_SYSTEMS = 1 << 23;

    /** Nodes from which on that takes too long, and most searches end without one. */
    private static final int WIDE = 4;

    private static final long MOST_SYSTEMS_OF_WIDE = 1 << 20;

    /** And in every form at first, since cells are ruled out by the best line of all forms. */
    private static final long FIRST_SYSTEMS = 1 << 10;

    private static final List<List<Form>> IDENTITY = forms(false);
    private static final List<List<Form>> RELU = forms(true);
    private static final List<List<Form>> FALLING_IDENTITY = monotoneForms(false, -1);
    private static final List<List<Form>> FALLING_RELU = monotoneForms(true, -1);
    private static final List<List<Form>> RISING_IDENTITY = monotoneForms(false, 1);
    private static final List<List<Form>> RISING_RELU = monotoneForms(true, 1);

    private SegmentedRegression() {}

    private static List<List<Form>> forms(boolean reluOutput) {
        return IntStream.rangeClosed(0, MOST_NODES)
                .mapToObj(nodes -> nodes <= MOST_NODES_OF_ALL_FORMS
                        ? Form.all(nodes, reluOutput)
                        : Form.uncoupled(nodes, reluOutput))
                .toList();
    }

    private static List<List<Form>> monotoneForms(boolean reluOutput, int trend) {
        return IntStream.rangeClosed(0, MOST_NODES)
                .mapToObj(nodes -> Form.monotone(nodes, reluOutput, trend))
                .toList();
    }

    private static List<Form> forms(int nodes, boolean reluOutput, int trend) {
        if (trend == 0) {
            return (reluOutput ? RELU : IDENTITY).get(nodes);
        }
        if (trend < 0) {
            return (reluOutput ? FALLING_RELU : FALLING_IDENTITY).get(nodes);
        }
        return (reluOutput ? RISING_RELU : RISING_IDENTITY).get(nodes);
    }

    /**
     * The bent line of least squares. Nodes that are one less than the dosages meet all effects; those beyond do nothing.
     *
     * @param x dosages, ascending, each but once
     * @param weights the weight of each, above 0
     * @param t the mean effect at each
     * @param nodes from 1 to {@link #MOST_NODES}
     * @param reluOutput whether the output is ReLU
     * @param trend 1 for lines that never fall, -1 for such as never rise, 0 for all
     */
    public static SegmentedLine fit(
            double[] x, double[] weights, double[] t, int nodes, boolean reluOutput, int trend) {
        double origin = x[0];
        double range = x.length == 1 ? 1 : x[x.length - 1] - origin;
        double[] u = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            u[i] = (x[i] - origin) / range;
        }
        DosageGroups groups = DosageGroups.of(u, weights, t);
        int needed = Math.min(nodes, Math.max(1, x.length - 1));
        Search search = x.length <= MOST_GROUPS
                ? search(groups, needed, reluOutput, trend)
                : refine(groups, needed, reluOutput, trend);
        BestLine best = search.best;
        double[] bends = new double[nodes];
        double[] jumps = new double[nodes];
        boolean[] facesLeft = new boolean[nodes];
        Arrays.fill(bends, origin);
        for (int node = 0; node < needed; node++) {
            bends[node] = origin + best.bend(node) * range;
            jumps[node] = best.jump(node) / range;
            facesLeft[node] = best.facesLeft(node);
        }
        return new SegmentedLine(bends, jumps, facesLeft, best.bias(), reluOutput, best.squares(), search.complete);
    }

    /** Searches all forms, the most promising first. */
    private static Search search(DosageGroups groups, int nodes, boolean reluOutput, int trend) {
        RunSums sums = new RunSums(groups);
        BestLine best = new BestLine(groups, nodes, reluOutput);
        List<FormBounds> forms = new ArrayList<>();
        for (Form form : forms(nodes, reluOutput, trend)) {
            forms.add(new FormBounds(form, sums));
        }
        forms.sort(Comparator.comparingDouble(FormBounds::least));
        List<FormSearch> unfinished = new ArrayList<>();
        for (FormBounds form : forms) {
            if (form.least() < best.squares()) {
                FormSearch search = new FormSearch(form, groups, sums, best);
                if (search.run(FIRST_SYSTEMS) < 0) {
                    unfinished.add(search);
                }
            }
        }
        long budget = nodes < WIDE ? MOST_SYSTEMS : MOST_SYSTEMS_OF_WIDE;
        for (FormSearch search : unfinished) {
            budget = search.run(budget);
        }
        return new Search(best, budget >= 0 && nodes <= MOST_NODES_OF_ALL_FORMS);
    }

    /** Searches groups of several dosages, and again with single dosages around the cuts found, until these stay. */
    private static Search refine(DosageGroups groups, int nodes, boolean reluOutput, int trend) {
        int[] coarse = new int[COARSE_GROUPS + 1];
        for (int i = 0; i <= COARSE_GROUPS; i++) {
            coarse[i] = (int) ((long) groups.count * i / COARSE_GROUPS);
        }
        int[] begin = coarse;
        Search search = search(groups.merged(begin), nodes, reluOutput, trend);
        int[] cuts = search.best.cuts(begin);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            begin = around(cuts, coarse);
            Search finer = search(groups.merged(begin), nodes, reluOutput, trend);
            int[] moved = finer.best.cuts(begin);
            search = finer;
            if (Arrays.equals(cuts, moved)) {
                break;
            }
            cuts = moved;
        }
        return new Search(search.best, false);
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

    /** The best line, and whether the search came to its end. */
    private record Search(BestLine best, boolean complete) {}
}
