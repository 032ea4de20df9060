package dev.bentline.bench.report;

import dev.bentline.plot.Picture;
import java.util.List;

/**
 * A part of the report: a question, and what answers it.
 *
 * @param id what links to it
 * @param text paragraphs
 */
record Section(String id, String title, List<String> text, List<Picture> pictures, List<TextTable> grids) {
    boolean isEmpty() {
        return pictures.isEmpty() && grids.isEmpty();
    }
}
