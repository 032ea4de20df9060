package dev.bentline;

import dev.bentline.kernel.Scratch;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Lends scratch tiles to calls, so that a call allocates none: at most one kept for every processor. */
final class ScratchPool {
    private static final AtomicReferenceArray<@Nullable Scratch> FREE =
            new AtomicReferenceArray<>(Runtime.getRuntime().availableProcessors());

    private ScratchPool() {}

    static Scratch take() {
        for (int i = 0; i < FREE.length(); i++) {
            Scratch scratch = FREE.getAndSet(i, null);
            if (scratch != null) {
                return scratch;
            }
        }
        return new Scratch();
    }

    static void giveBack(Scratch scratch) {
        for (int i = 0; i < FREE.length(); i++) {
            if (FREE.compareAndSet(i, null, scratch)) {
                return;
            }
        }
    }
}
