package dev.bentline.bench.suite;

import dev.bentline.bench.report.ResultRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the rounds found for one row: the time of every iteration, in the unit of its panel, and bytes allocated per call. */
public final class Measurement {
    private final List<List<Double>> forks = new ArrayList<>();
    private final List<Double> bytes = new ArrayList<>();
    private Optional<String> failure = Optional.empty();

    /** Adds what the iterations of a fork took. */
    public void add(List<Double> fork) {
        forks.add(fork);
    }

    public void addBytes(double bytesPerCall) {
        bytes.add(bytesPerCall);
    }

    /** Takes down why a fork found nothing. */
    void fail(String why) {
        failure = Optional.of(why);
    }

    /** Why a fork found nothing, if one did. */
    Optional<String> failure() {
        return failure;
    }

    boolean isEmpty() {
        return forks.isEmpty();
    }

    double median() {
        return ResultRow.quantile(forks, 0.5);
    }

    /** What the rounds found, as a line of the report; a fork that failed makes the whole row fail. */
    ResultRow line(String label, RowPlan row) {
        Optional<String> obstacle = row.obstacle()
                .map(why -> "skipped: " + why)
                .or(() -> failure.map(why -> "failed: " + why))
                .or(() -> isEmpty() ? Optional.of("not measured") : Optional.empty());
        return new ResultRow(
                label,
                row.family(),
                row.threads(),
                obstacle.orElse(null),
                obstacle.isPresent() ? List.of() : forks,
                bytes.isEmpty() ? 0 : ResultRow.quantile(List.of(bytes), 0.5));
    }
}
