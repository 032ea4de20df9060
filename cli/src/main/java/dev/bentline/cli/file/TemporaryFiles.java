package dev.bentline.cli.file;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The unfinished files of this process. When the process ends in the middle, by SIGINT, SIGTERM or an error, a shutdown
 * hook deletes them; from then on none is made, and none is moved into place.
 */
public final class TemporaryFiles {
    private static final String PREFIX = ".bentline-";
    private static final int MOST_NAMES = 3;

    /** Names that each is to become. */
    private static final Map<Path, String> FILES = new LinkedHashMap<>();

    /** Folders made for them. */
    private static final Set<Path> FOLDERS = new LinkedHashSet<>();

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
     * A complete file and its place.
     *
     * @param name what the user calls the file
     * @param temporary where it is
     * @param target where it is to be
     * @param replace whether a file there is replaced
     */
    record Move(String name, Path temporary, Path target, boolean replace) {}

    /** A file at its place, with the one that was there before, if there was one and it may have to come back. */
    private record Moved(Path target, @Nullable Path kept) {
        void undo() throws IOException {
            if (kept == null) {
                Files.deleteIfExists(target);
            } else {
                Files.move(kept, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                Files.deleteIfExists(kept); // of two names of one file, a move leaves both
            }
        }
    }

    /**
     * Returns a name in a file's folder that nobody has. A process id would not do: in a container it is 1, also after that run
     * was killed, and beside other containers. The file's own name may be as long as names can be.
     */
    static Path nameBeside(Path file) {
        Path name;
        do {
            name = file.resolveSibling(PREFIX
                    + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
        } while (Files.exists(name, LinkOption.NOFOLLOW_LINKS));
        return name;
    }

    /**
     * Makes an unfinished file.
     *
     * @param name what the user calls the file it is to become
     */
    static synchronized FileChannel create(Path temporary, String name, FileAttribute<?>... attributes)
            throws IOException {
        checkOpen();
        FileChannel channel = FileChannel.open(
                temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes);
        FILES.put(temporary, name);
        return channel;
    }

    /** Makes a folder that stays if files appear in it. */
    static synchronized void makeFolder(Path folder) throws IOException {
        checkOpen();
        Files.createDirectory(folder);
        FOLDERS.add(folder);
    }

    /** Moves complete files into place: all of them are there then, or none. The folders made for them stay. */
    static synchronized void moveTogether(List<Move> moves, List<Path> folders) throws IOException {
        checkOpen();
        List<Moved> moved = new ArrayList<>();
        try {
            for (int i = 0; i < moves.size(); i++) {
                move(moves.get(i), i < moves.size() - 1, moved);
            }
        } catch (IOException | CommandException e) {
            for (Moved file : moved.reversed()) {
                try {
                    file.undo();
                } catch (IOException undone) {
                    e.addSuppressed(undone);
                }
            }
            throw e;
        }
        moves.forEach(move -> FILES.remove(move.temporary));
        folders.forEach(FOLDERS::remove);
        for (Moved file : moved) {
            if (file.kept != null) {
                Files.deleteIfExists(file.kept);
            }
        }
    }

    private static void move(Move move, boolean mayBeUndone, List<Moved> moved) throws IOException {
        Path kept = null;
        try {
            if (move.replace) {
                kept = mayBeUndone && Files.exists(move.target) ? keep(move.target) : null;
                if (kept != null) {
                    moved.add(new Moved(move.target, kept));
                }
                Files.move(
                        move.temporary,
                        move.target,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } else {
                moveWithoutReplacing(move.temporary, move.target);
            }
            if (kept == null) {
                moved.add(new Moved(move.target, null));
            }
        } catch (FileAlreadyExistsException e) {
            throw Output.exists(move.name);
        } catch (IOException e) {
            throw new IOException("cannot write " + move.name + ": " + Reason.of(e), e);
        }
    }

    /** Gives a file a second name, under which it outlives the move of another to its place. */
    private static Path keep(Path file) throws IOException {
        Path kept = nameBeside(file);
        try {
            Files.createLink(kept, file);
        } catch (FileSystemException | UnsupportedOperationException e) {
            Files.move(file, kept, StandardCopyOption.ATOMIC_MOVE); // a file system without links
        }
        return kept;
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

    static synchronized void delete(Path temporary) throws IOException {
        Files.deleteIfExists(temporary);
        FILES.remove(temporary);
    }

    /** Deletes a folder that was made, unless somebody has put something into it. */
    static synchronized void deleteFolder(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            // it is theirs now
        }
        FOLDERS.remove(folder);
    }

    /** Tells whether the process is ending. */
    public static synchronized boolean closed() {
        return closed;
    }

    private static synchronized void close() {
        closed = true;
        if (!FILES.isEmpty()) {
            List<String> names = List.copyOf(FILES.values());
            int more = names.size() - MOST_NAMES;
            System.err.println("bentline: interrupted; not written: "
                    + String.join(", ", more > 0 ? names.subList(0, MOST_NAMES) : names)
                    + (more > 0 ? " and " + more + " more" : ""));
        }
        FILES.keySet().forEach(TemporaryFiles::deleteAtEnd);
        List.copyOf(FOLDERS).reversed().forEach(TemporaryFiles::deleteAtEnd);
    }

    private static void deleteAtEnd(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (DirectoryNotEmptyException e) {
            // somebody has put something into it
        } catch (IOException e) {
            System.err.println("bentline: cannot delete " + path + ": " + Reason.of(e));
        }
    }

    private static void checkOpen() throws IOException {
        if (closed) {
            throw new IOException("interrupted");
        }
    }
}
