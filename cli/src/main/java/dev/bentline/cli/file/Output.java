package dev.bentline.cli.file;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Reason;
import dev.bentline.cli.console.Text;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** Takes what a command writes: a file that {@link Outputs} makes appear, or a stream. Closing ends the writing. */
public abstract class Output extends OutputStream {
    private static final Set<String> STANDARD_OUTPUT = Set.of("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1");
    private static final int MOST_LINKS = 40;

    /** Tells whether this name means standard output. */
    public static boolean isStandardOutput(String name) {
        return STANDARD_OUTPUT.contains(name);
    }

    /**
     * Opens a file for writing; one that is special (a FIFO, a terminal, {@code /dev/null}) is written through.
     *
     * @param name the file, or a symbolic link to it
     * @param force whether to replace an existing file
     * @throws CommandException if no file can come to be there
     */
    static Output open(String name, boolean force) throws IOException {
        Path path = FileName.toPath("output", name);
        if (name.endsWith(File.separator) || Files.isDirectory(path)) {
            throw CommandException.wrongInput("output " + name + " is a folder; it should be a file");
        }
        if (Files.exists(path) && (!Files.isRegularFile(path) || isDescriptor(path))) {
            return WrittenThrough.to(path);
        }
        Path target = followed(path);
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw CommandException.wrongInput("output " + name + ": there is no folder " + folder);
        }
        if (isThere(name, target) && !force) {
            throw exists(name);
        }
        return new WholeFile(name, folder.resolve(target.getFileName()), force);
    }

    /** Tells whether something has a name; a name that the file system cannot have is refused before anything is written. */
    private static boolean isThere(String name, Path target) throws IOException {
        try {
            Files.readAttributes(target, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw CommandException.wrongInput("cannot write " + Text.shortened(name) + ": " + Reason.of(e), e);
        }
    }

    public static CommandException exists(String name) {
        return CommandException.wrongInput("output " + name + " exists; --force replaces it");
    }

    /** An open file that this process inherited, such as {@code /dev/fd/3}, whatever it leads to. */
    private static boolean isDescriptor(Path path) {
        String absolute = path.toAbsolutePath().normalize().toString();
        return absolute.startsWith("/dev/fd/")
                || absolute.matches("/proc/(self|[0-9]+)/fd/.*")
                || absolute.equals("/dev/stderr");
    }

    /** Tells whether two names lead to one file, be it there or not. */
    public static boolean isSameFile(String one, String other) throws IOException {
        Path a = followed(FileName.toPath("output", one));
        Path b = followed(FileName.toPath("output", other));
        return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize())
                || (Files.exists(a) && Files.exists(b) && Files.isSameFile(a, b));
    }

    /** Finds where a chain of links leads, whether or not there is something. */
    private static Path followed(Path path) throws IOException {
        Path at = path;
        for (int links = 0; Files.isSymbolicLink(at); links++) {
            if (links == MOST_LINKS) {
                throw CommandException.wrongInput("output " + path + ": a circle of symbolic links");
            }
            at = at.resolveSibling(Files.readSymbolicLink(at));
        }
        return at;
    }

    /** Writes what remains in a buffer. */
    public abstract void write(ByteBuffer bytes) throws IOException;

    /** Tells whether {@link #rewrite} can be called. */
    public abstract boolean isRewritable();

    /** Writes what remains in a buffer over what stands at the file's beginning. */
    public abstract void rewrite(ByteBuffer bytes) throws IOException;

    @Override
    public final void write(byte[] bytes, int from, int count) throws IOException {
        write(ByteBuffer.wrap(bytes, from, count));
    }

    @Override
    public final void write(int b) throws IOException {
        write(ByteBuffer.wrap(new byte[] {(byte) b}));
    }

    @Override
    public abstract void close() throws IOException;
}
