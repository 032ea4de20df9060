package dev.bentline.cli.parquet;

import java.io.IOException;
import java.io.InputStream;

/**
 * Decompresses one block of LZ4 as it is read, in constant memory: libraries want a block as a whole, and what it is said to
 * become. A block is a row of sequences, each some literal bytes and a match of bytes before; the last one has no match.
 *
 * @see <a href="https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md">LZ4 block format</a>
 */
final class Lz4Stream extends InputStream {
    /** Matches begin at most so many bytes back, less one. */
    private static final int HISTORY = 1 << 16;

    private static final int SHORTEST_MATCH = 4;

    /** A length in a token that goes on in bytes of its own, the last of which is no {@link #MORE}. */
    private static final int LONG = 15;

    private static final int MORE = 255;

    private final InputStream in;
    private final byte[] compressed = new byte[1 << 13];
    private int next;
    private int end;

    /** The bytes that were decompressed last: at least the history that there is. */
    private final byte[] bytes = new byte[2 * HISTORY];

    private int read;
    private int written;

    /** The rest of the sequence that has begun. */
    private long literals;

    private int token;
    private boolean inSequence;
    private long matched;
    private int distance;

    Lz4Stream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        return isThere() ? bytes[read++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] to, int from, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (!isThere()) {
            return -1;
        }
        int some = Math.min(count, written - read);
        System.arraycopy(bytes, read, to, from, some);
        read += some;
        return some;
    }

    /** Decompresses more if all was read; tells whether there is any. */
    private boolean isThere() throws IOException {
        if (read < written) {
            return true;
        }
        if (written == bytes.length) {
            System.arraycopy(bytes, HISTORY, bytes, 0, HISTORY);
            written = HISTORY;
            read = HISTORY;
        }
        while (written < bytes.length && goOn()) {
            // until it is full, or the block ends
        }
        return read < written;
    }

    /** Takes the next step; tells whether there was one. */
    private boolean goOn() throws IOException {
        if (literals > 0) {
            copyLiterals();
        } else if (matched > 0) {
            copyMatch();
        } else if (inSequence) {
            inSequence = false;
            if (isThereInput()) {
                beginMatch();
            }
        } else if (isThereInput()) {
            token = compressed[next++] & 0xFF;
            literals = length(token >> 4);
            inSequence = true;
        } else {
            return false;
        }
        return true;
    }

    private void beginMatch() throws IOException {
        distance = int8() | int8() << 8;
        if (distance == 0 || distance > written) {
            throw new MalformedException("a page's LZ4 block refers to what is not there");
        }
        matched = SHORTEST_MATCH + length(token & LONG);
    }

    private long length(int inToken) throws IOException {
        long length = inToken;
        if (inToken == LONG) {
            int more;
            do {
                more = int8();
                length += more;
            } while (more == MORE);
        }
        return length;
    }

    private void copyLiterals() throws IOException {
        if (!isThereInput()) {
            throw endsEarly();
        }
        int some = (int) Math.min(Math.min(literals, end - next), bytes.length - written);
        System.arraycopy(compressed, next, bytes, written, some);
        next += some;
        written += some;
        literals -= some;
    }

    /** Copies a match, which may go on into what it writes itself: as much at a time as is there, twice as much each time. */
    private void copyMatch() {
        int all = (int) Math.min(matched, bytes.length - written);
        int from = written - distance;
        for (int done = 0; done < all; ) {
            int some = Math.min(all - done, written - from);
            System.arraycopy(bytes, from, bytes, written, some);
            written += some;
            done += some;
        }
        matched -= all;
    }

    private boolean isThereInput() throws IOException {
        if (next == end) {
            next = 0;
            end = Math.max(0, in.read(compressed, 0, compressed.length));
        }
        return next < end;
    }

    private int int8() throws IOException {
        if (!isThereInput()) {
            throw endsEarly();
        }
        return compressed[next++] & 0xFF;
    }

    private static MalformedException endsEarly() {
        return new MalformedException("a page's LZ4 block ends early");
    }
}
