package dev.bentline.bench.contender;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An allocator that keeps memory it has got, where the machine has it. */
public final class Jemalloc {
    /** Nothing is given back, however large. */
    static final String CONFIGURATION = "dirty_decay_ms:-1,muzzy_decay_ms:-1,oversize_threshold:0,thp:always";

    private static final String NAME = "libjemalloc.so.2";
    private static final List<Path> FOLDERS =
            List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"), Path.of("/usr/local/lib"));

    private Jemalloc() {}

    public static Optional<Path> find() {
        return FOLDERS.stream().flatMap(Jemalloc::in).findFirst();
    }

    /** Looks in the folder, or in the one of an architecture in it. */
    private static Stream<Path> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> folders = Stream.concat(Stream.of(folder), entries.filter(Files::isDirectory))
                    .toList();
            return folders.stream().map(each -> each.resolve(NAME)).filter(Files::isRegularFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
