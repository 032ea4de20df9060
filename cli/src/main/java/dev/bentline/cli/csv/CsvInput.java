package dev.bentline.cli.csv;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Reason;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.console.Work;
import dev.bentline.cli.file.FileName;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The bytes of a CSV file or of standard input, without gzip around them and a byte order mark before them. */
final class CsvInput implements Closeable, Work {
    private static final String STANDARD_INPUT = "-";
    private static final int LONGEST_MARK = 6;

    /** Bytes that can be looked at before they are read. */
    static final int BEGINNING = 1 << 16;

    private final String file;
    private final @Nullable FileChannel regular;
    private final long size;
    private final CountingStream counted;
    private final PushbackInputStream in;
    private long line = 1;

    /** The channel is that of a regular file, null for a stream, whose size is not known: -1. */
    private CsvInput(String file, @Nullable FileChannel regular, long size, InputStream bytes) throws IOException {
        this.file = file;
        this.regular = regular;
        this.size = size;
        this.counted = new CountingStream(bytes);
        try {
            this.in = new PushbackInputStream(new WithoutBlankEnd(withoutMark(unzipped(counted))), BEGINNING);
        } catch (IOException e) {
            bytes.close();
            throw unreadable(e, 1);
        } catch (RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    /**
     * Opens a file.
     *
     * @param name the file's name, or {@code -} for standard input
     * @throws CommandException if the user's input is wrong
     */
    static CsvInput open(String name) throws IOException {
        if (name.equals(STANDARD_INPUT)) {
            return of("standard input", System.in);
        }
        Path path = FileName.toPath("input", name);
        if (Files.isDirectory(path)) {
            throw CommandException.wrongInput(name + " is a folder; --in takes a CSV file");
        }
        FileChannel channel;
        boolean isRegular;
        long size;
        try {
            channel = FileChannel.open(path);
            isRegular = Files.isRegularFile(path);
            size = isRegular ? channel.size() : -1;
        } catch (IOException e) {
            throw CommandException.wrongInput("cannot read " + Text.quoted(name) + ": " + Reason.of(e), e);
        }
        return new CsvInput(name, isRegular ? channel : null, size, Channels.newInputStream(channel));
    }

    /** Reads what comes in a stream. */
    static CsvInput of(String file, InputStream bytes) throws IOException {
        return new CsvInput(file, null, -1, bytes);
    }

    /** Returns what the user calls the file. */
    String file() {
        return file;
    }

    /**
     * Reads the next bytes, at least one.
     *
     * @param row the row that is read, for errors
     * @return how many, -1 at the end
     */
    int read(byte[] into, int from, int most, long row) throws IOException {
        try {
            int count = in.read(into, from, most);
            if (count < 0) {
                checkLength();
            }
            return count;
        } catch (IOException e) {
            throw unreadable(e, row);
        }
    }

    /** The line, from 1, that is read next, as long as only whole lines were skipped. */
    long line() {
        return line;
    }

    /** The first bytes of what comes, all of it where they are fewer than {@link #BEGINNING}; they are still to be read. */
    byte[] beginning() throws IOException {
        byte[] bytes = new byte[BEGINNING];
        int filled = 0;
        for (int count = 0; count >= 0 && filled < BEGINNING; filled += Math.max(0, count)) {
            count = read(bytes, filled, BEGINNING - filled, line);
        }
        in.unread(bytes, 0, filled);
        return Arrays.copyOf(bytes, filled);
    }

    /** Skips lines, fewer where the file ends before; returns how many. */
    long skipLines(long count) throws IOException {
        long skipped = 0;
        boolean begun = false;
        while (skipped < count) {
            byte[] bytes = beginning();
            if (bytes.length == 0) {
                skipped += begun ? 1 : 0;
                break;
            }
            int at = 0;
            while (at < bytes.length && skipped < count) {
                byte b = bytes[at++];
                begun = b != '\n' && b != '\r';
                if (b == '\r' && at == bytes.length && at > 1) {
                    at--; // a line feed may follow
                    break;
                }
                if (b == '\r' && at < bytes.length && bytes[at] == '\n') {
                    at++;
                }
                skipped += begun ? 0 : 1;
            }
            in.skipNBytes(at);
        }
        line += skipped;
        return skipped;
    }

    /** Asks the open file, for its name may be another one's by now. */
    private void checkLength() throws IOException {
        if (regular != null && counted.count < size && regular.size() < size) {
            throw CommandException.wrongInput(file + " became shorter while it was read: it had " + size
                    + " bytes, and ends after " + counted.count);
        }
    }

    private CommandException unreadable(IOException e, long row) {
        return e instanceof ZipException
                ? CommandException.wrongInput(
                        file + ": the gzip file is damaged behind row " + row + ": " + e.getMessage(), e)
                : CommandException.failure("cannot read " + file + " at row " + row + ": " + Reason.of(e), e);
    }

    private InputStream unzipped(InputStream bytes) throws IOException {
        PushbackInputStream in = new PushbackInputStream(bytes, LONGEST_MARK);
        return beginsWith(in, 0x1f, 0x8b) ? new GzipInput(in) : in;
    }

    private InputStream withoutMark(InputStream bytes) throws IOException {
        PushbackInputStream in = new PushbackInputStream(bytes, LONGEST_MARK);
        if (beginsWith(in, 0xef, 0xbb, 0xbf)) {
            in.skipNBytes(3);
        } else if (beginsWith(in, 0xff, 0xfe, 0, 0) || beginsWith(in, 0, 0, 0xfe, 0xff)) {
            throw encoded("UTF-32");
        } else if (beginsWith(in, 0xff, 0xfe) || beginsWith(in, 0xfe, 0xff)) {
            throw encoded("UTF-16");
        } else if (beginsWith(in, 'P', 'A', 'R', '1') || beginsWith(in, 'P', 'A', 'R', 'E')) {
            throw binary("a Parquet file", "parquet");
        } else if (beginsWith(in, 0x93, 'N', 'U', 'M', 'P', 'Y')) {
            throw binary("a NumPy file", "npy");
        }
        return in;
    }

    private static boolean beginsWith(PushbackInputStream in, int... mark) throws IOException {
        byte[] beginning = in.readNBytes(mark.length);
        in.unread(beginning);
        boolean is = beginning.length == mark.length;
        for (int i = 0; is && i < mark.length; i++) {
            is = (beginning[i] & 0xff) == mark[i];
        }
        return is;
    }

    private CommandException encoded(String encoding) {
        return CommandException.wrongInput(
                file + " is " + encoding + "; a CSV file should be converted to UTF-8 first");
    }

    private CommandException binary(String what, String format) {
        return CommandException.wrongInput(file + " is " + what + ", not CSV; "
                + (regular == null
                        ? "a pipe gives CSV alone"
                        : "--format " + format + " reads it, or its own ending does"));
    }

    @Override
    public long position() {
        return counted.count;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static final class CountingStream extends FilterInputStream {
        volatile long count;

        CountingStream(InputStream in) {
            super(in);
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread reads at a time
        public int read(byte[] buffer, int from, int length) throws IOException {
            int read = super.read(buffer, from, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
