package dev.bentline.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of a comparison, the row that lost most first. */
final class ChangeTable {
    static final String NOTE = """
            A, B: the time of a call, the geometric mean of the forks' medians (of the iterations, where there is one fork); \
            95%: where B/A lies, as the forks differ; same: 1 lies there, too.
            B/call: bytes allocated per call. Runs: forks x iterations of A and of B; one fork alone does not show how much forks differ.
            """;

    private static final List<String> HEAD =
            List.of("benchmark", "A", "B", "B/A", "95%", "time", "B/call", "runs", "fails");

    private ChangeTable() {}

    static String of(List<Change> changes, Labels labels, double limit) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEAD);
        for (Change change : changes) {
            lines.add(line(change, labels.of(change.key()), limit));
        }
        int[] widths = new int[HEAD.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        lines.add(1, rule(widths));
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                String padding = " ".repeat(widths[i] - line.get(i).length());
                text.append("| ")
                        .append(i == 0 ? line.get(i) + padding : padding + line.get(i))
                        .append(' ');
            }
            text.append("|\n");
        }
        return text.toString();
    }

    private static List<String> rule(int[] widths) {
        List<String> rule = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            rule.add("-".repeat(widths[i] - 1) + (i == 0 ? "-" : ":"));
        }
        return rule;
    }

    private static List<String> line(Change change, String label, double limit) {
        Ratio ratio = change.ratio();
        Measured a = change.a();
        Measured b = change.b();
        return List.of(
                label.replace("|", "\\|"),
                time(a.time()),
                time(b.time()),
                digits(ratio.value()),
                ratio.isBounded() ? digits(ratio.low()) + " - " + digits(ratio.high()) : "-",
                ratio.word(),
                bytes(a.bytesPerCall()) + ", " + bytes(b.bytesPerCall()),
                a.effort() + ", " + b.effort(),
                change.failure(limit));
    }

    static String rows(int count) {
        return count + (count == 1 ? " row" : " rows");
    }

    private static String time(double nanos) {
        if (nanos < 999.5) {
            return digits(nanos) + " ns";
        }
        if (nanos < 999.5e3) {
            return digits(nanos / 1e3) + " us";
        }
        return nanos < 999.5e6 ? digits(nanos / 1e6) + " ms" : digits(nanos / 1e9) + " s";
    }

    private static String bytes(double bytes) {
        return Double.isNaN(bytes) ? "-" : String.format(Locale.ROOT, "%.0f", bytes);
    }

    /** Three of them that count. */
    static String digits(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }
}
