package dev.bentline.cli.figure;

import dev.bentline.plot.Drawing;
import dev.bentline.plot.Picture;
import java.util.List;

/**
 * A picture of a gallery.
 *
 * @param name its files', without ending
 * @param caption what it tells
 */
public record Figure(String name, String caption, Picture picture) {
    /** A figure of the usual size. */
    static Figure of(String name, String title, String note, String description, String caption, Drawing... parts) {
        return new Figure(
                name, caption, new Picture(Picture.WIDTH, Picture.HEIGHT, title, note, description, List.of(parts)));
    }
}
