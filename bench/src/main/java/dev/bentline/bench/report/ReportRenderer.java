package dev.bentline.bench.report;

import dev.bentline.plot.Html;
import java.util.List;
import java.util.stream.Collectors;

/** A report as a page and as text: the same sections and tables in both; charts in the page alone. */
public final class ReportRenderer {
    /** The page's file among the results. */
    public static final String HTML = "report.html";

    /** The text's. */
    public static final String MARKDOWN = "report.md";

    private static final String TITLE = "Bentline, measured";

    /** A table scrolls sideways on a phone, and its first column, of words, stays beside the numbers. */
    private static final String STYLE = """
            body { max-width: 86rem; }
            h2 { margin-top: 3rem; }
            p { max-width: 60rem; }
            code { font-size: .95em; }
            nav a { margin-right: 1rem; }
            .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 34rem), 1fr)); gap: 1rem; }
            figure { margin: 0; max-width: 46rem; }
            svg { display: block; width: 100%; height: auto; border-radius: 6px; }
            .wide { overflow-x: auto; }
            table { border-collapse: collapse; font-size: .86rem; font-variant-numeric: tabular-nums; }
            th, td { padding: .25rem .5rem; white-space: nowrap; border-bottom: 1px solid #d5d5d2; text-align: right; }
            th:first-child { text-align: left; font-weight: normal; }
            thead th { white-space: normal; }
            thead th, thead th:first-child { font-weight: bold; vertical-align: bottom; }
            .remark { text-align: left; font-style: italic; }
            .note { margin: .3rem 0; font-size: .9rem; }
            dt { margin-top: .5rem; font-weight: bold; }
            dd { margin: 0 0 0 1rem; overflow-wrap: anywhere; }
            @media (max-width: 40rem) {
            th:first-child { min-width: 8rem; max-width: 8rem; white-space: normal; overflow-wrap: anywhere;
              position: sticky; left: 0; background: #f6f6f4; }
            .remark { min-width: 12rem; white-space: normal; }
            }
            """;

    /** Gives the charts' colours the same order of brightness against a dark page. */
    private static final String DARK_STYLE = """
            th, td { border-color: #3c3d40; }
            th:first-child { background: #1b1c1e; }
            svg [fill="#ffffff"] { fill: #26272a; }
            svg [fill="#222222"] { fill: #e6e6e3; }
            svg [fill="#767676"] { fill: #a0a0a0; }
            svg [fill="#0072b2"] { fill: #56a9e0; }
            svg [stroke="#222222"] { stroke: #e6e6e3; }
            svg [stroke="#e2e2e2"] { stroke: #3c3d40; }
            svg [stroke="#767676"] { stroke: #a0a0a0; }
            svg [stroke="#0072b2"] { stroke: #56a9e0; }
            """;

    private final BenchmarkReport report;
    private final ReportSections questions;

    public ReportRenderer(BenchmarkReport report) {
        this.report = report;
        this.questions = new ReportSections(report);
    }

    /** Self-contained: loads nothing, runs nothing. */
    public String html() {
        List<Section> sections = questions.sections();
        StringBuilder page = new StringBuilder(head());
        page.append("<nav>");
        sections.forEach(section -> page.append("<a href=\"#%s\">%s</a> ".formatted(section.id(), section.title())));
        page.append("<a href=\"#environment\">Environment</a></nav>\n");
        sections.forEach(section -> append(section, page));
        page.append("<section id=\"environment\">\n<h2>Environment</h2>\n<dl>\n");
        report.environment()
                .forEach((name, value) -> page.append("<dt>%s</dt>%s\n"
                        .formatted(
                                Html.escaped(name),
                                items(value).stream()
                                        .map(item -> "<dd>" + Html.escaped(item) + "</dd>")
                                        .collect(Collectors.joining()))));
        return page.append("</dl>\n</section>\n</body>\n</html>\n").toString();
    }

    private static void append(Section section, StringBuilder page) {
        page.append("<section id=\"%s\">\n<h2>%s</h2>\n".formatted(section.id(), Html.escaped(section.title())));
        section.text()
                .forEach(text -> page.append("<p>").append(Html.escaped(text)).append("</p>\n"));
        if (!section.pictures().isEmpty()) {
            page.append("<div class=\"charts\">\n");
            section.pictures()
                    .forEach(picture ->
                            page.append("<figure>").append(picture.svg()).append("</figure>\n"));
            page.append("</div>\n");
        }
        section.grids().forEach(grid -> page.append(grid.html()));
        page.append("</section>\n");
    }

    private String head() {
        return Html.head(TITLE, STYLE, DARK_STYLE)
                + report.machine()
                        .map(words -> "<p>" + Html.escaped(words) + "</p>\n")
                        .orElse("")
                + "<p><code>%s</code><br>%s</p>\n"
                        .formatted(
                                Html.escaped(report.fact("command")),
                                where().stream().map(Html::escaped).collect(Collectors.joining("<br>\n")));
    }

    /** Text, in Markdown that is readable as it stands. */
    public String markdown() {
        return heading()
                + questions.sections().stream()
                        .filter(section -> !section.grids().isEmpty())
                        .map(ReportRenderer::text)
                        .collect(Collectors.joining("\n"))
                + "\n## Environment\n\n"
                + report.environment().keySet().stream()
                        .map(name -> "- " + name + ": " + report.fact(name) + "\n")
                        .collect(Collectors.joining());
    }

    /** The tables of everything that was measured. */
    public String tables() {
        Section unsettled = questions.unsettled();
        return heading() + (unsettled.isEmpty() ? "" : text(unsettled) + "\n") + text(questions.rows());
    }

    private String heading() {
        return "# " + TITLE + "\n\n"
                + report.machine().map(words -> words + "\n\n").orElse("") + "`" + report.fact("command") + "`  \n"
                + String.join("  \n", where()) + "\n\n";
    }

    private static String text(Section section) {
        return "## " + section.title() + "\n\n"
                + section.text().stream().map(text -> text + "\n\n").collect(Collectors.joining())
                + section.grids().stream().map(TextTable::markdown).collect(Collectors.joining("\n"));
    }

    private static List<String> items(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(value.toString());
    }

    /** Returns what a reader of the tables needs first. */
    private List<String> where() {
        return List.of(
                report.fact("date"),
                report.fact("cpu") + " x " + report.fact("processors") + ", " + report.fact("caches") + "; "
                        + report.fact("jdk"),
                report.fact("effort") + "; load before " + report.fact("loadBefore") + ", after "
                        + report.fact("loadAfter") + "; stolen time " + report.fact("stealPercent") + " %");
    }
}
