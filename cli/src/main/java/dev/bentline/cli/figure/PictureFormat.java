package dev.bentline.cli.figure;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Text;
import dev.bentline.plot.Picture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Formats of a picture's file. */
public enum PictureFormat {
    SVG,
    PNG;

    /**
     * The format that a file's ending names.
     *
     * @param option what names the file
     * @throws CommandException if it names none
     */
    public static PictureFormat of(String option, String file) {
        for (PictureFormat format : values()) {
            if (file.toLowerCase(Locale.ROOT).endsWith(format.ending())) {
                return format;
            }
        }
        throw CommandException.wrongInput(
                option + " is " + Text.quoted(file) + "; it must be a file whose name ends in .png or .svg");
    }

    /** Returns the ending with its dot. */
    public String ending() {
        return "." + name().toLowerCase(Locale.ROOT);
    }

    /** The bytes of a picture's file. */
    public byte[] encode(Picture picture) throws IOException {
        return switch (this) {
            case SVG -> picture.svg().getBytes(StandardCharsets.UTF_8);
            case PNG -> picture.png();
        };
    }

    /**
     * Looks whether a picture can be drawn here.
     *
     * @param purpose what wants to draw
     * @throws CommandException if not
     */
    public void check(String purpose) {
        if (this == PNG) {
            try {
                Picture.checkFonts();
            } catch (IllegalStateException e) {
                throw CommandException.failure(purpose + " " + e.getMessage(), e);
            }
        }
    }
}
