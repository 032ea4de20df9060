package dev.bentline.bench.contender;

import java.util.List;
import java.util.Locale;

/** Lists R's ways to fit a logistic curve. */
public enum RFitter {
    /** Starts at the parameters that made the data. */
    NLS("R, nls, start given"),
    /** Finds a start by itself; R's package of this field. */
    DRM("R, drm of drc");

    private final String label;

    RFitter(String label) {
        this.label = label;
    }

    /** Its name in a table. */
    public String label() {
        return label;
    }

    /** Its name in R, and of the benchmark's method. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Arguments by which R says whether it has it. */
    List<String> question() {
        return List.of("-e", "cat(nzchar(system.file(package = '" + (this == NLS ? "stats" : "drc") + "')))");
    }
}
