package dev.bentline.bench.compare;

import java.util.List;
import java.util.stream.Stream;

/** Names rows: without packages, where no two classes share a name. */
record Labels(boolean isShort) {
    static Labels of(Stream<Key> keys) {
        List<Key> all = keys.toList();
        long full = all.stream().map(Key::benchmark).distinct().count();
        return new Labels(all.stream().map(Key::shortBenchmark).distinct().count() == full);
    }

    String of(Key key) {
        return key.label(isShort ? key.shortBenchmark() : key.benchmark());
    }
}
