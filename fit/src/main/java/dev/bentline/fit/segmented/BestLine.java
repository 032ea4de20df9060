package dev.bentline.fit.segmented;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The bent line of least squares so far, as a network of nodes max(0, x - k) or max(0, k - x), and its bias. */
final class BestLine {
    /** Half an ulp of 1 as a float. */
    private static final double FLOAT_ULP = 0x1p-24;

    /** The share of the squares around the mean below which rounding is none. */
    private static final double SIGNIFICANT = 0x1p-40;

    private final DosageGroups groups;
    private final Output output;
    private final int nodes;

    private double squares = Double.POSITIVE_INFINITY;
    private double cost = Double.POSITIVE_INFINITY;
    private double leastSquares = Double.POSITIVE_INFINITY;
    private double significant;
    private int left;
    private final double[] bends;
    private final double[] jumps;
    private double bias;
    private @Nullable CellPlace cell;
    private boolean reluOutput;

    // ---- the candidate at hand
    private final int[] runOf;
    private final double[] slopes;
    private final double[] newBends;
    private final double[] newJumps;

    BestLine(DosageGroups groups, int nodes, Output output) {
        this.groups = groups;
        this.nodes = nodes;
        this.output = output;
        bends = new double[nodes];
        jumps = new double[nodes];
        newBends = new double[nodes];
        newJumps = new double[nodes];
        runOf = new int[nodes + 1];
        slopes = new double[nodes + 1];
    }

    /** The sum of squared residuals. */
    double squares() {
        return squares;
    }

    /** The place of a node's bend. */
    double bend(int node) {
        return bends[node];
    }

    /** By how much the slope grows there, to the right. */
    double jump(int node) {
        return jumps[node];
    }

    /** Returns whether a node is 0 to the right of its bend. */
    boolean facesLeft(int node) {
        return (left >> node & 1) != 0;
    }

    /** The constant that is added. */
    double bias() {
        return bias;
    }

    /** Returns whether effects below 0 are 0. */
    boolean reluOutput() {
        return reluOutput;
    }

    /** The cell that it lies in. */
    CellPlace cell() {
        return Objects.requireNonNull(cell, "no line yet");
    }

    /** The cost that a better line is below: the squares and, where it is much, what floats may add to them. */
    double cost() {
        return cost;
    }

    /** Returns whether a line of fewer squares was left out, which floats could not tell. */
    boolean refused() {
        return squares - leastSquares > significant;
    }

    /** Forgets the line. */
    void clear() {
        squares = Double.POSITIVE_INFINITY;
        cost = Double.POSITIVE_INFINITY;
        leastSquares = Double.POSITIVE_INFINITY;
        significant = SIGNIFICANT * groups.squares();
        cell = null;
    }

    /** Takes a candidate that is better; returns whether it was. */
    boolean offer(Cell cell) {
        Form form = cell.form();
        int reference = pieces(cell, form);
        if (reference < 0 || !isMonotone(form) || !bends(cell, form.nodes())) {
            return false;
        }
        double x = cell.centre(reference);
        double newBias = cell.at(reference, x) - hinges(form.left(), newBends, newJumps, x);
        boolean relu = output == Output.RELU || (output == Output.ANY && form.hasZeros());
        double sum = 0;
        for (int g = 0; g < groups.count; g++) {
            sum += squares(g, form.left(), newBias, relu);
        }
        if (!(sum < cost)) {
            return false;
        }
        leastSquares = Math.min(leastSquares, sum);
        double rounding = rounding(form.left(), newBias);
        double newCost = rounding > significant ? sum + rounding : sum;
        if (!(newCost < cost)) {
            return false;
        }
        cost = newCost;
        reluOutput = relu;
        squares = sum;
        left = form.left();
        bias = newBias;
        System.arraycopy(newBends, 0, bends, 0, nodes);
        System.arraycopy(newJumps, 0, jumps, 0, nodes);
        this.cell = new CellPlace(form, cell.first, Arrays.copyOfRange(cell.begin, cell.first, cell.last + 2));
        return true;
    }

    /** Finds the slopes of all pieces; returns a run that shows one, or -1. */
    private int pieces(Cell cell, Form form) {
        Arrays.fill(runOf, -1);
        int firstPiece = -1;
        int lastPiece = -1;
        for (int run = cell.first; run <= cell.last; run++) {
            int piece = form.piece(run);
            if (piece >= 0) {
                runOf[piece] = run;
                slopes[piece] = cell.slope(run);
                firstPiece = firstPiece < 0 ? piece : firstPiece;
                lastPiece = piece;
            }
        }
        if (firstPiece < 0) {
            return -1;
        }
        // Pieces beyond the dosages go on as their neighbours do, but for what the balance asks of them.
        int last = form.nodes();
        for (int piece = firstPiece - 1; piece >= 0; piece--) {
            slopes[piece] = form.isFlat(piece) ? 0 : slopes[piece + 1];
        }
        for (int piece = lastPiece + 1; piece <= last; piece++) {
            slopes[piece] = form.isFlat(piece) ? 0 : slopes[piece - 1];
        }
        int[] balance = form.balance();
        double sum = 0;
        for (int piece = 0; piece <= last; piece++) {
            sum += balance[piece] * slopes[piece];
        }
        if (firstPiece > 0 && balance[0] != 0 && !form.isFlat(0)) {
            slopes[0] -= sum / balance[0];
        } else if (lastPiece < last && balance[last] != 0 && !form.isFlat(last)) {
            slopes[last] -= sum / balance[last];
        }
        return runOf[firstPiece];
    }

    /** Returns whether no slope has the other sign than the form's. */
    private boolean isMonotone(Form form) {
        for (int piece = 0; piece <= form.nodes(); piece++) {
            if (slopes[piece] * form.trend() < 0) {
                return false;
            }
        }
        return true;
    }

    /** Finds where the nodes bend, those of no use at 0; returns whether all do somewhere. */
    private boolean bends(Cell cell, int used) {
        Arrays.fill(newBends, used, nodes, 0);
        Arrays.fill(newJumps, used, nodes, 0);
        for (int node = 0; node < used; node++) {
            int before = runOf[node];
            int after = runOf[node + 1];
            double bend;
            if (before < 0) {
                bend = cell.begin[after] > 0 ? groups.last[cell.begin[after] - 1] : groups.first[0];
            } else if (after < 0) {
                bend = before < cell.last ? groups.first[cell.begin[before + 1]] : groups.last[groups.count - 1];
            } else if (after == before + 1) {
                bend = cell.cut(before);
            } else {
                double x = cell.centre(before); // below zero, where both lines meet
                bend = x + (cell.at(before, x) - cell.at(after, x)) / (cell.slope(after) - cell.slope(before));
            }
            if (!(Math.abs(bend) <= 2)) {
                return false;
            }
            newBends[node] = bend;
            newJumps[node] = slopes[node + 1] - slopes[node];
        }
        return true;
    }

    /**
     * The squares that it may add, or so, that parameters become floats: large terms of both signs leave a small effect
     * that their last digits move.
     */
    private double rounding(int faceLeft, double c) {
        double terms = Math.abs(c);
        for (int node = 0; node < nodes; node++) {
            boolean facesLeft = (faceLeft >> node & 1) != 0;
            double p = facesLeft ? newBends[node] - groups.first[0] : groups.last[groups.count - 1] - newBends[node];
            terms += Math.abs(newJumps[node]) * Math.max(0, p);
        }
        double error = FLOAT_ULP * terms;
        return error * error * groups.weights();
    }

    private double hinges(int faceLeft, double[] k, double[] d, double x) {
        double sum = 0;
        for (int node = 0; node < nodes; node++) {
            double p = (faceLeft >> node & 1) != 0 ? k[node] - x : x - k[node];
            sum += p > 0 ? d[node] * p : 0;
        }
        return sum;
    }

    /** The squared residuals of a group, in which no bend lies. */
    private double squares(int g, int faceLeft, double c, boolean relu) {
        double first = c + hinges(faceLeft, newBends, newJumps, groups.first[g]);
        double width = groups.last[g] - groups.first[g];
        double slope = width == 0 ? 0 : (c + hinges(faceLeft, newBends, newJumps, groups.last[g]) - first) / width;
        double value = first + slope * (groups.meanX[g] - groups.first[g]);
        if (relu && value < 0) {
            value = 0;
            slope = 0;
        }
        double residual = groups.meanT[g] - value;
        return groups.weight[g] * residual * residual
                + groups.stt[g]
                + slope * (slope * groups.sxx[g] - 2 * groups.sxt[g]);
    }
}
