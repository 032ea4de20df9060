package dev.bentline.fit.segmented;

/**
 * Weights, means and centred sums of every run of neighbouring groups, and what a run costs: the sum of squared residuals
 * of the best line, constant, or zero. Each run comes from the one that is a group shorter, around its own means, so that no
 * sum loses digits to a distant centre (T. F. Chan, G. H. Golub and R. J. LeVeque, Updating formulae, 1979).
 */
final class RunSums {
    private final DosageGroups groups;
    private final int count;
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
    /** Costs of lines that cross 0 in the gap before the run, rising, or in that after it, falling; made on demand. */
    private double[] afterZero = new double[0];

    private double[] beforeZero = new double[0];
    /** Costs of lines of a sign, which is one for all forms of a search; made on demand. */
    private double[] monotone = new double[0];

    /** Sums up all runs. */
    RunSums(DosageGroups groups) {
        this.groups = groups;
        count = groups.count;
        int runs = count * (count + 1) / 2;
        weight = new double[runs];
        meanX = new double[runs];
        meanT = new double[runs];
        sxx = new double[runs];
        slope = new double[runs];
        line = new double[runs];
        flat = new double[runs];
        zero = new double[runs];
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

    /** The least costs of a run of a form, at its places: a line beside zeros has to cross 0 on the way to them. */
    double[] costs(Form form, int run) {
        if (form.kind(run) == Form.Kind.LINE) {
            if (run > 0 && form.kind(run - 1) == Form.Kind.ZERO) {
                return afterZero();
            }
            if (run < form.runs() - 1 && form.kind(run + 1) == Form.Kind.ZERO) {
                return beforeZero();
            }
            if (form.trend() != 0) {
                return monotone(form.trend());
            }
        }
        return costs(form.kind(run));
    }

    /** Costs of lines that do not fall, or do not rise: if the best one does, it is the constant. */
    private double[] monotone(int trend) {
        if (monotone.length == 0) {
            monotone = line.clone();
            for (int at = 0; at < monotone.length; at++) {
                if (slope[at] * trend < 0) {
                    monotone[at] = flat[at];
                }
            }
        }
        return monotone;
    }

    private double[] afterZero() {
        if (afterZero.length == 0) {
            afterZero = crossings(1);
        }
        return afterZero;
    }

    private double[] beforeZero() {
        if (beforeZero.length == 0) {
            beforeZero = crossings(-1);
        }
        return beforeZero;
    }

    /** Costs of lines that cross 0 in the gap before their run, and rise, if the sign is 1; otherwise after it, and fall. */
    private double[] crossings(int sign) {
        double[] costs = line.clone();
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j <= count; j++) {
                int at = place(i, j);
                if (sign > 0 && i > 0) {
                    costs[at] = crossing(at, groups.last[i - 1], groups.first[i], sign);
                } else if (sign < 0 && j < count) {
                    costs[at] = crossing(at, groups.first[j], groups.last[j - 1], sign);
                }
            }
        }
        return costs;
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

    private static double add(double step, double left, double giveLeft, double right, double giveRight, double give) {
        double all = give + (left == 0 ? 0 : left * left * giveLeft) + (right == 0 ? 0 : right * right * giveRight);
        return step * step / all;
    }
}
