package dev.bentline.fit.segmented;

import java.util.Arrays;

/**
 * Searches all bent lines of a form for the one of least squares. In every cell it tries every choice of cuts that lie on a
 * dosage; the least squares of the form are those of one of these (D. J. Hudson, Fitting segmented curves whose join points
 * have to be estimated, 1966). Cells that cost at least as much as the best line so far are left out.
 */
final class FormSearch {
    /** Bits that number the groups, in the place of a bound's last ones. */
    private static final int END_BITS = 11;

    private final Form form;
    private final Tail[] tails;
    private final FormBounds bounds;
    private final DosageGroups groups;
    private final RunSums sums;
    private final BestLine best;
    private final Cell cell;
    /** For every run, where it may end: the bits of what the form costs at least then, and in the last ones the end. */
    private final long[][] orders;
    /** The least cost of the cell at hand with every choice of cuts that lie on a dosage. */
    private final double[] leastOf;

    private long budget;

    FormSearch(FormSet.Member member, FormBounds bounds, DosageGroups groups, RunSums sums, BestLine best) {
        this.bounds = bounds;
        this.groups = groups;
        this.sums = sums;
        this.best = best;
        form = member.form();
        tails = member.tails();
        cell = new Cell(form, groups, sums);
        orders = new long[form.runs()][groups.first.length];
        leastOf = new double[1 << (form.runs() - 1)];
    }

    /**
     * Searches the form, offering what it finds.
     *
     * @param budget how many systems of equations it may solve
     * @return how many are left; less than 0 where it did not come to its end
     */
    long run(long budget) {
        this.budget = budget;
        int last = form.isHidden(0) ? 1 : 0;
        for (cell.first = form.mayBeEmpty(0) ? 1 : 0; cell.first >= last; cell.first--) {
            cell.begin[cell.first] = 0;
            descend(cell.first, 0, 0);
        }
        return this.budget;
    }

    /**
     * Tries the lines of one cell.
     *
     * @param budget how many systems of equations it may solve
     * @return how many are left
     */
    long enter(CellPlace start, long budget) {
        this.budget = budget;
        cell.first = start.first();
        int[] begin = start.begin();
        for (int i = 0; i < begin.length; i++) {
            int run = cell.first + i;
            cell.begin[run] = begin[i];
            if (i < begin.length - 1) {
                cell.place[run] = sums.place(begin[i], Math.max(begin[i] + 1, begin[i + 1]));
            }
        }
        enter(cell.first + begin.length - 2, 0);
        return this.budget;
    }

    /**
     * Chooses where a run ends, the most promising place first.
     *
     * @param bound what the runs before cost at least
     * @param before what they cost at least without the last of them
     */
    private void descend(int run, double bound, double before) {
        int from = cell.begin[run];
        int place = sums.place(from, 0);
        if (run == form.runs() - 1) {
            endWith(run, place + groups.count, bound, before);
            return;
        }
        long[] order = orders[run];
        Tail tail = tails[run];
        Tail next = tails[run + 1];
        double[] free = sums.costs(tail.kind());
        double[] held = sums.costs(tail.kind(), tail.hold());
        double most = best.cost();
        int ends = 0;
        if (sums.mayBeEmpty(tail.hold(), from)) {
            skip(run, bound);
        }
        for (int end = from + 1; end <= groups.count; end++) {
            if (bound + free[place + end] >= most) {
                break; // longer runs cost no less
            }
            double cost = held[place + end];
            if (Double.isNaN(cost)) {
                cost = sums.hold(tail.hold(), from, end);
            }
            if (bound + cost < most) {
                double least = bound + cost + bounds.rest(next, end, most);
                if (least < most) {
                    order[ends++] = (Double.doubleToRawLongBits(least) & (-1L << END_BITS)) | end;
                }
            }
        }
        Arrays.sort(order, 0, ends);
        for (int i = 0; i < ends && budget >= 0; i++) {
            int end = (int) order[i] & ((1 << END_BITS) - 1);
            double cost = held[place + end];
            double after = bounds.rest(next, end, most);
            if (bound + cost + after < best.cost()) {
                double with = with(run, bound, before, place + end, cost);
                if (with + after < best.cost()) {
                    cell.place[run] = place + end;
                    cell.begin[run + 1] = end;
                    descend(run + 1, with, bound);
                }
            }
        }
    }

    /** Lets a run cover no dosage. */
    private void skip(int run, double bound) {
        int from = cell.begin[run];
        if (bound + bounds.rest(tails[run + 1], from, best.cost()) < best.cost()) {
            cell.place[run] = sums.place(from, from + 1);
            cell.begin[run + 1] = from;
            descend(run + 1, bound, bound);
        }
    }

    private void endWith(int run, int place, double bound, double before) {
        if (cell.begin[run] == groups.count) {
            if (form.mayBeEmpty(run)) {
                enter(run - 1, bound);
            }
        } else if (!form.isHidden(run)) {
            cell.place[run] = place;
            Tail tail = tails[run];
            double cost = sums.costs(tail.kind(), tail.hold())[place];
            if (Double.isNaN(cost)) {
                cost = sums.hold(tail.hold(), cell.begin[run], groups.count);
            }
            enter(run, with(run, bound, before, place, cost));
        }
    }

    /** The cost of a run's line if nothing holds it. */
    private double freeCost(int run, int place) {
        return cell.isEmpty(run) ? 0 : sums.costs(form.kind(run))[place];
    }

    /** The least cost of the runs up to one, the last two of which have to meet. */
    private double with(int run, double bound, double before, int place, double cost) {
        double apart = bound + cost;
        if (run == cell.first || cell.isEmpty(run - 1)) {
            return apart;
        }
        int left = cell.place[run - 1];
        int cut = cell.begin[run];
        if (form.trend() != 0) {
            double pair = sums.pair(
                    form.kind(run - 1),
                    left,
                    form.kind(run),
                    place,
                    groups.last[cut - 1],
                    groups.first[cut],
                    form.trend());
            return Math.max(apart, before + pair);
        }
        Form.Kind leftKind = form.kind(run - 1);
        double join = sums.join(leftKind, left, form.kind(run), place, groups.last[cut - 1], groups.first[cut]);
        return join == 0 ? apart : Math.max(apart, before + freeCost(run - 1, left) + freeCost(run, place) + join);
    }

    /** Tries every choice of cuts that lie on a dosage. */
    private void enter(int last, double bound) {
        if (last < cell.first) {
            return;
        }
        cell.last = last;
        cell.begin[last + 1] = groups.count;
        double apart = 0;
        for (int run = cell.first; run <= last; run++) {
            apart += freeCost(run, cell.place[run]);
        }
        double atLeast = Math.max(bound, apart + cell.imbalance());
        if (!(atLeast < best.cost())) {
            return;
        }
        int left = cell.mayBePinnedToLeft();
        enter(last, apart, atLeast, 0);
        for (int some = left; some != 0; some = (some - 1) & left) {
            enter(last, apart, atLeast, some);
        }
    }

    /** Tries every choice of cuts that lie on a dosage, of which some do so to the left. */
    private void enter(int last, double apart, double atLeast, int pinnedToLeft) {
        cell.pinnedToLeft = pinnedToLeft;
        cell.prepare();
        int always = pinnedToLeft >> cell.first;
        int choices = 1 << (last - cell.first);
        for (int choice = 0; choice < choices && budget >= 0; choice++) {
            if ((choice & always) != always) {
                leastOf[choice] = atLeast;
                continue;
            }
            double least = atLeast;
            for (int pins = choice; pins != 0; pins &= pins - 1) {
                least = Math.max(least, leastOf[choice & ~Integer.lowestOneBit(pins)]);
            }
            leastOf[choice] = least < best.cost() ? solve(choice, apart, least) : least;
        }
    }

    /** Solves for the lines, and offers them where they are of the form; returns what they and any of more equations cost. */
    private double solve(int choice, double apart, double least) {
        budget--;
        cell.pinned = choice << cell.first;
        double added = cell.solve();
        if (Double.isNaN(added)) {
            return least;
        }
        double squares = Math.max(least, apart + added);
        if (!(squares < best.cost())) {
            return squares;
        }
        cell.move();
        return cell.meets() && best.offer(cell) ? Double.POSITIVE_INFINITY : squares;
    }
}
