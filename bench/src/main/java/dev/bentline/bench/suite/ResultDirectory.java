package dev.bentline.bench.suite;

import dev.bentline.bench.report.BenchmarkReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * A directory of results that appears whole or not at all: written beside its place, then moved there. An interrupted
 * run leaves nothing.
 */
public final class ResultDirectory implements AutoCloseable {
    private static final int ATTEMPTS = 100;

    private final Path target;
    private final Path work;
    private final Thread cleaner;

    private ResultDirectory(Path target, Path work) {
        this.target = target;
        this.work = work;
        this.cleaner = new Thread(this::interrupted);
    }

    /** A user's mistake about the directory: one line. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    static ResultDirectory of(Path out, boolean force) throws Refused {
        Path target = out.toAbsolutePath().normalize();
        if (Files.exists(target)) {
            if (!force) {
                throw new Refused("--out " + out + " exists; --force replaces it");
            }
            if (!Files.isRegularFile(target.resolve(BenchmarkReport.FILE))) {
                throw new Refused("--out " + out + " holds no results of bench; --force replaces only those");
            }
        }
        Path parent = target.getParent();
        if (parent == null) {
            throw new Refused("--out " + out + " is the root directory; name a directory to make");
        }
        Path work = parent.resolve(".bentline-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
        try {
            Files.createDirectories(parent);
            Files.createDirectory(work);
        } catch (IOException e) {
            throw new Refused("--out " + out + " cannot be written: " + e);
        }
        ResultDirectory directory = new ResultDirectory(target, work);
        Runtime.getRuntime().addShutdownHook(directory.cleaner);
        return directory;
    }

    /** Returns where to write. */
    Path path() {
        return work;
    }

    /** Moves the results to their place, and returns it. */
    Path keep() throws IOException {
        if (Files.exists(target)) {
            Path old = work.resolveSibling(work.getFileName() + ".old");
            Files.move(target, old);
            Files.move(work, target);
            delete(old);
        } else {
            Files.move(work, target);
        }
        return target;
    }

    /** Deletes what was not kept. */
    @Override
    public void close() throws IOException {
        Runtime.getRuntime().removeShutdownHook(cleaner);
        delete(work);
    }

    /** Deletes again and again: until the JVM is gone, JMH's forks and the main thread go on writing. */
    private void interrupted() {
        for (int attempt = 1; Files.exists(work) && attempt <= ATTEMPTS; attempt++) {
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
            try {
                delete(work);
            } catch (IOException | UncheckedIOException e) {
                if (attempt == ATTEMPTS) {
                    System.err.println("bentline bench: " + work + " is left behind: " + e);
                }
            }
        }
    }

    public static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
