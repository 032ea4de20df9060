package dev.bentline.cli.file;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** A regular file, written beside its place under another name. */
final class WholeFile extends Output {
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final String name;
    private final TemporaryFiles.Move move;
    private final FileChannel channel;

    /**
     * @param name what the user calls the file
     * @param target its place, which is no link
     * @param force whether a file there is replaced
     */
    WholeFile(String name, Path target, boolean force) throws IOException {
        this.name = name;
        PosixFileAttributes replaced = force ? attributes(target) : null;
        Path temporary = TemporaryFiles.nameBeside(target);
        this.move = new TemporaryFiles.Move(name, temporary, target, force);
        try {
            this.channel = replaced == null
                    ? TemporaryFiles.create(temporary, name)
                    : TemporaryFiles.create(temporary, name, PRIVATE);
        } catch (IOException e) {
            throw failure(e);
        }
        try {
            if (replaced != null) {
                keepAccess(temporary, replaced);
            }
        } catch (IOException | CommandException e) {
            close();
            TemporaryFiles.delete(temporary);
            throw e;
        }
    }

    /** The owner and permissions of a file, or null where there is none, or the file system has none. */
    private static @Nullable PosixFileAttributes attributes(Path file) throws IOException {
        try {
            return Files.readAttributes(file, PosixFileAttributes.class);
        } catch (NoSuchFileException | UnsupportedOperationException e) {
            return null;
        }
    }

    /** The file that takes another's place may at no time be read by anyone who could not read that. */
    private void keepAccess(Path temporary, PosixFileAttributes replaced) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
        try {
            PosixFileAttributes made = view.readAttributes();
            if (!made.owner().equals(replaced.owner())) {
                view.setOwner(replaced.owner());
            }
            if (!made.group().equals(replaced.group())) {
                view.setGroup(replaced.group());
            }
        } catch (IOException e) {
            throw CommandException.failure(
                    "output " + name + " belongs to " + replaced.owner().getName() + ":"
                            + replaced.group().getName() + ", to whom a new file cannot be given (" + Reason.of(e)
                            + "); write to another name, or remove it first",
                    e);
        }
        try {
            view.setPermissions(replaced.permissions());
        } catch (IOException e) {
            throw failure(e);
        }
    }

    TemporaryFiles.Move move() {
        return move;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public boolean isRewritable() {
        return true;
    }

    @Override
    public void rewrite(ByteBuffer bytes) throws IOException {
        try {
            for (long at = 0; bytes.hasRemaining(); ) {
                at += channel.write(bytes, at);
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private IOException failure(IOException e) {
        return new IOException("cannot write " + name + ": " + Reason.of(e), e);
    }
}
