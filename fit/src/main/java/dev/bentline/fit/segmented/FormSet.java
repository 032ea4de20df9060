package dev.bentline.fit.segmented;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The forms of a number of nodes, in families that have their zeros in the same places: no form of a family costs less than
 * free lines between these zeros.
 *
 * @param families of forms, that without zeros first
 * @param members the number of all forms
 * @param tails the number of different tails
 */
record FormSet(List<Family> families, int members, int tails) {
    /**
     * Forms with zeros in the same places.
     *
     * @param relaxed the form of free lines between them
     * @param members the forms
     */
    record Family(Tail relaxed, List<Member> members) {}

    /**
     * A form.
     *
     * @param number the place among all
     * @param tails its tails from every run on
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Member(int number, Form form, Tail[] tails) {}

    /** The member that a form is. */
    Member member(Form form) {
        return families.stream()
                .flatMap(family -> family.members().stream())
                .filter(member -> member.form() == form)
                .findFirst()
                .orElseThrow();
    }

    static FormSet of(List<Form> forms) {
        Map<List<Integer>, List<Form>> families = new LinkedHashMap<>();
        for (Form form : forms) {
            List<Integer> pieces =
                    IntStream.range(0, form.runs()).mapToObj(form::piece).toList();
            families.computeIfAbsent(pieces, _ -> new ArrayList<>()).add(form);
        }
        Map<List<Object>, Tail> tails = new HashMap<>();
        List<Family> all = new ArrayList<>();
        int number = 0;
        for (List<Form> family : families.values()) {
            Tail relaxed = Tail.of(family.getFirst(), true, tails)[0];
            List<Member> members = new ArrayList<>();
            family.sort((one, other) -> Boolean.compare(isCoupled(one), isCoupled(other)));
            for (Form form : family) {
                members.add(new Member(number++, form, Tail.of(form, false, tails)));
            }
            all.add(new Family(relaxed, members));
        }
        return new FormSet(List.copyOf(all), number, tails.size());
    }

    /** Returns whether a form is of those that take the most work. */
    private static boolean isCoupled(Form form) {
        return form.coupling().length > 0;
    }
}
