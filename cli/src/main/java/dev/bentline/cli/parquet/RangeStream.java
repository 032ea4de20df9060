package dev.bentline.cli.parquet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

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
        fillUp();
        return true;
    }

    /** Reads on behind what the buffer has left. */
    private void fillUp() throws IOException {
        int left = buffer.remaining();
        buffer.compact().limit((int) Math.min(buffer.capacity(), left + end - position));
        try {
            file.read(buffer, position);
        } finally {
            buffer.flip();
        }
        position += buffer.limit() - left;
    }

    /** Computes the CRC-32 of the next bytes, so many, and stays in front of them. */
    int checksum(int count) throws IOException {
        if (count > end - at()) {
            throw new MalformedException("a page ends early");
        }
        CRC32 checksum = new CRC32();
        if (count <= buffer.capacity()) {
            if (buffer.remaining() < count) {
                fillUp();
            }
            checksum.update(buffer.slice(buffer.position(), count));
            return (int) checksum.getValue();
        }
        long start = at();
        for (int left = count; left > 0 && fill(); ) {
            int some = Math.min(left, buffer.remaining());
            checksum.update(buffer.slice(buffer.position(), some));
            buffer.position(buffer.position() + some);
            left -= some;
        }
        select(start, end);
        return (int) checksum.getValue();
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
