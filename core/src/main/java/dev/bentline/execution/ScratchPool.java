package dev.bentline.execution;

import dev.bentline.kernel.Scratch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Lends scratch tiles to calls, so that a call allocates none: at most one kept for every processor. */
public final class ScratchPool {
    private static final AtomicReferenceArray<@Nullable Scratch> FREE =
            new AtomicReferenceArray<>(Runtime.getRuntime().availableProcessors());

    private static final AtomicInteger MADE = new AtomicInteger();

    private ScratchPool() {}

    /** Lends tiles, to be given back. */
    public static Scratch take() {
        for (int i = 0; i < FREE.length(); i++) {
            Scratch scratch = FREE.getAndSet(i, null);
            if (scratch != null) {
                return scratch;
            }
        }
        return new Scratch(Math.floorMod(MADE.getAndIncrement(), FREE.length()));
    }

    /**
     * Takes tiles back. It is a plain store, not an exchange, which would wait until the effects of the call are written: 4 ns. No two of as many
     * as there are places are of one place; of more, one may push out another.
     */
    public static void giveBack(Scratch scratch) {
        FREE.setRelease(scratch.place, scratch);
    }
}
