package dev.bentline.cli;

import dev.bentline.FitListener;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.console.Work;
import dev.bentline.cli.file.Interruption;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts a fit's epochs, keeps its best loss, and ends it when asked to. */
final class FitWatch implements FitListener, Work {
    private final long epochs;
    private final @Nullable Interruption interruption;
    private final LongAdder done = new LongAdder();
    private final DoubleAccumulator best = new DoubleAccumulator(Math::min, Double.POSITIVE_INFINITY);

    /**
     * @param epochs how many there are at most, or -1
     * @param interruption what may end it, or null
     */
    FitWatch(long epochs, @Nullable Interruption interruption) {
        this.epochs = epochs;
        this.interruption = interruption;
    }

    @Override
    public boolean onEpoch(int restart, long epoch, double loss) {
        done.increment();
        best.accumulate(loss);
        return interruption == null || !interruption.isAsked();
    }

    @Override
    public long position() {
        return done.sum();
    }

    @Override
    public long size() {
        return epochs;
    }

    @Override
    public String note() {
        return "loss " + Text.rounded(best.get());
    }
}
