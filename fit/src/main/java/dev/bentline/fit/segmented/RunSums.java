package dev.bentline.fit.segmented;

import java.util.Arrays;

/**
 * Weights, means and centred sums of every run of neighbouring groups, and what a run costs: the sum of squared residuals
 * of the best line, constant, or zero. Each run comes from the one that is a group shorter, around its own means, so that no
 * sum loses digits to a distant centre (T. F. Chan, G. H. Golub and R. J. LeVeque, Updating formulae, 1979).
 */
final class RunSums {
    /** A condition that holds a line in its run. */
    enum Hold {
        /** Nothing. */
        NONE(-1),
        /** It crosses 0 in the gap before the run, and rises. */
        AFTER_ZERO(0),
        /** It crosses 0 in the gap after the run, and falls. */
        BEFORE_ZERO(1),
        /** It does not fall. */
        RISING(2),
        /** It does not rise. */
        FALLING(3);

        private static final int COUNT = 4;

        /** The place of its costs. */
        private final int number;

        Hold(int number) {
            this.number = number;
        }
    }

    private static final double[] NONE_YET = {};

    private final DosageGroups groups;
    private int count;
    final double[] weight;
    final double[] meanX;
    final double[] meanT;
    final double[] sxx;
    /** The slope of the best line; 0 where a run has one dosage. */
    final double[] slope;

    /** Costs of the best line, of the best constant, and of zero. */
    private final double[] line;

    private final double[] flat;
    private final double[] zero;
    /** Costs of lines that something holds, by {@link Hold}; NaN where not yet known. */
    private final double[][] held = new double[Hold.COUNT][];

    /** Sums of the runs of groups, which may change; none at first. */
    RunSums(DosageGroups groups) {
        this.groups = groups;
        int runs = groups.count * (groups.count + 1) / 2;
        weight = new double[runs];
        meanX = new double[runs];
        meanT = new double[runs];
        sxx = new double[runs];
        slope = new double[runs];
        line = new double[runs];
        flat = new double[runs];
        zero = new double[runs];
        Arrays.fill(held, NONE_YET);
    }

    /** Sums up the runs of the groups as they are; they are no more than they were at first. */
    void sum() {
        count = groups.count;
        int at = 0;
        for (int i = 0; i < count; i++) {
            double w = groups.weight[i];
            double mx = groups.meanX[i];
            double mt = groups.meanT[i];
            double xx = groups.sxx[i];
            double xt = groups.sxt[i];
            double tt = groups.stt[i];
            for (int j = i + 1; ; j++) {
                weight[at] = w;
                meanX[at] = mx;
                meanT[at] = mt;
                sxx[at] = xx;
                double best = xx == 0 ? 0 : xt / xx;
                slope[at] = best;
                line[at] = Math.max(0, tt - best * xt);
                flat[at] = tt;
                zero[at++] = tt + w * mt * mt;
                if (j == count) {
                    break;
                }
                double added = groups.weight[j];
                double share = added / (w + added);
                double both = w * share;
                double dx = groups.meanX[j] - mx;
                double dt = groups.meanT[j] - mt;
                xx += groups.sxx[j] + both * dx * dx;
                xt += groups.sxt[j] + both * dx * dt;
                tt += groups.stt[j] + both * dt * dt;
                mx += share * dx;
                mt += share * dt;
                w += added;
            }
        }
        for (double[] costs : held) {
            Arrays.fill(costs, Double.NaN);
        }
    }

    int count() {
        return count;
    }

    /** The place of the run from a group to another, which is not included: the next longer one is at the next place. */
    int place(int from, int end) {
        return from * count - from * (from - 1) / 2 + end - from - 1;
    }

    /** The costs of runs of a kind, at their places, if nothing holds them. */
    double[] costs(Form.Kind kind) {
        if (kind == Form.Kind.LINE) {
            return line;
        }
        return kind == Form.Kind.FLAT ? flat : zero;
    }

    /** The costs of runs of a kind that something holds; NaN where they are not yet known. */
    double[] costs(Form.Kind kind, Hold hold) {
        if (hold == Hold.NONE) {
            return costs(kind);
        }
        double[] costs = held[hold.number];
        if (costs.length == 0) {
            costs = new double[line.length];
            Arrays.fill(costs, Double.NaN);
            held[hold.number] = costs;
        }
        return costs;
    }

    /**
     * Returns whether a run may best cover no dosage: a line that leaves 0 on the dosage before, where only an effect below 0 keeps
     * it.
     */
    boolean mayBeEmpty(Hold hold, int from) {
        return hold == Hold.AFTER_ZERO && from < count && groups.meanT[from - 1] < 0;
    }

    /** Finds the least cost of a line that something holds. */
    double hold(Hold hold, int from, int end) {
        int at = place(from, end);
        double cost = line[at];
        if (hold == Hold.AFTER_ZERO && from > 0) {
            cost = crossing(at, groups.last[from - 1], groups.first[from], 1);
        } else if (hold == Hold.BEFORE_ZERO && end < count) {
            cost = crossing(at, groups.first[end], groups.last[end - 1], -1);
        } else if ((hold == Hold.RISING && slope[at] < 0) || (hold == Hold.FALLING && slope[at] > 0)) {
            cost = flat[at];
        }
        costs(Form.Kind.LINE, hold)[at] = cost;
        return cost;
    }

    /** The least cost of a line that is not above 0 at one dosage and not below 0 at the next to the run. */
    private double crossing(int at, double outer, double inner, int sign) {
        double mean = meanT[at];
        if (sxx[at] == 0) {
            return mean >= 0 ? line[at] : zero[at];
        }
        double atOuter = mean + slope[at] * (outer - meanX[at]);
        double atInner = mean + slope[at] * (inner - meanX[at]);
        if (atOuter <= 0 && atInner >= 0) {
            return line[at];
        }
        double least = zero[at];
        least = Math.min(least, through(at, outer, atOuter, sign));
        return Math.min(least, through(at, inner, atInner, sign));
    }

    /** The cost of the line that is 0 at a dosage and goes up from there into the run. */
    private double through(int at, double x, double value, int sign) {
        double arm = x - meanX[at];
        double multiplier = value / (1 / weight[at] + arm * arm / sxx[at]);
        double slope = this.slope[at] - multiplier * arm / sxx[at];
        return sign * slope >= 0 ? line[at] + multiplier * value : Double.POSITIVE_INFINITY;
    }

    /**
     * By how much two neighbouring runs cost more at least than their best lines, since they have to meet in the gap between
     * them.
     */
    double join(Form.Kind kind, int left, Form.Kind nextKind, int right, double before, double after) {
        if (kind == Form.Kind.ZERO || nextKind == Form.Kind.ZERO) {
            return 0;
        }
        double slopeLeft = kind == Form.Kind.LINE ? slope[left] : 0;
        double slopeRight = nextKind == Form.Kind.LINE ? slope[right] : 0;
        double stepBefore = meanT[right]
                + slopeRight * (before - meanX[right])
                - (meanT[left] + slopeLeft * (before - meanX[left]));
        double stepAfter =
                meanT[right] + slopeRight * (after - meanX[right]) - (meanT[left] + slopeLeft * (after - meanX[left]));
        if (stepBefore * stepAfter <= 0) {
            return 0;
        }
        double giveLeft = kind == Form.Kind.LINE ? 1 / sxx[left] : 0;
        double giveRight = nextKind == Form.Kind.LINE ? 1 / sxx[right] : 0;
        double give = 1 / weight[left] + 1 / weight[right];
        return Math.min(
                add(stepBefore, before - meanX[left], giveLeft, before - meanX[right], giveRight, give),
                add(stepAfter, after - meanX[left], giveLeft, after - meanX[right], giveRight, give));
    }

    /**
     * The least that two neighbouring runs cost if no slope has the other sign than a trend: their lines have to meet in the
     * gap between them. Where the best ones of these signs do not, those are at least as good that meet at an end of the gap,
     * for lines that meet inside with a step of one sign at its one end are a convex set.
     */
    double pair(Form.Kind kind, int left, Form.Kind nextKind, int right, double before, double after, int trend) {
        boolean leftIsFlat = kind != Form.Kind.LINE || slope[left] * trend < 0;
        boolean rightIsFlat = nextKind != Form.Kind.LINE || slope[right] * trend < 0;
        if (step(left, leftIsFlat, right, rightIsFlat, before) * step(left, leftIsFlat, right, rightIsFlat, after)
                <= 0) {
            return cost(left, leftIsFlat) + cost(right, rightIsFlat);
        }
        return Math.min(
                meeting(kind, left, nextKind, right, before, trend),
                meeting(kind, left, nextKind, right, after, trend));
    }

    /** The least cost of two lines of slopes of a sign that meet at a dosage: that of one choice of flat lines. */
    private double meeting(Form.Kind kind, int left, Form.Kind nextKind, int right, double x, int trend) {
        double least = Double.POSITIVE_INFINITY;
        for (int choice = 0; choice < 4; choice++) {
            boolean leftIsFlat = (choice & 1) != 0;
            boolean rightIsFlat = (choice & 2) != 0;
            if ((leftIsFlat || kind == Form.Kind.LINE) && (rightIsFlat || nextKind == Form.Kind.LINE)) {
                least = Math.min(least, meeting(left, leftIsFlat, right, rightIsFlat, x, trend));
            }
        }
        return least;
    }

    /** The least cost of two lines that meet at a dosage; infinite where one has a slope of the other sign. */
    private double meeting(int left, boolean leftIsFlat, int right, boolean rightIsFlat, double x, int trend) {
        double armLeft = leftIsFlat ? 0 : x - meanX[left];
        double armRight = rightIsFlat ? 0 : x - meanX[right];
        double free = cost(left, leftIsFlat) + cost(right, rightIsFlat);
        double step = step(left, leftIsFlat, right, rightIsFlat, x);
        if ((armLeft != 0 && sxx[left] == 0) || (armRight != 0 && sxx[right] == 0)) {
            // the line of one dosage goes straight to the other
            boolean fits = step * trend >= 0
                    && (leftIsFlat || slope[left] * trend >= 0)
                    && (rightIsFlat || slope[right] * trend >= 0);
            return fits ? free : Double.POSITIVE_INFINITY;
        }
        double giveLeft = armLeft == 0 ? 0 : armLeft / sxx[left];
        double giveRight = armRight == 0 ? 0 : armRight / sxx[right];
        double multiplier = step / (1 / weight[left] + 1 / weight[right] + armLeft * giveLeft + armRight * giveRight);
        boolean fits = (leftIsFlat || (slope[left] + multiplier * giveLeft) * trend >= 0)
                && (rightIsFlat || (slope[right] - multiplier * giveRight) * trend >= 0);
        return fits ? free + step * multiplier : Double.POSITIVE_INFINITY;
    }

    /** By how much the line of a run lies above that of the run before. */
    private double step(int left, boolean leftIsFlat, int right, boolean rightIsFlat, double x) {
        return at(right, rightIsFlat, x) - at(left, leftIsFlat, x);
    }

    private double at(int run, boolean isFlat, double x) {
        return isFlat ? meanT[run] : meanT[run] + slope[run] * (x - meanX[run]);
    }

    private double cost(int run, boolean isFlat) {
        return isFlat ? flat[run] : line[run];
    }

    private static double add(double step, double left, double giveLeft, double right, double giveRight, double give) {
        double all = give + (left == 0 ? 0 : left * left * giveLeft) + (right == 0 ? 0 : right * right * giveRight);
        return step * step / all;
    }
}
