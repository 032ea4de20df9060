package dev.bentline.fit.segmented;

import java.util.function.Function;

/**
 * Makes a line better by moving one of its cuts at a time, to any place and in lines of any form, until no move does. It finds
 * what a search that runs out of systems has not come to.
 */
final class CutExchange {
    private final FormSet forms;
    private final Function<FormSet.Member, FormSearch> searches;
    private final RunSums sums;
    private final int groups;
    private final BestLine best;
    private long budget;

    /**
     * @param searches makes the search of a form
     * @param groups how many there are
     * @param best the line to make better
     */
    CutExchange(FormSet forms, Function<FormSet.Member, FormSearch> searches, RunSums sums, int groups, BestLine best) {
        this.forms = forms;
        this.searches = searches;
        this.sums = sums;
        this.groups = groups;
        this.best = best;
    }

    /**
     * Moves cuts.
     *
     * @param systems how many systems of equations it may solve
     */
    void run(long systems) {
        budget = systems;
        double before;
        do {
            before = best.cost();
            int[] begin = best.cell().begin();
            for (int cut = 1; cut < begin.length - 1; cut++) {
                for (int place = 1; place < groups && budget > 0; place++) {
                    int[] moved = moved(begin, cut, place);
                    if (freeCost(moved) < best.cost()) {
                        enter(moved);
                    }
                }
            }
        } while (best.cost() < before && budget > 0);
    }

    /** The beginnings of runs, and the end of the last, with one of them moved; two are the same if one begins there already. */
    private static int[] moved(int[] begin, int cut, int place) {
        int[] moved = begin.clone();
        int at = cut;
        for (; moved[at - 1] > place; at--) {
            moved[at] = moved[at - 1];
        }
        for (; moved[at + 1] < place; at++) {
            moved[at] = moved[at + 1];
        }
        moved[at] = place;
        return moved;
    }

    /** The least cost of lines of any form; infinite if a run is empty. */
    private double freeCost(int[] begin) {
        double sum = 0;
        for (int run = 0; run < begin.length - 1; run++) {
            if (begin[run] == begin[run + 1]) {
                return Double.POSITIVE_INFINITY;
            }
            sum += sums.costs(Form.Kind.LINE)[sums.place(begin[run], begin[run + 1])];
        }
        return sum;
    }

    private void enter(int[] begin) {
        for (FormSet.Family family : forms.families()) {
            for (FormSet.Member member : family.members()) {
                Form form = member.form();
                int end = form.runs() - 1;
                int from = form.isHidden(0) ? 1 : 0;
                int to = form.mayBeEmpty(0) ? 1 : 0;
                for (int first = from; first <= to && budget > 0; first++) {
                    int last = first + begin.length - 2;
                    if (last == end ? !form.isHidden(end) : last == end - 1 && form.mayBeEmpty(end)) {
                        budget = searches.apply(member).enter(new CellPlace(form, first, begin), budget);
                    }
                }
            }
        }
    }
}
