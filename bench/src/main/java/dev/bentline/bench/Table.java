package dev.bentline.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** The tables, in Markdown that is readable as it stands. */
final class Table {
    /** From here on a loop is called vectorised; of the fastest iterations, which noise touches least. */
    private static final double VECTORISED = 2;

    private static final String NOTE = """
            ns/dosage, us/epoch, ms/call: the median over all iterations of all rounds, then their middle half (first to third quartile). \
            A ! marks a row whose middle half spans more than a quarter: measure again on a quieter machine.
            Dosages are random and in no order unless a row says otherwise.
            x C: times the fastest C row of the table. x memory: times the fastest row that only moves the same bytes \
            (a copy; for a gradient, a read of two arrays).
            B/call: bytes allocated per call (gc.alloc.rate.norm), JMH's own included, some kilobytes an iteration: \
            a copy allocates nothing and shows how much of it falls on a call.
            """;

    private final Map<Run, Measurement> measurements;

    Table(Map<Run, Measurement> measurements) {
        this.measurements = measurements;
    }

    String of(List<Panel> panels) {
        StringBuilder text = new StringBuilder();
        for (Panel panel : panels) {
            append(panel, text);
        }
        return text.append(NOTE).toString();
    }

    private void append(Panel panel, StringBuilder text) {
        OptionalDouble c = fastest(panel, Row.Role.C);
        OptionalDouble ceiling = fastest(panel, Row.Role.CEILING);
        int width =
                panel.rows().stream().mapToInt(row -> label(row).length()).max().orElse(0);
        text.append("### ").append(panel.title()).append("\n\n");
        line(text, width, "implementation", panel.unit().word(), "middle half", "x C", "x memory", "B/call");
        text.append('|')
                .append("-".repeat(width + 2))
                .append("|----------:|----------------:|------:|---------:|-------:|\n");
        for (Row row : panel.rows()) {
            Measurement found = measurements.get(new Run(panel, row));
            if (row.obstacle().isPresent()) {
                skipped(text, width, label(row), "skipped: " + row.obstacle().get());
            } else if (found == null || found.isEmpty()) {
                skipped(text, width, label(row), "failed, see jmh.log");
            } else {
                line(
                        text,
                        width,
                        label(row),
                        nanos(found.median()),
                        nanos(found.lowerQuartile()) + "-" + nanos(found.upperQuartile())
                                + (found.unsteady() ? " !" : ""),
                        ratio(found.median(), c),
                        ratio(found.median(), ceiling),
                        String.format(Locale.ROOT, "%.0f", found.bytesPerCall()));
            }
        }
        if (!panel.notes().isEmpty()) {
            text.append('\n').append(String.join("\n", panel.notes())).append('\n');
        }
        text.append('\n');
    }

    private static void line(
            StringBuilder text, int width, String label, String nanos, String half, String c, String memory, String b) {
        String format = "| %-" + width + "s | %9s | %15s | %5s | %8s | %6s |%n";
        text.append(String.format(Locale.ROOT, format, label, nanos, half, c, memory, b));
    }

    private static void skipped(StringBuilder text, int width, String label, String why) {
        text.append(String.format(Locale.ROOT, "| %-" + width + "s | %s ||||||%n", label, why));
    }

    private static String nanos(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.3f" : "%.1f", value);
    }

    private static String ratio(double value, OptionalDouble base) {
        if (base.isEmpty()) {
            return "";
        }
        double ratio = value / base.getAsDouble();
        return String.format(Locale.ROOT, ratio < 0.01 ? "%.1e" : "%.2f", ratio);
    }

    private OptionalDouble fastest(Panel panel, Row.Role role) {
        return panel.rows().stream()
                .filter(row -> row.role() == role)
                .flatMapToDouble(row -> median(new Run(panel, row)).stream())
                .min();
    }

    private OptionalDouble median(Run run) {
        Measurement found = measurements.get(run);
        return found == null || found.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(found.median());
    }

    private String label(Row row) {
        return vectorised(row) ? row.label() + " (HotSpot vectorises it)" : row.label();
    }

    /** A loop that runs much slower without SuperWord, at any size, was vectorised by HotSpot. */
    private boolean vectorised(Row row) {
        return measurements.keySet().stream()
                .filter(run -> run.row().sameCode(row))
                .anyMatch(with -> measurements.keySet().stream()
                        .filter(run -> run.panel().equals(with.panel()))
                        .filter(run -> run.row().implementation().isPresent())
                        .filter(run -> run.row().implementation().equals(row.withoutSuperWord()))
                        .anyMatch(without -> ratio(without, with) >= VECTORISED));
    }

    private double ratio(Run numerator, Run denominator) {
        Measurement above = measurements.get(numerator);
        Measurement below = measurements.get(denominator);
        return above == null || above.isEmpty() || below == null || below.isEmpty()
                ? Double.NaN
                : above.fastest() / below.fastest();
    }
}
