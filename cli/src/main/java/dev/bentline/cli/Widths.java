package dev.bentline.cli;

import dev.bentline.Layer;
import dev.bentline.Model;
import java.util.ArrayList;
import java.util.List;

/** The widths of a network, for reports. */
final class Widths {
    private Widths() {}

    /** The numbers of nodes of its layers, that of the dosage first. */
    static List<Long> of(Model model) {
        List<Long> widths = new ArrayList<>(List.of(1L));
        for (Layer layer : model.layers()) {
            widths.add((long) layer.nodes());
        }
        return widths;
    }
}
