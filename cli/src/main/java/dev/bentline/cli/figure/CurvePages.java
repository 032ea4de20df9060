package dev.bentline.cli.figure;

import dev.bentline.Network;
import dev.bentline.cli.source.Observations;
import dev.bentline.plot.Html;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Pages of small plots: {@code index.html}, which links to the others, {@code page-2.html} and so on. */
public final class CurvePages {
    /** Plots on a page, which a browser shows at once. */
    private static final int PLOTS = 300;

    private static final String STYLE = """
            main { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 1rem; }
            figure { margin: 0; content-visibility: auto; contain-intrinsic-size: auto 11rem; overflow-wrap: anywhere; }
            figcaption { font-size: .85rem; line-height: 1.35; }
            p.failure { font-size: .85rem; opacity: .7; margin: 0; }
            li { overflow-wrap: anywhere; }
            """ + SmallPlot.STYLE;

    private final String title;
    private final Folder folder;
    private final StringBuilder page = new StringBuilder();
    private final Set<List<Double>> axes = new HashSet<>();
    private final List<String> firstNames = new ArrayList<>();
    private String firstPage = "";
    private boolean logarithmic;
    private int plots;

    /** Takes the pages. */
    @FunctionalInterface
    public interface Folder {
        void write(String file, byte[] content) throws IOException;
    }

    /**
     * @param title what all plots show
     */
    public CurvePages(String title, Folder folder) {
        this.title = title;
        this.folder = folder;
    }

    /**
     * Adds a plot.
     *
     * @param name what tells it apart
     * @param caption numbers of it
     */
    public void add(String name, String caption, Observations observations, Network network) throws IOException {
        SmallPlot plot = new SmallPlot(observations, network);
        axes.add(plot.axes());
        logarithmic |= !network.dosageScale().isLinear();
        add(name, plot.svg(name), "<br>" + Html.escaped(caption));
    }

    /** Adds a curve that has no fit, and the reason. */
    public void addFailure(String name, String reason) throws IOException {
        add(name, "", "<p class=\"failure\">" + Html.escaped(reason) + "</p>");
    }

    private void add(String name, String plot, String below) throws IOException {
        if (plots == PLOTS) {
            endPage();
        }
        if (plots++ == 0) {
            firstNames.add(name);
        }
        page.append("<figure>").append(plot).append("<figcaption>").append(Html.escaped(name));
        page.append(below).append("</figcaption></figure>\n");
    }

    private void endPage() throws IOException {
        String content = note() + "<main>\n" + page + "</main>\n";
        page.setLength(0);
        axes.clear();
        plots = 0;
        int number = firstNames.size();
        if (number == 1) {
            firstPage = content; // the first to be read, and the last to be written
        } else {
            write(number, "<p><a href=\"index.html\">First page</a></p>\n", content);
        }
    }

    /** Says how the plots of a page are to be read. */
    private String note() {
        if (axes.isEmpty()) {
            return "";
        }
        return "<p>Dots are observations, and the line is the network fitted to them. "
                + (logarithmic ? "Dosages are on logarithms, and 0 behind a gap. " : "")
                + (axes.size() == 1 ? "All axes are the same." : "Every plot has axes of its own.")
                + "</p>\n";
    }

    /** Ends the last page, and writes the first. */
    public void finish() throws IOException {
        endPage();
        StringBuilder list = new StringBuilder();
        for (int number = 2; number <= firstNames.size(); number++) {
            list.append("<li><a href=\"").append(file(number)).append("\">From ");
            list.append(Html.escaped(firstNames.get(number - 1))).append(" on</a></li>\n");
        }
        write(1, list.isEmpty() ? "" : "<ul>\n" + list + "</ul>\n", firstPage);
    }

    private static String file(int number) {
        return number == 1 ? "index.html" : "page-" + number + ".html";
    }

    private void write(int number, String links, String content) throws IOException {
        String heading = number == 1 ? title : title + ", page " + number;
        String html = Html.head(heading, STYLE, "") + links + content + "</body>\n</html>\n";
        folder.write(file(number), html.getBytes(StandardCharsets.UTF_8));
    }
}
