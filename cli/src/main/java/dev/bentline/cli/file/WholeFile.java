package dev.bentline.cli.file;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A regular file that appears whole or not at all: written beside its place, then moved there. */
final class WholeFile extends Output {
    private final String name;
    private final Path target;
    private final Path temporary;
    private final boolean force;
    private final FileChannel channel;
    private boolean committed;

    /**
     * @param name what the user calls the file
     * @param target its place, which is no link
     * @param force whether a file there is replaced
     */
    WholeFile(String name, Path target, boolean force) throws IOException {
        this.name = name;
        this.target = target;
        this.force = force;
        this.temporary = target.resolveSibling("." + target.getFileName() + ".bentline-"
                + ProcessHandle.current().pid());
        try {
            this.channel = TemporaryFiles.create(temporary, name);
        } catch (FileAlreadyExistsException e) {
            throw CommandException.failure(temporary + " is in the way; a killed run may have left it", e);
        } catch (IOException e) {
            throw failure(e);
        }
        try {
            if (force && Files.exists(target)) {
                keepPermissions();
            }
        } catch (IOException e) {
            close();
            throw failure(e);
        }
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
    public void commit() throws IOException {
        try {
            channel.close();
            TemporaryFiles.move(temporary, target, force);
            committed = true;
        } catch (FileAlreadyExistsException e) {
            throw exists(name);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** The file that takes another's place may at no time be read by anyone who could not read that. */
    private void keepPermissions() throws IOException {
        try {
            Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(target));
        } catch (UnsupportedOperationException e) {
            // a file system without permissions
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!committed) {
            TemporaryFiles.delete(temporary);
        }
    }

    private IOException failure(IOException e) {
        return new IOException("cannot write " + name + ": " + Reason.of(e), e);
    }
}
