package dev.bentline.cli;

import dev.bentline.cli.console.Report;
import dev.bentline.fit.GroupFit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts of the results of many groups. */
final class GroupReport {
    private static final double MICRO = 1e6;

    private final Map<String, Long> failures = new LinkedHashMap<>();
    private long fitted;
    private long failed;

    /** Counts a result. */
    void add(GroupFit<?> result) {
        if (result.curve().isPresent()) {
            fitted++;
        } else {
            failed++;
            failures.merge(result.failure(), 1L, Long::sum);
        }
    }

    /**
     * The report.
     *
     * @param begun the {@link System#nanoTime} at which the command began
     * @param json whether it will be printed as JSON, in which failures are an object
     */
    Report of(ObservationRows rows, long begun, boolean json) {
        Report report = new Report()
                .add("groups", fitted + failed)
                .add("fitted", fitted)
                .add("failed", failed);
        if (json) {
            Report reasons = new Report();
            failures.forEach(reasons::add);
            report.add("failures", reasons);
        } else if (failed > 0) {
            report.add(
                    "failures",
                    failures.entrySet().stream()
                            .map(failure -> failure.getKey() + " (" + failure.getValue() + ")")
                            .toList());
        }
        return report.add("observations", rows.observations())
                .add("missing", rows.missing())
                .add("skipped", rows.skipped())
                .add("seconds", Math.round((System.nanoTime() - begun) * 1e-9 * MICRO) / MICRO);
    }
}
