package dev.bentline.bench.report;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where Bentline stands in a sheet: its fastest row on one thread and on dosages in no order, beside everyone's.
 *
 * @param best the fastest such row of each family
 */
record Verdict(ResultTable sheet, Map<Family, ResultRow> best) {
    /** Bentline's row beside the fastest rival's. */
    enum Outcome {
        AHEAD,
        /** The middle halves overlap. */
        LEVEL,
        BEHIND
    }

    /** What {@link #grid} shows. */
    static final String EXPLANATION =
            "Each library's fastest row, on one thread and on dosages in no order; in brackets, how many times Bentline's time"
                    + " that is. AVX-512 intrinsics by hand are a ceiling, no rival. Level: the rows' middle halves overlap."
                    + " All of a fit by Bentline includes building its index; a rival's is as many gradient passes.";

    static Verdict of(ResultTable sheet) {
        Map<Family, ResultRow> best = new EnumMap<>(Family.class);
        sheet.lines().stream()
                .filter(line -> line.isMeasured() && line.threads() == 1 && !line.isOrdered() && !line.isOwnPass())
                .forEach(line -> best.merge(line.family(), line, (a, b) -> a.median() <= b.median() ? a : b));
        return new Verdict(sheet, best);
    }

    /** Of sheets in which Bentline and someone else do the same. */
    static List<Verdict> all(BenchmarkReport report, List<String> groups) {
        return report.sheets().stream()
                .filter(sheet -> groups.contains(sheet.group()))
                .map(Verdict::of)
                .filter(standing -> standing.best.containsKey(Family.BENTLINE)
                        && standing.rival().isPresent())
                .toList();
    }

    ResultRow bentline() {
        return of(Family.BENTLINE).orElseThrow();
    }

    Optional<ResultRow> of(Family family) {
        return Optional.ofNullable(best.get(family));
    }

    /** The fastest of those one might use instead. */
    Optional<ResultRow> rival() {
        return best.values().stream()
                .filter(line -> line.family().isRival())
                .min(Comparator.comparingDouble(ResultRow::median));
    }

    Outcome outcome() {
        ResultRow own = bentline();
        ResultRow other = rival().orElseThrow();
        if (own.upperQuartile() < other.lowerQuartile()) {
            return Outcome.AHEAD;
        }
        return own.lowerQuartile() > other.upperQuartile() ? Outcome.BEHIND : Outcome.LEVEL;
    }

    /** In one word or two. */
    String verdict() {
        double ratio = rival().orElseThrow().median() / bentline().median();
        return switch (outcome()) {
            case AHEAD -> "ahead, " + Numbers.ratio(ratio) + " x";
            case LEVEL -> "level";
            case BEHIND -> "behind, " + Numbers.ratio(1 / ratio) + " x";
        };
    }

    /** A table of many, in which a family's time is followed by how many times Bentline's that is. */
    static TextTable grid(List<Verdict> standings) {
        List<Family> families = Stream.of(Family.values())
                .filter(family -> family != Family.BENTLINE && family != Family.CEILING)
                .filter(family -> standings.stream().anyMatch(each -> each.best.containsKey(family)))
                .toList();
        Stream<String> headings = Stream.concat(
                Stream.of("work", "Bentline"),
                Stream.concat(families.stream().map(Family::label), Stream.of("Bentline is")));
        return new TextTable(
                "",
                headings.toList(),
                standings.stream().map(each -> each.row(families)).toList(),
                List.of());
    }

    private List<String> row(List<Family> families) {
        Stream<String> others = families.stream()
                .map(family -> of(family)
                        .map(line -> Numbers.time(line.median()) + " ("
                                + Numbers.ratio(line.median() / bentline().median()) + ")")
                        .orElse(""));
        return Stream.concat(
                        Stream.of(
                                sheet.title() + ", " + sheet.unit(),
                                Numbers.time(bentline().median())),
                        Stream.concat(others, Stream.of(verdict())))
                .toList();
    }

    /** In how many of them Bentline is ahead, and which those are where it is not. */
    static String summary(List<Verdict> standings) {
        return String.format(
                Locale.ROOT,
                "Of %d comparisons Bentline is ahead of the fastest rival in %d, level with it in %d%s, and behind in %d%s.",
                standings.size(),
                count(standings, Outcome.AHEAD),
                count(standings, Outcome.LEVEL),
                named(standings, Outcome.LEVEL),
                count(standings, Outcome.BEHIND),
                named(standings, Outcome.BEHIND));
    }

    private static long count(List<Verdict> standings, Outcome outcome) {
        return standings.stream().filter(each -> each.outcome() == outcome).count();
    }

    private static String named(List<Verdict> standings, Outcome outcome) {
        List<String> names = standings.stream()
                .filter(each -> each.outcome() == outcome)
                .map(each ->
                        each.sheet.title() + ": " + each.rival().orElseThrow().label())
                .toList();
        return names.isEmpty() ? "" : " (" + String.join("; ", names) + ")";
    }
}
