package dev.bentline.cli.file;

import dev.bentline.cli.console.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The unfinished files of this process. When the process ends in the middle, by SIGINT, SIGTERM or an error, a shutdown
 * hook deletes them; from then on none is made, and none is moved into place.
 */
public final class TemporaryFiles {
    /** Names that each is to become. */
    private static final Map<Path, String> FILES = new LinkedHashMap<>();

    private static boolean closed;

    private TemporaryFiles() {}

    /** Sets the hook, which lets an {@link Interruption} write first. */
    public static void deleteAtExit() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            Interruption.ask();
            close();
        }));
    }

    /**
     * Makes an unfinished file.
     *
     * @param name what the user calls the file it is to become
     */
    static synchronized FileChannel create(Path temporary, String name) throws IOException {
        checkOpen();
        FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        FILES.put(temporary, name);
        return channel;
    }

    /** Moves a complete file into place at once: either all of it is there or none. */
    public static synchronized void move(Path temporary, Path target, boolean replace) throws IOException {
        checkOpen();
        if (replace) {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } else {
            moveWithoutReplacing(temporary, target);
        }
        FILES.remove(temporary);
    }

    /** A rename replaces what appeared meanwhile; a link does not. */
    private static void moveWithoutReplacing(Path temporary, Path target) throws IOException {
        try {
            Files.createLink(target, temporary);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            Files.move(temporary, target); // a file system without links
            return;
        }
        Files.delete(temporary);
    }

    public static synchronized void delete(Path temporary) throws IOException {
        Files.deleteIfExists(temporary);
        FILES.remove(temporary);
    }

    /** Tells whether the process is ending. */
    public static synchronized boolean closed() {
        return closed;
    }

    private static synchronized void close() {
        closed = true;
        if (!FILES.isEmpty()) {
            System.err.println("bentline: interrupted; not written: " + String.join(", ", FILES.values()));
        }
        for (Path file : FILES.keySet()) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                System.err.println("bentline: cannot delete " + file + ": " + Reason.of(e));
            }
        }
    }

    private static void checkOpen() throws IOException {
        if (closed) {
            throw new IOException("interrupted");
        }
    }
}
