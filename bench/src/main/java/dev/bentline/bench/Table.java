package dev.bentline.bench;

import dev.bentline.bench.report.Family;
import dev.bentline.bench.report.Line;
import dev.bentline.bench.report.Sheet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The tables, in Markdown that is readable as it stands. */
final class Table {
    private static final String NOTE = """
            ns/dosage, us/epoch, ms/call: the median over all iterations of all rounds, then their middle half (first to third quartile). \
            A ! marks a row whose middle half spans more than a quarter: measure again on a quieter machine.
            Dosages are random and in no order unless a row says otherwise.
            x C: times the fastest C row of the table. x memory: times the fastest row that only moves the same bytes \
            (a copy; for a gradient, a read of two arrays).
            B/call: bytes allocated per call (gc.alloc.rate.norm), JMH's own included, some kilobytes an iteration: \
            a copy allocates nothing and shows how much of it falls on a call.
            """;

    private Table() {}

    static String of(List<Sheet> sheets) {
        StringBuilder text = new StringBuilder();
        sheets.forEach(sheet -> append(sheet, text));
        return text.append(NOTE).toString();
    }

    private static void append(Sheet sheet, StringBuilder text) {
        OptionalDouble c = fastest(sheet, Family.C);
        OptionalDouble ceiling = fastest(sheet, Family.CEILING);
        int width = sheet.lines().stream()
                .mapToInt(line -> line.label().length())
                .max()
                .orElse(0);
        text.append("### ").append(sheet.title()).append("\n\n");
        line(text, width, "implementation", sheet.unit(), "middle half", "x C", "x memory", "B/call");
        text.append('|')
                .append("-".repeat(width + 2))
                .append("|----------:|----------------:|------:|---------:|-------:|\n");
        for (Line found : sheet.lines()) {
            if (found.obstacle() != null) {
                skipped(text, width, found.label(), found.obstacle());
            } else {
                line(
                        text,
                        width,
                        found.label(),
                        nanos(found.median()),
                        nanos(found.lowerQuartile()) + "-" + nanos(found.upperQuartile())
                                + (found.isUnsteady() ? " !" : ""),
                        ratio(found.median(), c),
                        ratio(found.median(), ceiling),
                        String.format(Locale.ROOT, "%.0f", found.bytesPerCall()));
            }
        }
        if (!sheet.notes().isEmpty()) {
            text.append('\n').append(String.join("\n", sheet.notes())).append('\n');
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

    private static OptionalDouble fastest(Sheet sheet, Family family) {
        return sheet.lines().stream()
                .filter(line -> line.family() == family && line.isMeasured())
                .mapToDouble(Line::median)
                .min();
    }
}
