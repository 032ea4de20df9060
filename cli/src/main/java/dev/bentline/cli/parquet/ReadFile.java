package dev.bentline.cli.parquet;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Reason;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.file.FileName;
import dev.hardwood.InputFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that is read range by range. Hardwood's own maps the file: then one that shrinks while it is read is a signal
 * in the middle of a decompressor, and all of it becomes resident.
 */
final class ReadFile implements InputFile {
    private final String name;
    private final FileChannel channel;
    private final long length;

    /** The first error that is not the content's. */
    private volatile @Nullable CommandException failure;

    private ReadFile(String name, FileChannel channel, long length) {
        this.name = name;
        this.channel = channel;
        this.length = length;
    }

    static ReadFile open(String name) throws IOException {
        Path path = FileName.toPath("input", name);
        if (Files.isDirectory(path)) {
            throw CommandException.wrongInput(name + " is a folder; --in takes a file");
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw CommandException.wrongInput(
                    name + " is no regular file; a Parquet file is read from its end, so it has to be one");
        }
        try {
            FileChannel channel = FileChannel.open(path);
            return new ReadFile(name, channel, channel.size());
        } catch (IOException e) {
            throw CommandException.wrongInput("cannot read " + Text.quoted(name) + ": " + Reason.of(e), e);
        }
    }

    @Override
    public void open() {}

    @Override
    public ByteBuffer readRange(long offset, int count) throws IOException {
        if (offset < 0 || count < 0 || offset > length - count) {
            throw new IOException("bytes " + offset + " to " + (offset + count) + " are not in the file, which has "
                    + length + " bytes");
        }
        ByteBuffer bytes = ByteBuffer.allocate(count);
        try {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, offset + bytes.position()) < 0) {
                    throw CommandException.wrongInput(
                            name + " became shorter while it was read; it had " + length + " bytes");
                }
            }
        } catch (IOException e) {
            failure = CommandException.failure("cannot read " + name + ": " + Reason.of(e), e);
            throw e;
        } catch (CommandException e) {
            failure = e;
            throw e;
        }
        return bytes.flip();
    }

    /** Throws what went wrong with reading, if anything did; then the content is not to blame. */
    void rethrowFailure() {
        CommandException e = failure;
        if (e != null) {
            throw e;
        }
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
