package dev.bentline.fit.segmented;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Searches groups for the bent line of least squares, whatever they are filled with; all buffers are used again. */
final class GroupSearch {
    /** Nodes of which all forms are looked into, whatever the number of dosages. */
    private static final int MOST_NODES_OF_ALL_FORMS = 4;

    /** Dosages up to which that goes for wider networks: 6 nodes have some 3,000 forms, which take memory for each. */
    private static final int FEW_DOSAGES = 64;

    /** Systems of equations that are solved at most, of 0.2 microseconds: most searches end far below, with a proof. */
    private static final long MOST_SYSTEMS = 1 << 23;

    /** Nodes from which on that takes too long. */
    private static final int WIDE = 4;

    private static final long MOST_SYSTEMS_OF_WIDE = 1 << 22;

    /** Beside these, when all forms were looked into once, and at the end. */
    private static final long MOST_SYSTEMS_OF_EXCHANGE = 1 << 19;

    /** And in every form at first, then more and more, since cells are ruled out by the best line of all forms. */
    private static final long FIRST_SYSTEMS = 1 << 10;

    private static final long FIRST_SYSTEMS_OF_WIDE = 1 << 7;

    private static final int GROWTH = 8;

    /**
     * By what {@link #forms} takes, made when they are first searched. A record in the place of the list would make its
     * methods first, which takes a tenth of a short command.
     */
    private static final Map<List<Object>, FormSet> FORMS = new ConcurrentHashMap<>();

    private final DosageGroups groups;
    private final int nodes;
    private final boolean allForms;
    private final FormSet forms;
    private final RunSums sums;
    private final FormBounds bounds;
    private final FormSearch[] searches;
    private final BestLine best;
    private boolean complete;

    GroupSearch(DosageGroups groups, LineShape shape) {
        this.groups = groups;
        nodes = shape.nodes();
        allForms = nodes <= MOST_NODES_OF_ALL_FORMS || groups.count <= FEW_DOSAGES;
        boolean reluOutput = shape.output() != Output.IDENTITY;
        forms = FORMS.computeIfAbsent(
                List.of(nodes, reluOutput, shape.trend(), allForms),
                _ -> forms(nodes, reluOutput, shape.trend(), allForms));
        sums = new RunSums(groups);
        bounds = new FormBounds(sums, groups.count, forms.tails());
        searches = new FormSearch[forms.members()];
        best = new BestLine(groups, shape.nodes(), shape.output());
    }

    private static FormSet forms(int nodes, boolean reluOutput, int trend, boolean all) {
        if (trend != 0) {
            return FormSet.of(Form.monotone(nodes, reluOutput, trend, all));
        }
        return FormSet.of(all ? Form.all(nodes, reluOutput) : Form.uncoupled(nodes, reluOutput));
    }

    /** The bent line found. */
    BestLine best() {
        return best;
    }

    /** Returns whether the search came to its end, which proves that there is no better line. */
    boolean complete() {
        return complete;
    }

    /**
     * Searches all forms, those without zeros first.
     *
     * @param start a cell whose best line is tried first, so that more is ruled out; null for none
     */
    void search(@Nullable CellPlace start) {
        sums.sum();
        bounds.clear();
        best.clear();
        if (start != null) {
            search(forms.member(start.form())).enter(start, FIRST_SYSTEMS);
        }
        List<FormSearch> unfinished = new ArrayList<>(0);
        long budget = nodes < WIDE ? MOST_SYSTEMS : MOST_SYSTEMS_OF_WIDE;
        long first = nodes < WIDE ? FIRST_SYSTEMS : FIRST_SYSTEMS_OF_WIDE;
        for (FormSet.Family family : forms.families()) {
            if (isRuledOut(family.relaxed())) {
                continue;
            }
            for (FormSet.Member form : family.members()) {
                if (!isRuledOut(form.tails()[0])) {
                    budget -= run(search(form), first, unfinished);
                }
            }
        }
        exchangeCuts(unfinished);
        for (long most = GROWTH * first; budget > 0 && !unfinished.isEmpty(); most *= GROWTH) {
            List<FormSearch> again = unfinished;
            unfinished = new ArrayList<>();
            for (FormSearch search : again) {
                budget -= run(search, Math.clamp(budget, 0, most), unfinished);
            }
        }
        exchangeCuts(unfinished);
        complete = allForms && unfinished.isEmpty() && !best.refused();
    }

    /** Makes the best line of a wide search that has not come to its end better where it can. */
    private void exchangeCuts(List<FormSearch> unfinished) {
        if (nodes >= WIDE && !unfinished.isEmpty() && best.cost() < Double.POSITIVE_INFINITY) {
            new CutExchange(forms, this::search, sums, groups.count, best).run(MOST_SYSTEMS_OF_EXCHANGE);
        }
    }

    /** Searches a form; returns how many systems that took, and adds it to the unfinished where those were too few. */
    private static long run(FormSearch search, long systems, List<FormSearch> unfinished) {
        long left = search.run(systems);
        if (left < 0) {
            unfinished.add(search);
        }
        return systems - left;
    }

    private boolean isRuledOut(Tail form) {
        return !(bounds.rest(form, 0, best.cost()) < best.cost());
    }

    private FormSearch search(FormSet.Member form) {
        FormSearch search = searches[form.number()];
        if (search == null) {
            search = new FormSearch(form, bounds, groups, sums, best);
            searches[form.number()] = search;
        }
        return search;
    }
}
