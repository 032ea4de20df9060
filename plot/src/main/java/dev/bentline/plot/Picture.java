package dev.bentline.plot;

import java.io.IOException;
import java.util.List;

/**
 * A picture: a light panel that reads on a dark page too.
 *
 * @param title what it shows
 * @param note a line below the title, or nothing
 * @param description what a reader is told who cannot see it
 * @param parts what is drawn below, the first one undermost
 */
public record Picture(int width, int height, String title, String note, String description, List<Drawing> parts) {
    /** The usual size. */
    public static final int WIDTH = 640;

    public static final int HEIGHT = 400;

    /** Place where titles begin. */
    public static final int MARGIN = 24;

    /** Pixels of the PNG for one of the picture, across and down. */
    public static final int PNG_SCALE = 2;

    public Picture {
        parts = List.copyOf(parts);
    }

    /** The usual place of a chart's panel; the chart's labels are on the right of it. */
    public static Box panel(double labels) {
        return new Box(84, 68, WIDTH - 84 - 28 - labels, HEIGHT - 68 - 56);
    }

    public String svg() {
        SvgCanvas canvas = new SvgCanvas(width, height, title, description);
        draw(canvas);
        return canvas.finish();
    }

    /**
     * Looks whether a PNG can be drawn here: its text needs more than Java.
     *
     * @throws IllegalStateException if not
     */
    public static void checkFonts() {
        PngCanvas.checkFonts();
    }

    /** The bytes of a PNG file. */
    public byte[] png() throws IOException {
        PngCanvas canvas = new PngCanvas(width, height, PNG_SCALE);
        draw(canvas);
        return canvas.finish();
    }

    private void draw(Canvas canvas) {
        canvas.text(MARGIN, 30, title, Lettering.TITLE, Lettering.Anchor.START);
        if (!note.isEmpty()) {
            canvas.text(MARGIN, 51, note, Lettering.TEXT, Lettering.Anchor.START);
        }
        for (Drawing part : parts) {
            part.draw(canvas);
        }
    }
}
