package dev.bentline.cli.sweep;

import dev.bentline.cli.console.Report;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs of neighbouring grid points whose effect reaches a threshold. */
public final class Windows {
    /** More runs than any network of reason has: then it is rounding noise, and memory has to stay bounded. */
    private static final int MOST = 1000;

    private final float threshold;
    private final List<Report.Range> windows = new ArrayList<>();
    private boolean open;
    private float first;
    private float last;

    public Windows(float threshold) {
        this.threshold = threshold;
    }

    /** Adds the next tile, all of whose effects reach the threshold. */
    public void addAll(Tile tile) {
        extend(tile.dosages[0]);
        last = tile.dosages[tile.count - 1];
    }

    /** Adds the next tile, none of whose effects reaches the threshold. */
    public void addNone() {
        end();
    }

    /** Adds the next tile. */
    public void add(Tile tile) {
        for (int i = 0; i < tile.count; i++) {
            if (tile.effects[i] >= threshold) {
                extend(tile.dosages[i]);
            } else {
                end();
            }
        }
    }

    private void extend(float dosage) {
        if (!open) {
            open = true;
            first = dosage;
        }
        last = dosage;
    }

    private void end() {
        if (open && windows.size() <= MOST) {
            windows.add(new Report.Range(Math.min(first, last), Math.max(first, last)));
        }
        open = false;
    }

    /** All windows, in ascending order, or null if there are too many to tell. */
    @Nullable
    public List<Report.Range> finish() {
        end();
        if (windows.size() > MOST) {
            return null;
        }
        if (windows.size() > 1
                && windows.getFirst().from().floatValue()
                        > windows.getLast().from().floatValue()) {
            Collections.reverse(windows);
        }
        return windows;
    }
}
