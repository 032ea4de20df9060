package dev.bentline.fit.segmented;

/**
 * The bent lines of a form that lie in a cell: every cut between two runs lies between two certain neighbouring dosages,
 * or on one. Their least squares are those of free lines, with one equation for every cut that lies on a dosage, where both
 * lines have one value, and that of the slopes. The multipliers of the cuts' equations have a system of three diagonals,
 * since a cut shares lines with its neighbours alone; that of the slopes borders it.
 *
 * <p>The slope of a run of one dosage is free. It meets the next line on a dosage at no cost, so that this cut has no
 * equation; or else that of the slopes determines it, and is none for the others.
 *
 * <p>A line after zeros may cover no dosage: it leaves 0 on the last of these and meets the next line in the gap behind.
 */
final class Cell {
    private final Form form;
    private final DosageGroups groups;
    private final RunSums sums;

    /** The runs that cover dosages, from the first to the last; all between do. */
    int first;

    int last;
    /** The first group of each run; that after the last is the number of groups. */
    final int[] begin;
    /** The place of each run among the sums. */
    final int[] place;
    /** Cuts that lie on a dosage, the first one of the run to the right; bit r is that after run r. */
    int pinned;
    /** Those of them that lie on the last one of the run to the left. */
    int pinnedToLeft;

    /** The line of each run: its value at the mean dosage, and its slope. */
    private final double[] value;

    private final double[] slope;

    /** The move of a value, and of a slope, by a force of 1; 0 where it is fixed. */
    private final double[] giveOfValue;

    private final double[] giveOfSlope;
    /** Runs of one dosage, whose lines have any slope; bit r is run r. */
    private int free;

    /** The arms of a cut on a dosage: from the mean dosages of the run before and of that after. */
    private final double[] armBefore;

    private final double[] armAfter;
    /** The share of the value of the run before that its line has at the cut: 1, but another of lines that leave 0. */
    private final double[] lever;
    /** The equation of a cut: its factor in the system, that beside the next cut's, and by how much the lines miss it. */
    private final double[] factor;

    private final double[] shared;
    private final double[] missed;
    /** The equation of the slopes: the factors of values and of slopes. */
    private final double[] factorOfValue;

    private final double[] factorOfSlope;
    /** The run whose slope the equation of the slopes determines, or -1. */
    private int determined;
    /** Runs of one dosage whose lines may leave 0 anywhere in the gap before, so on its first dosage; bit r is run r. */
    private int leaving;
    /** The system once it is triangular: pivots, the column of the slopes' equation, and right sides. */
    private final double[] pivot;

    private final double[] border;
    private final double[] right;
    private double multiplierOfSlopes;

    Cell(Form form, DosageGroups groups, RunSums sums) {
        this.form = form;
        this.groups = groups;
        this.sums = sums;
        int runs = form.runs();
        begin = new int[runs + 1];
        place = new int[runs];
        value = new double[runs];
        slope = new double[runs];
        giveOfValue = new double[runs];
        giveOfSlope = new double[runs];
        armBefore = new double[runs];
        armAfter = new double[runs];
        lever = new double[runs];
        factor = new double[runs];
        shared = new double[runs];
        missed = new double[runs];
        factorOfValue = new double[runs];
        factorOfSlope = new double[runs];
        pivot = new double[runs];
        border = new double[runs];
        right = new double[runs];
    }

    Form form() {
        return form;
    }

    /** The mean dosage of a run; that on which a line leaves 0 if it covers none. */
    double centre(int run) {
        return isEmpty(run) ? groups.last[Math.max(0, begin[run] - 1)] : sums.meanX[place[run]];
    }

    /** The slope of a run's line. */
    double slope(int run) {
        return slope[run];
    }

    /** The value of a run's line at a dosage. */
    double at(int run, double x) {
        return value[run] + slope[run] * (x - centre(run));
    }

    /** Returns whether a run covers no dosage. */
    boolean isEmpty(int run) {
        return begin[run] == begin[run + 1];
    }

    /**
     * The cuts that may lie on the last dosage of the run before, a bit each: those after zeros of one dosage, where an effect below
     * 0 keeps the line there. Elsewhere, such a cut lies on the first dosage of the run after it in another cell.
     */
    int mayBePinnedToLeft() {
        int cuts = 0;
        for (int run = first; run < last; run++) {
            boolean isLone = form.kind(run) == Form.Kind.ZERO && begin[run + 1] == begin[run] + 1;
            cuts |= isLone && groups.meanT[begin[run]] < 0 && !isEmpty(run + 1) ? 1 << run : 0;
        }
        return cuts;
    }

    /** The dosage that the cut after a run lies on if it is pinned. */
    private double pin(int run) {
        int next = begin[run + 1];
        return isPinnedToLeft(run) ? groups.last[next - 1] : groups.first[next];
    }

    private boolean isPinnedToLeft(int run) {
        return (pinnedToLeft >> run & 1) != 0;
    }

    private boolean isPinned(int run) {
        return (pinned >> run & 1) != 0;
    }

    private boolean isFree(int run) {
        return (free >> run & 1) != 0;
    }

    /** Returns whether the cut after a run has an equation. */
    private boolean isHeld(int run) {
        return ((pinned & ~(free & ~leaving) & ~(leaving >> 1)) >> run & 1) != 0;
    }

    private boolean isLeaving(int run) {
        return (leaving >> run & 1) != 0;
    }

    /** Returns whether the equation of the slopes holds: all pieces that it names cover dosages. */
    private boolean isCoupled() {
        int[] coupling = form.coupling();
        return coupling.length > 0
                && (first == 0 || coupling[0] == 0)
                && (last == form.runs() - 1 || coupling[coupling.length - 1] == 0);
    }

    /** By how much the balance of the slopes alone adds to the squares of free lines. */
    double imbalance() {
        if (!isCoupled()) {
            return 0;
        }
        double sum = 0;
        double give = 0;
        for (int run = first; run <= last; run++) {
            int piece = form.piece(run);
            if (piece >= 0 && form.coupling()[piece] != 0) {
                if (isEmpty(run)) {
                    return 0; // it has any slope
                }
                sum += form.coupling()[piece] * sums.slope[place[run]];
                give += 1 / sums.sxx[place[run]];
            }
        }
        return sum * sum / give;
    }

    /** Sets up the equations of all cuts, for every choice of those that hold. */
    void prepare() {
        free = 0;
        for (int run = first; run <= last; run++) {
            loosen(run);
            boolean fixed = form.kind(run) == Form.Kind.ZERO || isEmpty(run);
            giveOfValue[run] = fixed ? 0 : 1 / sums.weight[place[run]];
            giveOfSlope[run] = 0;
            if (form.kind(run) == Form.Kind.LINE) {
                double xx = isEmpty(run) ? 0 : sums.sxx[place[run]];
                if (xx > 0) {
                    giveOfSlope[run] = 1 / xx;
                } else {
                    free |= 1 << run;
                }
            }
        }
        for (int run = first; run < last; run++) {
            int next = run + 1;
            double x = pin(run);
            double before = x - centre(run);
            double after = x - centre(next);
            armBefore[run] = before;
            armAfter[run] = after;
            lever[run] = 1;
            if (isFree(run) && run > first && isPinnedToLeft(run - 1)) {
                slope[run] = fromZero(run);
                double zero = groups.last[begin[run] - 1];
                lever[run] = (x - zero) / (centre(run) - zero);
            }
            factor[run] = lever[run] * lever[run] * giveOfValue[run]
                    + before * before * giveOfSlope[run]
                    + giveOfValue[next]
                    + after * after * giveOfSlope[next];
            missed[run] = at(run, x) - at(next, x);
            if (run > first) {
                shared[run - 1] = -lever[run] * giveOfValue[run] - armAfter[run - 1] * before * giveOfSlope[run];
            }
        }
    }

    /** Gives a run the line of least squares without any equation. */
    private void loosen(int run) {
        Form.Kind kind = form.kind(run);
        boolean empty = isEmpty(run);
        value[run] = kind == Form.Kind.ZERO || empty ? 0 : sums.meanT[place[run]];
        slope[run] = kind == Form.Kind.LINE && !empty ? sums.slope[place[run]] : 0;
    }

    /**
     * Solves for the multipliers of the cuts that lie on a dosage; returns by how much the squares exceed those without any
     * equation, or NaN where the dosages do not determine the lines.
     */
    double solve() {
        if (!determine()) {
            return Double.NaN;
        }
        boolean coupled = isCoupled() && determined < 0;
        double pivotOfSlopes = 0;
        double rightOfSlopes = 0;
        if (coupled) {
            for (int run = first; run <= last; run++) {
                loosen(run);
                double v = factorOfValue[run];
                double s = factorOfSlope[run];
                pivotOfSlopes += v * v * giveOfValue[run] + s * s * giveOfSlope[run];
                rightOfSlopes += v * value[run] + s * slope[run];
            }
        }
        double cost = 0;
        for (int run = first; run < last; run++) {
            if (!isHeld(run)) {
                continue;
            }
            double diagonal = factor[run];
            double side = missed[run];
            double column = coupled ? column(run) : 0;
            if (run > first && isHeld(run - 1)) {
                double share = shared[run - 1] / pivot[run - 1];
                diagonal -= share * shared[run - 1];
                side -= share * right[run - 1];
                column -= share * border[run - 1];
            }
            if (!(diagonal > 0)) {
                return Double.NaN;
            }
            pivot[run] = diagonal;
            right[run] = side;
            border[run] = column;
            double part = side / diagonal;
            cost += side * part;
            pivotOfSlopes -= column * (column / diagonal);
            rightOfSlopes -= column * part;
        }
        if (!coupled) {
            multiplierOfSlopes = 0;
            return cost;
        }
        multiplierOfSlopes = rightOfSlopes / pivotOfSlopes;
        return pivotOfSlopes > 0 ? cost + rightOfSlopes * multiplierOfSlopes : Double.NaN;
    }

    /** Finds what determines the free slopes, and so the equation of the slopes; returns whether all of them are. */
    private boolean determine() {
        determined = -1;
        leaving = 0;
        boolean coupled = isCoupled();
        for (int run = first; run <= last && coupled; run++) {
            factorOfValue[run] = 0;
            factorOfSlope[run] = form.kind(run) == Form.Kind.LINE ? form.coupling()[form.piece(run)] : 0;
        }
        for (int run = first; run <= last; run++) {
            if (!isFree(run)) {
                continue;
            }
            if (run > first && isPinnedToLeft(run - 1)) {
                leaving |= 1 << run;
            } else if (run == last || !isPinned(run)) {
                if (coupled && factorOfSlope[run] != 0) {
                    if (determined >= 0) {
                        return false;
                    }
                    determined = run;
                } else if (run > first && form.kind(run - 1) == Form.Kind.ZERO && !isEmpty(run)) {
                    leaving |= 1 << run;
                } else {
                    return false;
                }
            }
        }
        for (int run = last - 1; run >= first && coupled; run--) {
            if (isFree(run) && isPinned(run) && !isLeaving(run)) { // its slope is that to the next line
                double share = factorOfSlope[run] / armBefore[run];
                factorOfValue[run] -= share;
                factorOfValue[run + 1] += share;
                factorOfSlope[run + 1] += share * armAfter[run];
                factorOfSlope[run] = 0;
            }
            if (isLeaving(run + 1)) {
                factorOfValue[run + 1] -= factorOfSlope[run + 1] / armAfter[run];
                factorOfSlope[run + 1] = 0;
            }
        }
        return true;
    }

    /** The factor of a cut's equation beside that of the slopes. */
    private double column(int run) {
        int next = run + 1;
        return lever[run] * factorOfValue[run] * giveOfValue[run]
                + factorOfSlope[run] * armBefore[run] * giveOfSlope[run]
                - factorOfValue[next] * giveOfValue[next]
                - factorOfSlope[next] * armAfter[run] * giveOfSlope[next];
    }

    /** Finds the lines, which the forces of the multipliers that were solved for move. */
    void move() {
        double multiplier = 0; // of the cut after a run
        for (int run = last; run >= first; run--) {
            loosen(run);
            double force = multiplier * lever[run] + multiplierOfSlopes * factorOfValue[run];
            double torque = multiplierOfSlopes * factorOfSlope[run];
            if (run < last) {
                torque += multiplier * armBefore[run];
            }
            double before = 0;
            if (run > first && isHeld(run - 1)) {
                before = (right[run - 1] - border[run - 1] * multiplierOfSlopes - shared[run - 1] * multiplier)
                        / pivot[run - 1];
                force -= before;
                torque -= before * armAfter[run - 1];
            }
            value[run] -= force * giveOfValue[run];
            slope[run] -= torque * giveOfSlope[run];
            multiplier = before;
        }
        for (int run = first; run < last; run++) {
            if (isLeaving(run)) {
                slope[run] = fromZero(run);
            } else if (isFree(run) && isPinned(run)) {
                slope[run] = (at(run + 1, pin(run)) - value[run]) / armBefore[run];
            }
        }
        if (isLeaving(last)) {
            slope[last] = fromZero(last);
        }
        if (determined >= 0) {
            double sum = 0;
            for (int run = first; run <= last; run++) {
                sum += factorOfValue[run] * value[run] + (run == determined ? 0 : factorOfSlope[run] * slope[run]);
            }
            slope[determined] = -sum / factorOfSlope[determined];
        }
    }

    /** The slope of a line of one dosage that is 0 on the dosage before. */
    private double fromZero(int run) {
        return value[run] / (centre(run) - groups.last[begin[run] - 1]);
    }

    /** Returns whether the lines meet in the gap of every cut that lies on no dosage. */
    boolean meets() {
        for (int run = first; run < last; run++) {
            if (!isPinned(run)) {
                double before = step(run, groups.last[begin[run + 1] - 1]);
                double after = step(run, groups.first[begin[run + 1]]);
                if (before * after > 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** By how much the line after a cut lies above that before. */
    private double step(int run, double x) {
        return at(run + 1, x) - at(run, x);
    }

    /** The place of the cut after a run. */
    double cut(int run) {
        if (isPinned(run)) {
            return pin(run);
        }
        double after = groups.first[begin[run + 1]];
        double before = groups.last[begin[run + 1] - 1];
        double left = step(run, before);
        double right = step(run, after);
        return left == right ? after : Math.clamp(before + (after - before) * (left / (left - right)), before, after);
    }
}
