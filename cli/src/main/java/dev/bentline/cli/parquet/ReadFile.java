package dev.bentline.cli.parquet;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Reason;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.file.FileName;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is read at any place. It is not mapped: it may become shorter, and its pages should not be resident. */
final class ReadFile implements Closeable {
    private final String name;
    private final FileChannel channel;
    private final long length;

    private ReadFile(String name, FileChannel channel) throws IOException {
        this.name = name;
        this.channel = channel;
        this.length = channel.size();
    }

    static ReadFile open(String name) {
        Path path = FileName.toPath("input", name);
        if (Files.isDirectory(path)) {
            throw CommandException.wrongInput(name + " is a folder; --in takes a file");
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw CommandException.wrongInput(
                    name + " is no regular file; a Parquet file is read from its end, so it has to be one");
        }
        try {
            return new ReadFile(name, FileChannel.open(path));
        } catch (IOException e) {
            throw CommandException.wrongInput("cannot read " + Text.quoted(name) + ": " + Reason.of(e), e);
        }
    }

    /** Fills a buffer with what stands at an offset. */
    void read(ByteBuffer bytes, long offset) throws IOException {
        int start = bytes.position();
        if (offset < 0 || offset > length - bytes.remaining()) {
            throw new MalformedException("it ends early");
        }
        try {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, offset + bytes.position() - start) < 0) {
                    throw CommandException.wrongInput(
                            name + " became shorter while it was read; it had " + length + " bytes");
                }
            }
        } catch (IOException e) {
            throw CommandException.failure("cannot read " + name + ": " + Reason.of(e), e);
        }
    }

    String name() {
        return name;
    }

    long length() {
        return length;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
