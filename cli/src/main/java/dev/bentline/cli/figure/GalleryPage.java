package dev.bentline.cli.figure;

import dev.bentline.plot.Picture;

/** The page that shows a gallery: the pictures beside it, and nothing else it would have to load. */
public final class GalleryPage {
    private GalleryPage() {}

    public static String of(Gallery gallery) {
        StringBuilder page = new StringBuilder(head(escaped(gallery.title()), escaped(gallery.introduction())));
        for (Figure figure : gallery.figures()) {
            page.append(part(figure));
        }
        return page.append("</body>\n</html>\n").toString();
    }

    private static String head(String title, String introduction) {
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <link rel="icon" href="data:,">
            <title>%1$s</title>
            <style>
            body { margin: 0 auto; max-width: 44rem; padding: 1.5rem 1rem 3rem; background: #f6f6f4; color: #222222;
              font: 1.05rem/1.55 Helvetica, Arial, sans-serif; }
            h1 { font-size: 1.8rem; line-height: 1.2; }
            figure { margin: 2.5rem 0; }
            img { display: block; width: 100%%; height: auto; border-radius: 6px; }
            figcaption { margin-top: .7rem; }
            a { color: #005a8c; }
            @media (prefers-color-scheme: dark) {
              body { background: #1b1c1e; color: #e6e6e3; }
              a { color: #7cc0ee; }
            }
            </style>
            </head>
            <body>
            <h1>%1$s</h1>
            <p>%2$s</p>
            """.formatted(title, introduction);
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
                        escaped(picture.description()),
                        escaped(figure.caption()),
                        escaped(picture.title()));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
