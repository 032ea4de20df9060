package dev.bentline.bench.suite;

import dev.bentline.bench.report.ResultRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what the rounds found for one row. */
public final class Measurement {
    private final List<List<Double>> forks = new ArrayList<>();
    private final List<Double> bytes = new ArrayList<>();
    private final List<Fork> judged = new ArrayList<>();
    private Optional<String> failure = Optional.empty();
    private Optional<String> unsettled = Optional.empty();

    /** Adds what the iterations of a fork took, in the unit of the table. */
    public void add(List<Double> fork) {
        forks.add(fork);
    }

    /** Adds what a call allocated. */
    public void addBytes(double bytesPerCall) {
        bytes.add(bytesPerCall);
    }

    /** Adds what a fork counted, {@code times} over, in a unit of so many nanoseconds. */
    void add(Fork fork, int times, double nanos) {
        add(fork.counted().stream()
                .map(iteration -> times * iteration.nanos() / nanos)
                .toList());
        fork.counted().stream()
                .map(iteration -> times * iteration.bytes())
                .filter(Double::isFinite)
                .forEach(this::addBytes);
    }

    /** Judges the row anew, with one more fork. */
    void judge(Fork fork, Settling settling) {
        judged.add(fork);
        unsettled = settling.obstacle(judged);
    }

    /** Withholds the row from every verdict. */
    public void withhold(String why) {
        unsettled = Optional.of(why);
    }

    /** Takes down why a fork found nothing. */
    void fail(String why) {
        failure = Optional.of(why);
    }

    /** Tells why a fork found nothing, if one did. */
    Optional<String> failure() {
        return failure;
    }

    /** Tells why the row is not to be believed, if so. */
    Optional<String> unsettled() {
        return unsettled;
    }

    boolean isEmpty() {
        return forks.isEmpty();
    }

    double median() {
        return ResultRow.quantile(forks, 0.5);
    }

    /** Returns the row of the report; a fork that failed makes the whole row fail. */
    ResultRow row(String label, RowPlan row) {
        Optional<String> obstacle = row.obstacle()
                .map(why -> "skipped: " + why)
                .or(() -> failure.map(why -> "failed: " + why))
                .or(() -> isEmpty() ? Optional.of("not measured") : Optional.empty());
        return new ResultRow(
                label,
                row.family(),
                row.threads(),
                obstacle.orElse(null),
                obstacle.isPresent() ? null : unsettled.orElse(null),
                obstacle.isPresent() ? List.of() : forks,
                bytes.isEmpty() ? 0 : ResultRow.quantile(List.of(bytes), 0.5));
    }
}
