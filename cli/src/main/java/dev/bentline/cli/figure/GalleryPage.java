package dev.bentline.cli.figure;

import dev.bentline.plot.Html;
import dev.bentline.plot.Picture;

/** The page that shows a gallery: the pictures beside it, and nothing else it would have to load. */
public final class GalleryPage {
    private static final String STYLE = """
            body { max-width: 44rem; font-size: 1.05rem; line-height: 1.55; }
            figure { margin: 2.5rem 0; }
            img { display: block; width: 100%; height: auto; border-radius: 6px; }
            figcaption { margin-top: .7rem; }
            """;

    private GalleryPage() {}

    public static String of(Gallery gallery) {
        StringBuilder page = new StringBuilder(Html.head(gallery.title(), STYLE, ""));
        page.append("<p>").append(Html.escaped(gallery.introduction())).append("</p>\n");
        for (Figure figure : gallery.figures()) {
            page.append(part(figure));
        }
        return page.append("</body>\n</html>\n").toString();
    }

    private static String part(Figure figure) {
        Picture picture = figure.picture();
        return """
            <figure id="%1$s">
            <img src="%1$s.svg" width="%2$d" height="%3$d" alt="%4$s">
            <figcaption>%5$s <a href="%1$s.png" aria-label="%6$s as PNG">PNG</a></figcaption>
            </figure>
            """.formatted(
                        figure.name(),
                        picture.width(),
                        picture.height(),
                        Html.escaped(picture.description()),
                        Html.escaped(figure.caption()),
                        Html.escaped(picture.title()));
    }
}
