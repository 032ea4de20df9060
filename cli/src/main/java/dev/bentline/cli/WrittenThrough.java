package dev.bentline.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Standard output, or a special file: what is written has been written, and nothing is replaced. */
final class WrittenThrough extends Output {
    private static final int TYPE = 0170000;
    private static final int FIFO = 0010000;
    private static final int SOCKET = 0140000;

    private final String name;
    private final OutputStream out;
    private final boolean pipe;

    private WrittenThrough(String name, OutputStream out, boolean pipe) {
        this.name = name;
        this.out = out;
        this.pipe = pipe;
    }

    static WrittenThrough standardOutput() {
        return new WrittenThrough(
                "standard output", new FileOutputStream(FileDescriptor.out), isPipe(Path.of("/dev/fd/1")));
    }

    static WrittenThrough to(Path path) throws IOException {
        try {
            return new WrittenThrough(
                    path.toString(), Files.newOutputStream(path, StandardOpenOption.WRITE), isPipe(path));
        } catch (IOException e) {
            throw CommandException.wrongInput("cannot write " + path + ": " + Errors.reason(e), e);
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
    public void write(byte[] bytes, int from, int count) throws IOException {
        try {
            out.write(bytes, from, count);
        } catch (IOException e) {
            if (pipe) {
                throw new ClosedPipeException(e);
            }
            throw new IOException("cannot write " + name + ": " + Errors.reason(e), e);
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    void commit() throws IOException {
        flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
