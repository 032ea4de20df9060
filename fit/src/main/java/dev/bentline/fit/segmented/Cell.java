package dev.bentline.fit.segmented;

import java.util.Arrays;

/**
 * The bent lines of a form that lie in a cell: every cut between two runs lies between two certain neighbouring dosages,
 * or on one. Their least squares are those of free lines, with one equation for every cut that lies on a dosage: both
 * lines have one value there. The equations' multipliers solve a small system.
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

    /** The line of each run: its value at the mean dosage, and its slope. */
    private final double[] value;

    private final double[] slope;

    /** The move of a value, and of a slope, by a force of 1; 0 where it is fixed. */
    private final double[] giveOfValue;

    private final double[] giveOfSlope;
    /** The unknown of a slope that no dosage determines, or -1. */
    private final int[] free;

    private final int[] equation;
    private final double[][] system;

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
        free = new int[runs];
        equation = new int[runs];
        int unknowns = 2 * runs; // a cut's equation each, that of the slopes, and free slopes
        system = new double[unknowns][unknowns + 1];
    }

    Form form() {
        return form;
    }

    /** The mean dosage of a run. */
    double centre(int run) {
        return sums.meanX[place[run]];
    }

    /** The slope of a run's line. */
    double slope(int run) {
        return slope[run];
    }

    /** The value of a run's line at a dosage. */
    double at(int run, double x) {
        return value[run] + slope[run] * (x - centre(run));
    }

    private boolean isPinned(int run) {
        return (pinned >> run & 1) != 0;
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
                sum += form.coupling()[piece] * sums.slope[place[run]];
                give += 1 / sums.sxx[place[run]];
            }
        }
        return sum * sum / give;
    }

    /**
     * Solves for the lines; returns by how much their squares exceed those without any equation, or NaN where the dosages do
     * not determine them.
     */
    double solve() {
        boolean coupled = isCoupled();
        int equations = 0;
        for (int run = first; run < last; run++) {
            equation[run] = isPinned(run) ? equations++ : -1;
        }
        int coupling = equations;
        int size = coupled ? equations + 1 : equations;
        int unknowns = size;
        for (int run = first; run <= last; run++) {
            int at = place[run];
            Form.Kind kind = form.kind(run);
            boolean zero = kind == Form.Kind.ZERO;
            value[run] = zero ? 0 : sums.meanT[at];
            giveOfValue[run] = zero ? 0 : 1 / sums.weight[at];
            slope[run] = 0;
            giveOfSlope[run] = 0;
            free[run] = -1;
            if (kind == Form.Kind.LINE) {
                double xx = sums.sxx[at];
                if (xx > 0) {
                    slope[run] = sums.slope[at];
                    giveOfSlope[run] = 1 / xx;
                } else {
                    free[run] = unknowns++;
                }
            }
        }
        if (unknowns == 0) {
            return 0;
        }
        if (size == 0) {
            return Double.NaN;
        }
        for (int row = 0; row < unknowns; row++) {
            Arrays.fill(system[row], 0, unknowns + 1, 0);
        }
        for (int run = first; run < last; run++) {
            if (equation[run] >= 0) {
                putCut(run, unknowns);
            }
        }
        if (coupled) {
            putCoupling(coupling, unknowns);
        }
        if (!solve(size, unknowns)) {
            return Double.NaN;
        }
        return move(coupled, coupling, unknowns);
    }

    /** Both lines have one value at a cut. */
    private void putCut(int run, int unknowns) {
        int row = equation[run];
        double x = groups.first[begin[run + 1]];
        int next = run + 1;
        double left = x - centre(run);
        double right = x - centre(next);
        double[] to = system[row];
        to[row] = giveOfValue[run]
                + left * left * giveOfSlope[run]
                + giveOfValue[next]
                + right * right * giveOfSlope[next];
        to[unknowns] = at(run, x) - at(next, x);
        if (next < last && equation[next] >= 0) {
            double arm = groups.first[begin[next + 1]] - centre(next);
            double shared = -giveOfValue[next] - right * arm * giveOfSlope[next];
            to[row + 1] = shared;
            system[row + 1][row] = shared;
        }
        putFree(row, run, left);
        putFree(row, next, -right);
    }

    private void putFree(int row, int run, double factor) {
        int column = free[run];
        if (column >= 0) {
            system[row][column] = factor;
            system[column][row] = factor;
        }
    }

    /** The slopes are balanced. */
    private void putCoupling(int row, int unknowns) {
        double diagonal = 0;
        double right = 0;
        for (int run = first; run <= last; run++) {
            int factor = form.kind(run) == Form.Kind.ZERO ? 0 : form.coupling()[form.piece(run)];
            if (factor == 0) {
                continue;
            }
            diagonal += giveOfSlope[run];
            right += factor * slope[run];
            putFree(row, run, factor);
            if (run < last && equation[run] >= 0) {
                double arm = groups.first[begin[run + 1]] - centre(run);
                addShared(row, equation[run], factor * arm * giveOfSlope[run]);
            }
            if (run > first && equation[run - 1] >= 0) {
                double arm = groups.first[begin[run]] - centre(run);
                addShared(row, equation[run - 1], -factor * arm * giveOfSlope[run]);
            }
        }
        system[row][row] = diagonal;
        system[row][unknowns] = right;
    }

    private void addShared(int row, int column, double term) {
        system[row][column] += term;
        system[column][row] += term;
    }

    /** Gauss-Jordan without pivots: the equations are positive definite, and the free slopes then negative definite. */
    private boolean solve(int size, int unknowns) {
        for (int k = 0; k < unknowns; k++) {
            double[] pivot = system[k];
            double scale = pivot[k];
            if (!(Math.abs(scale) > (k < size ? 0 : 1e-200))) {
                return false;
            }
            double inverse = 1 / scale;
            for (int row = 0; row < unknowns; row++) {
                double factor = system[row][k] * inverse;
                if (row != k && factor != 0) {
                    double[] to = system[row];
                    for (int column = k; column <= unknowns; column++) {
                        to[column] -= factor * pivot[column];
                    }
                }
            }
        }
        return true;
    }

    private double multiplier(int row, int unknowns) {
        return system[row][unknowns] / system[row][row];
    }

    /** Moves values and slopes by the multipliers' forces; returns what that costs. */
    private double move(boolean coupled, int coupling, int unknowns) {
        double cost = 0;
        double balance = coupled ? multiplier(coupling, unknowns) : 0;
        for (int run = first; run <= last; run++) {
            double force = 0;
            double torque = 0;
            if (run < last && equation[run] >= 0) {
                double multiplier = multiplier(equation[run], unknowns);
                force += multiplier;
                torque += multiplier * (groups.first[begin[run + 1]] - centre(run));
            }
            if (run > first && equation[run - 1] >= 0) {
                double multiplier = multiplier(equation[run - 1], unknowns);
                force -= multiplier;
                torque -= multiplier * (groups.first[begin[run]] - centre(run));
            }
            if (coupled && form.kind(run) != Form.Kind.ZERO) {
                torque += balance * form.coupling()[form.piece(run)];
            }
            value[run] -= force * giveOfValue[run];
            slope[run] -= torque * giveOfSlope[run];
            cost += force * force * giveOfValue[run] + torque * torque * giveOfSlope[run];
            if (free[run] >= 0) {
                slope[run] = -multiplier(free[run], unknowns);
            }
        }
        return cost;
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
        double after = groups.first[begin[run + 1]];
        if (isPinned(run)) {
            return after;
        }
        double before = groups.last[begin[run + 1] - 1];
        double left = step(run, before);
        double right = step(run, after);
        return left == right ? after : Math.clamp(before + (after - before) * (left / (left - right)), before, after);
    }
}
