package dev.bentline.cli;

import dev.bentline.BentLine;
import dev.bentline.Interval;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.engine.ScaleSegment;
import dev.bentline.cli.figure.Range;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** Effects of a network as text for people. */
final class EffectsText {
    private static final int MOST_SEGMENTS = 1000;
    private static final int MOST_WINDOWS = 100;

    private static final String SEGMENT = "%16s%16s%16s%16s%16s%n";

    private final PrintWriter out;

    EffectsText(PrintWriter out) {
        this.out = out;
    }

    /** Prints the segments of a network. */
    void print(BentLine line) {
        out.println();
        out.println("the bent line they add up to");
        String slope = line.scale().isLinear() ? "slope" : "slope per 10x";
        List<ScaleSegment> segments = ScaleSegment.of(line);
        out.printf(SEGMENT, "from", "to", "effect from", "effect to", slope);
        for (ScaleSegment segment : segments.stream().limit(MOST_SEGMENTS).toList()) {
            out.printf(
                    SEGMENT,
                    Text.number((float) segment.from()),
                    Text.number((float) segment.to()),
                    Text.number((float) segment.effectFrom()),
                    Text.number((float) segment.effectTo()),
                    Text.number((float) segment.slope()));
        }
        int left = segments.size() - MOST_SEGMENTS;
        if (left > 0) {
            out.println("and " + left + " more; --json has all");
        }
    }

    /** Prints what a network does in a range of dosages. */
    void print(Range dosages, float threshold, EffectRange effects) {
        String between =
                " between " + Text.number((float) dosages.from()) + " and " + Text.number((float) dosages.to());
        out.println();
        out.println("effects of the dosages" + between + ": " + (effects.exact() ? "" : "about ")
                + Text.number((float) effects.min()) + " at " + Text.number((float) effects.argMin()) + " to "
                + Text.number((float) effects.max()) + " at " + Text.number((float) effects.argMax()));
        out.println("dosages" + between + " with an effect of at least " + Text.number(threshold) + ": "
                + (effects.windows().isEmpty()
                        ? "none"
                        : (effects.exact() ? "" : "about ") + windows(effects.windows())));
    }

    private static String windows(List<Interval> windows) {
        int left = windows.size() - MOST_WINDOWS;
        return windows.stream().limit(MOST_WINDOWS).map(EffectsText::window).collect(Collectors.joining(", "))
                + (left > 0 ? " and " + left + " more; --json has all" : "");
    }

    private static String window(Interval window) {
        return Text.number((float) window.from()) + " to " + Text.number((float) window.to());
    }
}
