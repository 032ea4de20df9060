package dev.bentline.cli.parquet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A range of a file, read through a buffer. */
final class RangeStream extends InputStream {
    private static final long MOST_BYTES = 1 << 18;

    private final ReadFile file;
    private final ByteBuffer buffer;

    /** Positions in the file of the buffer's end, and of the range's. */
    private long position;

    private long end;

    /**
     * Begins with an empty range.
     *
     * @param longest bytes of any range to come
     */
    RangeStream(ReadFile file, long longest) {
        this.file = file;
        this.buffer =
                ByteBuffer.allocateDirect((int) Math.min(longest, MOST_BYTES)).limit(0);
    }

    /** Begins another range. */
    void select(long from, long to) {
        position = from;
        end = to;
        buffer.limit(0);
    }

    /** Returns where in the file the next byte is. */
    long at() {
        return position - buffer.remaining();
    }

    /** Goes on from another place in the range. */
    void seek(long to) {
        long ahead = to - at();
        if (ahead >= 0 && ahead <= buffer.remaining()) {
            buffer.position(buffer.position() + (int) ahead);
        } else {
            select(to, end);
        }
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int read = Math.min(count, buffer.remaining());
        buffer.get(bytes, from, read);
        return read;
    }

    private boolean fill() throws IOException {
        if (buffer.hasRemaining()) {
            return true;
        }
        if (position >= end) {
            return false;
        }
        buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
        try {
            file.read(buffer, position);
        } finally {
            buffer.flip();
        }
        position += buffer.limit();
        return true;
    }

    /** The next bytes, as many at most. */
    InputStream first(long count) {
        return new First(count);
    }

    private final class First extends InputStream {
        private long left;

        First(long left) {
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            if (left == 0) {
                return -1;
            }
            left--;
            return RangeStream.this.read();
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            if (left == 0 && count > 0) {
                return -1;
            }
            int read = RangeStream.this.read(bytes, from, (int) Math.min(count, left));
            left -= Math.max(0, read);
            return read;
        }
    }
}
