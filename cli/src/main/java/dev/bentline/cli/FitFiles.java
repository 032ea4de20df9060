package dev.bentline.cli;

import dev.bentline.Network;
import dev.bentline.cli.figure.PictureFormat;
import dev.bentline.cli.file.Output;
import dev.bentline.cli.file.Outputs;
import dev.bentline.plot.Picture;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The files that a fit writes.
 *
 * @param run makes them appear together
 * @param network where the network goes, or null
 * @param rows where the residuals go, or null
 * @param rowsName the name of that
 * @param picture where the picture goes, or null
 * @param format that of the picture
 */
record FitFiles(
        Outputs run,
        @Nullable OutputStream network,
        @Nullable OutputStream rows,
        String rowsName,
        @Nullable OutputStream picture,
        PictureFormat format) {
    /**
     * Writes all.
     *
     * @param drawn makes the picture, where it is asked for
     */
    void write(Network fitted, Residuals residuals, Supplier<Picture> drawn) throws IOException {
        if (picture != null) {
            picture.write(format.encode(drawn.get()));
        }
        if (rows != null) {
            residuals.write(rows, rowsName);
        }
        finish(fitted);
    }

    /** Writes the network alone. */
    void writePartial(Network fitted) throws IOException {
        drop(picture);
        drop(rows);
        finish(fitted);
    }

    private void drop(@Nullable OutputStream file) throws IOException {
        if (file instanceof Output output) {
            run.drop(output);
        }
    }

    private void finish(Network fitted) throws IOException {
        if (network != null) {
            network.write(fitted.toJson().getBytes(StandardCharsets.UTF_8));
        }
        run.commit();
    }
}
