package dev.bentline.bench.report;

import dev.bentline.plot.Picture;
import java.util.List;
import java.util.stream.Stream;

/**
 * A part of the report: a question, and what answers it.
 *
 * @param id what links to it
 * @param text paragraphs
 */
record Section(String id, String title, List<String> text, List<Picture> pictures, List<TextTable> grids) {
    /** Its text and tables, or nothing where there is no table. */
    Stream<String> markdown() {
        return grids.isEmpty()
                ? Stream.empty()
                : Stream.concat(
                        text.stream(),
                        grids.stream().map(grid -> grid.markdown().strip()));
    }

    boolean isEmpty() {
        return pictures.isEmpty() && grids.isEmpty();
    }
}
