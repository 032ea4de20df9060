package dev.bentline.fit.segmented;

import java.util.Arrays;

/** Least costs of a form: of every run by itself, and of all from one on, whose lines need not meet. */
final class FormBounds {
    private final Form form;
    private final int row;
    /** The least cost of every run at every place, beside its neighbours. */
    private final double[][] costs;
    /** The cost of its line there if nothing holds it. */
    private final double[][] freeCosts;

    private final double[] rest;

    FormBounds(Form form, RunSums sums) {
        this.form = form;
        int runs = form.runs();
        row = sums.count() + 1;
        costs = new double[runs][];
        freeCosts = new double[runs][];
        rest = new double[(runs + 1) * row];
        Arrays.fill(rest, runs * row, rest.length - 1, Double.POSITIVE_INFINITY);
        for (int run = runs - 1; run >= 0; run--) {
            freeCosts[run] = sums.costs(form.kind(run));
            costs[run] = sums.costs(form, run);
            bound(run, sums);
        }
    }

    private void bound(int run, RunSums sums) {
        double[] cost = costs[run];
        int next = (run + 1) * row;
        boolean mayBeEmpty = form.mayBeEmpty(run);
        boolean hidden = form.isHidden(run);
        int starts = run == 0 ? 1 : row;
        for (int from = 0; from < starts; from++) {
            double least = mayBeEmpty ? rest[next + from] : Double.POSITIVE_INFINITY;
            if (!hidden) {
                int place = sums.place(from, from);
                for (int end = from + 1; end < row; end++) {
                    least = Math.min(least, rest[next + end] + cost[place + end - from]);
                }
            }
            rest[run * row + from] = least;
        }
    }

    Form form() {
        return form;
    }

    /** The least cost of all runs. */
    double least() {
        return rest[0];
    }

    /** The least cost of the runs from one on, from a group on. */
    double rest(int run, int from) {
        return rest[run * row + from];
    }

    /** The least cost of a run at its place. */
    double cost(int run, int place) {
        return costs[run][place];
    }

    /** The cost of a run's line if nothing holds it. */
    double freeCost(int run, int place) {
        return freeCosts[run][place];
    }
}
