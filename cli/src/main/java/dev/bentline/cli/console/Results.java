package dev.bentline.cli.console;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Standard output: text as UTF-8, and data. A {@link PrintWriter} swallows errors; this keeps the first, and
 * {@link #flush} throws it.
 */
public final class Results {
    private final OutputStream out;
    private final PrintWriter writer;
    private @Nullable IOException failure;

    public Results(OutputStream out) {
        this.out = new BufferedOutputStream(new Watched(out));
        this.writer = new PrintWriter(new OutputStreamWriter(this.out, StandardCharsets.UTF_8));
    }

    /** For text. */
    public PrintWriter writer() {
        return writer;
    }

    /** For data. */
    public OutputStream stream() {
        return out;
    }

    /**
     * Writes what is buffered.
     *
     * @throws IOException if anything could not be written since the beginning
     */
    public void flush() throws IOException {
        writer.flush();
        if (failure != null) {
            throw failure;
        }
    }

    private final class Watched extends OutputStream {
        private final OutputStream out;

        Watched(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            if (failure != null) {
                return;
            }
            try {
                out.write(bytes, from, count);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }
}
