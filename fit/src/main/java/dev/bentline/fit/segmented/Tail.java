package dev.bentline.fit.segmented;

import dev.bentline.fit.segmented.Form.Kind;
import dev.bentline.fit.segmented.RunSums.Hold;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last runs of a form, from one on. Forms that end alike share them, so that what they cost at least is found but once.
 *
 * @param number the place among the tails of all forms
 * @param kind the kind of its first run
 * @param hold what holds its line
 * @param mayBeEmpty whether the first run may cover no dosage
 * @param hidden whether it has to
 * @param next the tail after that run, null after the last
 */
record Tail(
        int number,
        Kind kind,
        Hold hold,
        boolean mayBeEmpty,
        boolean hidden,
        @Nullable Tail next) {
    /**
     * The tails of a form, one a run.
     *
     * @param relaxed whether lines take the place of flat runs: such a form costs no more than those it comes from
     * @param known the tails so far, by all but their numbers, to which new ones are added
     */
    static Tail[] of(Form form, boolean relaxed, Map<List<Object>, Tail> known) {
        Tail[] tails = new Tail[form.runs()];
        Tail next = null;
        for (int run = form.runs() - 1; run >= 0; run--) {
            Kind kind = relaxed && form.kind(run) == Kind.FLAT ? Kind.LINE : form.kind(run);
            Hold hold = kind == Kind.LINE ? hold(form, run) : Hold.NONE;
            boolean mayBeEmpty = form.mayBeEmpty(run);
            boolean hidden = !relaxed && form.isHidden(run);
            List<Object> key = List.of(kind, hold, mayBeEmpty, hidden, next == null ? -1 : next.number);
            Tail tail = known.get(key);
            if (tail == null) {
                tail = new Tail(known.size(), kind, hold, mayBeEmpty, hidden, next);
                known.put(key, tail);
            }
            tails[run] = tail;
            next = tail;
        }
        return tails;
    }

    /** A line beside zeros has to cross 0 on the way to them. */
    private static Hold hold(Form form, int run) {
        if (run > 0 && form.kind(run - 1) == Kind.ZERO) {
            return Hold.AFTER_ZERO;
        }
        if (run < form.runs() - 1 && form.kind(run + 1) == Kind.ZERO) {
            return Hold.BEFORE_ZERO;
        }
        return form.trend() == 0 ? Hold.NONE : form.trend() > 0 ? Hold.RISING : Hold.FALLING;
    }
}
