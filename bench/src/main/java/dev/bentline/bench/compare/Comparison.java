package dev.bentline.bench.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says what changed from A to B.
 *
 * @param text a table in Markdown that is readable as it stands, and a line that sums it up
 * @param failures rows that became slower, or allocate more, than they may
 */
public record Comparison(String text, int failures) {
    /** Percentage that may get lost, where the user does not say. */
    public static final double THRESHOLD = 5;

    /**
     * Compares the rows that two JSON files of JMH's have in common.
     *
     * @param a {@code FILE}, or {@code FILE#NAME} for its rows with the parameter {@code implementation=NAME}
     * @param threshold percent: a row fails where B surely takes more than 1 + threshold/100 times as long as A; -50
     *     demands that it takes at most half as long
     */
    public static Comparison of(String a, String b, double threshold) throws WrongInput {
        if (!(threshold > -100 && threshold < Double.POSITIVE_INFINITY)) {
            throw new WrongInput("the threshold is " + threshold + " percent; it must be above -100");
        }
        return of(JmhResults.read(a), JmhResults.read(b), 1 + threshold / 100);
    }

    private static Comparison of(JmhResults a, JmhResults b, double limit) throws WrongInput {
        List<Change> changes = new ArrayList<>();
        for (Map.Entry<Key, Measured> row : a.rows().entrySet()) {
            Measured other = b.rows().get(row.getKey());
            if (other != null) {
                changes.add(Change.of(row.getKey(), row.getValue(), other));
            }
        }
        if (changes.isEmpty()) {
            throw new WrongInput("no row in common: " + first(a) + "; " + first(b));
        }
        changes.sort(
                Comparator.comparingDouble((Change change) -> change.ratio().value())
                        .reversed());
        Labels labels = Labels.of(Stream.of(a, b).flatMap(side -> side.rows().keySet().stream()));
        List<Change> failures = changes.stream()
                .filter(change -> !change.failure(limit).isEmpty())
                .toList();
        String text = Stream.of(
                        "A: " + a.name(),
                        "B: " + b.name(),
                        "",
                        ChangeTable.of(changes, labels, limit),
                        onlyIn("A", a, b, labels) + onlyIn("B", b, a, labels) + ChangeTable.NOTE,
                        summary(changes, failures.size(), limit))
                .collect(Collectors.joining("\n", "", "\n"));
        return new Comparison(text, failures.size());
    }

    private static String first(JmhResults side) {
        Set<Key> keys = side.rows().keySet();
        return side.name() + " has " + keys.iterator().next()
                + (keys.size() > 1 ? " and " + (keys.size() - 1) + " more" : "");
    }

    private static String onlyIn(String name, JmhResults side, JmhResults other, Labels labels) {
        return side.rows().keySet().stream()
                .filter(key -> !other.rows().containsKey(key))
                .map(key -> "only in " + name + ": " + labels.of(key) + "\n")
                .collect(Collectors.joining());
    }

    private static String summary(List<Change> changes, int failures, double limit) {
        String words = Stream.of("slower", "faster", "same", "unknown")
                .map(word -> Map.entry(
                        word,
                        changes.stream()
                                .filter(change -> change.ratio().word().equals(word))
                                .count()))
                .filter(count -> count.getValue() > 0)
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
        String verdict = failures == 0 ? "none fails" : failures + (failures == 1 ? " fails" : " fail");
        return ChangeTable.rows(changes.size()) + " in both: " + words + "; " + verdict + " (interval above "
                + ChangeTable.digits(limit) + ", or more allocation)";
    }
}
