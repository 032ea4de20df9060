package dev.bentline.fit.segmented;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A form that the effects of a network of few ReLU nodes can have over the dosages: runs of lines, from the left to the
 * right, and, where the output is ReLU, of zeros between them.
 *
 * <p>H nodes bend a line in H places, which leaves H + 1 pieces of slopes s[0] to s[H]. A node that faces right is 0 to the
 * left of its bend and one that faces left to the right of it, so no slope is there for free: the first one is that of the
 * nodes that face left, s[0] = -sum (s[j] - s[j - 1]) over these, which is an equation sum a[p] s[p] = 0.
 */
final class Form {
    /** Kind of a run. */
    enum Kind {
        /** A line with a slope of its own. */
        LINE,
        /** A line of slope 0. */
        FLAT,
        /** Effects of 0, where the output's ReLU cuts off what is below. */
        ZERO
    }

    /** Runs of zeros in a form; at most as many as 6 nodes can have. */
    private static final int MOST_ZEROS = 4;

    private static final int[] UNCOUPLED = {};

    private final int trend;
    private final int left;
    private final int flats;
    private final int[] balance;
    private final int[] coupling;
    private final Kind[] kinds;
    private final int[] pieces;

    /**
     * A form.
     *
     * @param trend the sign of all slopes, 0 for any
     * @param left the nodes that face left, a bit each
     * @param zeros the pieces before which there are zeros, a bit each
     * @param flats the pieces that are flat whatever the equation says, a bit each
     */
    private Form(int nodes, int trend, int left, int zeros, int flats) {
        this.trend = trend;
        this.left = left;
        balance = new int[nodes + 1];
        balance[0] = 1;
        for (int node = 1; node <= nodes; node++) {
            if ((left >> (node - 1) & 1) != 0) {
                balance[node]++;
                balance[node - 1]--;
            }
        }
        int[] factors = balance.clone();
        int count = 0;
        int only = 0;
        for (int piece = 0; piece <= nodes; piece++) {
            if ((flats >> piece & 1) != 0) {
                factors[piece] = 0;
            } else if (factors[piece] != 0) {
                count++;
                only = piece;
            }
        }
        coupling = count > 1 ? factors : UNCOUPLED;
        int allFlats = count == 1 ? flats | 1 << only : flats;
        kinds = new Kind[nodes + 1 + Integer.bitCount(zeros)];
        pieces = new int[kinds.length];
        int run = 0;
        for (int piece = 0; piece <= nodes + 1; piece++) {
            if ((zeros >> piece & 1) != 0) {
                pieces[run] = -1;
                kinds[run++] = Kind.ZERO;
            }
            if (piece <= nodes) {
                pieces[run] = piece;
                kinds[run++] = (allFlats >> piece & 1) != 0 ? Kind.FLAT : Kind.LINE;
            }
        }
        this.flats = allFlats;
    }

    /**
     * All forms of a number of nodes.
     *
     * @param reluOutput whether there are runs of zeros, too
     */
    static List<Form> all(int nodes, boolean reluOutput) {
        return of(nodes, reluOutput, 1 << nodes);
    }

    /** The forms whose slopes have no equation: the nodes that face left are those to the left of a flat piece. */
    static List<Form> uncoupled(int nodes, boolean reluOutput) {
        return of(nodes, reluOutput, -1);
    }

    private static List<Form> of(int nodes, boolean reluOutput, int faces) {
        List<Form> forms = new ArrayList<>();
        int places = reluOutput ? 1 << (nodes + 2) : 1;
        for (int zeros = 0; zeros < places; zeros++) {
            if ((zeros & zeros >> 1) != 0 || Integer.bitCount(zeros) > MOST_ZEROS) {
                continue; // a line between zeros would have to rise and to fall
            }
            for (int i = 0; i < (faces < 0 ? nodes + 1 : faces); i++) {
                Form form = new Form(nodes, 0, faces < 0 ? (1 << i) - 1 : i, zeros, 0);
                if (!form.isTornApart()) {
                    forms.add(form);
                }
            }
        }
        return forms;
    }

    /**
     * The forms that never rise, or never fall, of up to a number of nodes. Among these the best line has some flat pieces,
     * and the slopes of the others have the right sign; it is the best of its form even without regard to their signs, for
     * else a step towards a better one would keep them. Flat neighbours would be a piece of a form of fewer nodes. A flat
     * piece p frees all other slopes, if the nodes that face left are those before it; only where no piece is flat is there
     * an equation. Zeros go on beyond the dosages, and there no slope is of interest.
     *
     * @param trend 1 where no line falls, -1 where none rises
     * @param all whether there are those with an equation, too
     */
    static List<Form> monotone(int nodes, boolean reluOutput, int trend, boolean all) {
        List<Form> forms = new ArrayList<>();
        for (int used = 0; used <= nodes; used++) {
            int end = trend > 0 ? 0 : used; // the piece beside zeros
            int beyond = trend > 0 ? 1 : 1 << (used + 1);
            for (int flats = 0; flats < 1 << (used + 1); flats++) {
                if ((flats & flats >> 1) == 0 && (all || flats != 0)) {
                    addMonotone(forms, used, trend, 0, flats);
                    if (reluOutput && (flats >> end & 1) == 0) {
                        addMonotone(forms, used, trend, beyond, flats);
                    }
                }
            }
            if (reluOutput && used > 0) {
                // a node below zero frees the slopes of all that is seen
                int before = trend > 0 ? 1 << 1 : 1 << used;
                addMonotone(forms, used, trend, before, 1 << end);
            }
        }
        return forms;
    }

    private static void addMonotone(List<Form> forms, int nodes, int trend, int zeros, int flats) {
        if (flats != 0) {
            forms.add(new Form(nodes, trend, (1 << Integer.numberOfTrailingZeros(flats)) - 1, zeros, flats));
            return;
        }
        for (int left = 0; left < 1 << nodes; left++) {
            Form form = new Form(nodes, trend, left, zeros, 0);
            if (form.coupling.length > 0 && Arrays.stream(form.coupling).anyMatch(factor -> factor < 0)) {
                forms.add(form);
            }
        }
    }

    /** Returns whether a flat run that has to cover dosages lies beside zeros, which only another zero could do. */
    private boolean isTornApart() {
        for (int run = 0; run < kinds.length; run++) {
            if (isHidden(run) && !mayBeEmpty(run)) {
                return true;
            }
        }
        return false;
    }

    /** The sign of all slopes: 1 or -1, 0 for any. */
    int trend() {
        return trend;
    }

    /** Returns whether a piece is flat. */
    boolean isFlat(int piece) {
        return (flats >> piece & 1) != 0;
    }

    /** The nodes that face left, a bit each. */
    int left() {
        return left;
    }

    /** The number of nodes. */
    int nodes() {
        return balance.length - 1;
    }

    /** The factors a of the slopes. */
    int[] balance() {
        return balance;
    }

    /** The factors a of the slopes that are not flat, if they are more than one; a single one makes its piece flat. */
    int[] coupling() {
        return coupling;
    }

    /** The number of runs. */
    int runs() {
        return kinds.length;
    }

    /** Returns whether there are runs of zeros. */
    boolean hasZeros() {
        return kinds.length > balance.length;
    }

    Kind kind(int run) {
        return kinds[run];
    }

    /** The piece that a run shows, or -1 for zeros. */
    int piece(int run) {
        return pieces[run];
    }

    /** Returns whether a run may cover no dosage: the first and the last piece may lie beyond the dosages. */
    boolean mayBeEmpty(int run) {
        return kinds.length > 1
                && ((pieces[run] == 0 && run == 0) || (pieces[run] == nodes() && run == kinds.length - 1));
    }

    /** Returns whether a run covers no dosage: a flat one beside zeros, below these. */
    boolean isHidden(int run) {
        return kinds[run] == Kind.FLAT && isBesideZeros(run);
    }

    private boolean isBesideZeros(int run) {
        return (run > 0 && kinds[run - 1] == Kind.ZERO) || (run < kinds.length - 1 && kinds[run + 1] == Kind.ZERO);
    }
}
