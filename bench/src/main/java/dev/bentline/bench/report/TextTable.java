package dev.bentline.bench.report;

import dev.bentline.plot.Html;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table as text: the first column is of words, the others of numbers.
 *
 * @param title or nothing
 * @param rows as long as the headings, or shorter: then the last cell, a remark, spans what is left
 * @param notes what a reader needs to know, a line each
 */
record TextTable(String title, List<String> headings, List<List<String>> rows, List<String> notes) {
    TextTable {
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** Readable as it stands, too: columns are aligned. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        if (!title.isEmpty()) {
            text.append("### ").append(title).append("\n\n");
        }
        int[] widths = IntStream.range(0, headings.size()).map(this::width).toArray();
        line(headings, widths, text);
        text.append('|').append("-".repeat(widths[0] + 2));
        for (int column = 1; column < widths.length; column++) {
            text.append('|').append("-".repeat(widths[column] + 1)).append(':');
        }
        text.append("|\n");
        rows.forEach(row -> line(row, widths, text));
        if (!notes.isEmpty()) {
            text.append('\n').append(String.join("  \n", notes)).append('\n');
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> row.size() == headings.size() || column == 0)
                .map(row -> row.get(column).length())
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(ArrayList::new),
                        lengths -> Math.max(
                                headings.get(column).length(), lengths.isEmpty() ? 0 : Collections.max(lengths))));
    }

    private static void line(List<String> cells, int[] widths, StringBuilder text) {
        text.append("| ").append(padded(cells.getFirst(), widths[0]));
        for (int column = 1; column < cells.size(); column++) {
            String cell = cells.get(column).replace("|", "\\|");
            text.append(" | ").append(cells.size() < widths.length ? cell : right(cell, widths[column]));
        }
        text.append(" |").append("|".repeat(widths.length - cells.size())).append('\n');
    }

    private static String padded(String cell, int width) {
        return cell.replace("|", "\\|") + " ".repeat(Math.max(0, width - cell.length()));
    }

    private static String right(String cell, int width) {
        return " ".repeat(Math.max(0, width - cell.length())) + cell;
    }

    String html() {
        StringBuilder html = new StringBuilder();
        if (!title.isEmpty()) {
            html.append("<h3>").append(Html.escaped(title)).append("</h3>\n");
        }
        html.append("<div class=\"wide\" tabindex=\"0\"><table>\n<thead><tr>");
        headings.forEach(heading ->
                html.append("<th scope=\"col\">").append(Html.escaped(heading)).append("</th>"));
        html.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows) {
            html.append("<tr><th scope=\"row\">")
                    .append(Html.escaped(row.getFirst()))
                    .append("</th>");
            for (int column = 1; column < row.size(); column++) {
                int span = column == row.size() - 1 ? headings.size() - column : 1;
                html.append(span > 1 ? "<td class=\"remark\" colspan=\"" + span + "\">" : "<td>")
                        .append(Html.escaped(row.get(column)))
                        .append("</td>");
            }
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div>\n");
        notes.forEach(note ->
                html.append("<p class=\"note\">").append(Html.escaped(note)).append("</p>\n"));
        return html.toString();
    }
}
