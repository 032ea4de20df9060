package dev.bentline.cli.figure;

import dev.bentline.Model;
import dev.bentline.Network;
import dev.bentline.cli.console.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Figures that tell the story of a network, in order.
 *
 * @param introduction what a reader should know beforehand
 */
public record Gallery(String title, String introduction, List<Figure> figures) {
    /**
     * The gallery of a network: of the worked example the whole story, of any other its hidden nodes and their sum, or
     * its layers, its effect and its derivative.
     *
     * @param name what the user calls it
     */
    public static Gallery of(Model model, String name) {
        if (model.equals(Network.relu())) {
            return new WorkedExample().gallery();
        }
        String title = Text.shortened(Text.oneLine(name));
        return model instanceof Network network
                ? new NodeByNode(network, title).gallery()
                : new LayerByLayer(model, title).gallery();
    }

    /** A file of the gallery; what is in it is drawn when asked for. */
    public record File(String name, Content content) {}

    /** Returns what is in a file. */
    @FunctionalInterface
    public interface Content {
        byte[] bytes() throws IOException;
    }

    /** Every picture in every format, and the page. */
    public List<File> files() {
        List<File> files = new ArrayList<>();
        for (Figure figure : figures) {
            for (PictureFormat format : PictureFormat.values()) {
                files.add(new File(figure.name() + format.ending(), () -> format.encode(figure.picture())));
            }
        }
        files.add(new File("index.html", () -> GalleryPage.of(this).getBytes(StandardCharsets.UTF_8)));
        return files;
    }
}
