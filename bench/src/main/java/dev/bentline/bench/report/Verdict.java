package dev.bentline.bench.report;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says where Bentline stands in a table: its fastest row on one thread and on dosages in no order, beside everyone's.
 *
 * @param best the fastest such row of each family
 * @param busy whether other processes were at work beside it: then only large ratios count
 */
record Verdict(ResultTable sheet, Map<Family, ResultRow> best, boolean busy) {
    /** A ratio that other processes hardly make: two busy loops beside a run changed one by 1.6 at most. */
    private static final double LARGE = 2;

    /** Bentline's row beside the fastest peer's. */
    enum Outcome {
        AHEAD,
        /** The middle halves overlap. */
        LEVEL,
        BEHIND,
        /** A row of Bentline's or of a peer's is not to be believed, or the machine was busy and the ratio is small. */
        UNSETTLED
    }

    /** Explains what {@link #grid} shows. */
    static final String EXPLANATION =
            "Each library's fastest row, on one thread and on dosages in no order; in brackets, how many times Bentline's time"
                    + " that is. AVX-512 intrinsics by hand are a ceiling, no peer. Level: the rows' middle halves overlap."
                    + " All of a fit by Bentline includes building its index, if it has one; a peer's is as many gradient passes.";

    static Verdict of(ResultTable sheet) {
        return of(sheet, false);
    }

    private static Verdict of(ResultTable sheet, boolean busy) {
        Map<Family, ResultRow> best = new EnumMap<>(Family.class);
        sheet.lines().stream()
                .filter(line -> line.isSettled() && counts(line))
                .forEach(line -> best.merge(line.family(), line, (a, b) -> a.median() <= b.median() ? a : b));
        return new Verdict(sheet, best, busy);
    }

    private static boolean counts(ResultRow row) {
        return row.threads() == 1 && !row.isOrdered() && !row.isOwnPass();
    }

    private boolean hasUnsettled() {
        return sheet.lines().stream()
                .anyMatch(row -> row.unsettled() != null
                        && counts(row)
                        && (row.family() == Family.BENTLINE || row.family().isPeer()));
    }

    private boolean isMeasured(Predicate<Family> family) {
        return sheet.lines().stream().anyMatch(row -> row.isMeasured() && counts(row) && family.test(row.family()));
    }

    /** Returns those of tables in which Bentline and someone else do the same. */
    static List<Verdict> all(BenchmarkReport report, List<String> groups) {
        return report.sheets().stream()
                .filter(sheet -> groups.contains(sheet.group()))
                .map(table -> of(table, report.isBusy()))
                .filter(verdict ->
                        verdict.isMeasured(family -> family == Family.BENTLINE) && verdict.isMeasured(Family::isPeer))
                .toList();
    }

    ResultRow bentline() {
        return of(Family.BENTLINE).orElseThrow();
    }

    Optional<ResultRow> of(Family family) {
        return Optional.ofNullable(best.get(family));
    }

    /** Returns the fastest of those one might use instead. */
    Optional<ResultRow> peer() {
        return best.values().stream()
                .filter(line -> line.family().isPeer())
                .min(Comparator.comparingDouble(ResultRow::median));
    }

    Outcome outcome() {
        if (hasUnsettled() || (busy && !isLarge())) {
            return Outcome.UNSETTLED;
        }
        ResultRow own = bentline();
        ResultRow other = peer().orElseThrow();
        if (own.upperQuartile() < other.lowerQuartile()) {
            return Outcome.AHEAD;
        }
        return own.lowerQuartile() > other.upperQuartile() ? Outcome.BEHIND : Outcome.LEVEL;
    }

    private boolean isLarge() {
        return timesAsLong() >= LARGE || timesAsLong() <= 1 / LARGE;
    }

    /** Divides the fastest peer's time by Bentline's. */
    private double timesAsLong() {
        return peer().orElseThrow().median() / bentline().median();
    }

    /** Says it in a word or two. */
    String verdict() {
        return switch (outcome()) {
            case AHEAD -> "ahead, " + Numbers.ratio(timesAsLong()) + " x";
            case LEVEL -> "level";
            case BEHIND -> "behind, " + Numbers.ratio(1 / timesAsLong()) + " x";
            case UNSETTLED -> "not settled";
        };
    }

    /** Makes a table of many, in which a family's time is followed by how many times Bentline's that is. */
    static TextTable grid(List<Verdict> verdicts) {
        List<Family> families = Stream.of(Family.values())
                .filter(family -> family != Family.BENTLINE && family != Family.CEILING)
                .filter(family -> verdicts.stream().anyMatch(each -> each.best.containsKey(family)))
                .toList();
        Stream<String> headings = Stream.concat(
                Stream.of("work", "Bentline"),
                Stream.concat(families.stream().map(Family::label), Stream.of("Bentline is")));
        return new TextTable(
                "",
                headings.toList(),
                verdicts.stream().map(each -> each.row(families)).toList(),
                List.of());
    }

    private List<String> row(List<Family> families) {
        Stream<String> others =
                families.stream().map(family -> of(family).map(this::cell).orElse(""));
        return Stream.concat(
                        Stream.of(
                                sheet.title() + ", " + sheet.unit(),
                                of(Family.BENTLINE)
                                        .map(row -> Numbers.time(row.median()))
                                        .orElse("")),
                        Stream.concat(others, Stream.of(verdict())))
                .toList();
    }

    /** Writes a peer's time, and, where that may be told, how many times Bentline's it is. */
    private String cell(ResultRow row) {
        String time = Numbers.time(row.median());
        return outcome() == Outcome.UNSETTLED
                ? time
                : time + " (" + Numbers.ratio(row.median() / bentline().median()) + ")";
    }

    /** Counts where Bentline is ahead, and names where it is not. */
    static String summary(List<Verdict> verdicts) {
        long unsettled = count(verdicts, Outcome.UNSETTLED);
        return String.format(
                Locale.ROOT,
                "Of %d comparisons Bentline is ahead of the fastest peer in %d, level with it in %d%s, and behind in %d%s.%s",
                verdicts.size() - unsettled,
                count(verdicts, Outcome.AHEAD),
                count(verdicts, Outcome.LEVEL),
                named(verdicts, Outcome.LEVEL),
                count(verdicts, Outcome.BEHIND),
                named(verdicts, Outcome.BEHIND),
                unsettled == 0
                        ? ""
                        : " Of " + unsettled
                                + " more nothing can be said, since rows have not settled or the machine was busy: "
                                + verdicts.stream()
                                        .filter(each -> each.outcome() == Outcome.UNSETTLED)
                                        .map(each -> each.sheet.title())
                                        .collect(Collectors.joining("; "))
                                + ".");
    }

    private static long count(List<Verdict> verdicts, Outcome outcome) {
        return verdicts.stream().filter(each -> each.outcome() == outcome).count();
    }

    private static String named(List<Verdict> verdicts, Outcome outcome) {
        List<String> names = verdicts.stream()
                .filter(each -> each.outcome() == outcome)
                .map(each ->
                        each.sheet.title() + ": " + each.peer().orElseThrow().label())
                .toList();
        return names.isEmpty() ? "" : " (" + String.join("; ", names) + ")";
    }
}
