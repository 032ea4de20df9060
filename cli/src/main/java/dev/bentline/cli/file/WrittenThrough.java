package dev.bentline.cli.file;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Reason;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Standard output, or a special file: what is written has been written, and nothing is replaced. */
public final class WrittenThrough extends Output {
    private static final int TYPE = 0170000;
    private static final int FIFO = 0010000;
    private static final int SOCKET = 0140000;

    private final String name;
    private final FileChannel out;
    private final boolean pipe;

    private WrittenThrough(String name, FileChannel out, boolean pipe) {
        this.name = name;
        this.out = out;
        this.pipe = pipe;
    }

    public static WrittenThrough standardOutput() {
        return new WrittenThrough(
                "standard output", new FileOutputStream(FileDescriptor.out).getChannel(), isPipe(Path.of("/dev/fd/1")));
    }

    public static WrittenThrough to(Path path) throws IOException {
        try {
            return new WrittenThrough(path.toString(), FileChannel.open(path, StandardOpenOption.WRITE), isPipe(path));
        } catch (IOException e) {
            throw CommandException.wrongInput("cannot write " + path + ": " + Reason.of(e), e);
        }
    }

    /** The message of a failed write is in the user's language; whether it was a pipe is certain. */
    private static boolean isPipe(Path path) {
        try {
            int type = (int) Files.getAttribute(path, "unix:mode") & TYPE;
            return type == FIFO || type == SOCKET;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (IOException e) {
            if (pipe) {
                throw new ClosedPipeException(e);
            }
            throw new IOException("cannot write " + name + ": " + Reason.of(e), e);
        }
    }

    @Override
    public boolean isRewritable() {
        return false;
    }

    @Override
    public void rewrite(ByteBuffer bytes) {
        throw new IllegalStateException(name + " is written through");
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
