package dev.bentline.plot;

/** Writes what HTML pages of pictures share: a head that loads nothing, in light and dark, and escaped text. */
public final class Html {
    private Html() {}

    /**
     * Begins a page, up to its heading.
     *
     * @param title plain text
     * @param style further rules of CSS, a line each
     * @param darkStyle further rules for dark screens
     */
    public static String head(String title, String style, String darkStyle) {
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
            body { margin: 0 auto; padding: 1.5rem 1rem 3rem; background: #f6f6f4; color: #222222;
              font: 1rem/1.5 Helvetica, Arial, sans-serif; }
            h1 { font-size: 1.8rem; line-height: 1.2; }
            a { color: #005a8c; }
            %2$s@media (prefers-color-scheme: dark) {
            body { background: #1b1c1e; color: #e6e6e3; }
            a { color: #7cc0ee; }
            %3$s}
            </style>
            </head>
            <body>
            <h1>%1$s</h1>
            """.formatted(escaped(title), style, darkStyle);
    }

    /** Escapes plain text for a page's text or an attribute's. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
