package dev.bentline.cli.csv;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A file without the blank lines at its end, which are no rows: line breaks wait until something follows. */
final class WithoutBlankEnd extends FilterInputStream {
    /** Line breaks that wait at most; of more, which is no end that a person left, the first are let through. */
    private static final int MOST = 1 << 16;

    private byte[] waiting = {};
    private byte[] released = {};
    private int at;

    WithoutBlankEnd(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        while (at == released.length) {
            int count = super.read(into, from, most);
            if (count < 0) {
                release(Arrays.copyOf(waiting, firstBreak()));
                waiting = new byte[0];
                break;
            }
            int end = from + count;
            while (end > from && isBreak(into[end - 1])) {
                end--;
            }
            if (end > from && waiting.length == 0) {
                waiting = Arrays.copyOfRange(into, end, from + count);
                return end - from;
            }
            if (end > from || waiting.length > MOST) {
                release(joined(waiting, into, from, end - from));
                waiting = Arrays.copyOfRange(into, end, from + count);
            } else {
                waiting = joined(waiting, into, from, count);
            }
        }
        int count = Math.min(most, released.length - at);
        System.arraycopy(released, at, into, from, count);
        at += count;
        return count == 0 ? -1 : count;
    }

    private void release(byte[] bytes) {
        released = bytes;
        at = 0;
    }

    private static byte[] joined(byte[] first, byte[] second, int from, int count) {
        byte[] joined = Arrays.copyOf(first, first.length + count);
        System.arraycopy(second, from, joined, first.length, count);
        return joined;
    }

    /** Bytes of the line break that ends the last row, of those that wait. */
    private int firstBreak() {
        boolean two = waiting.length > 1 && waiting[0] == '\r' && waiting[1] == '\n';
        return two ? 2 : Math.min(1, waiting.length);
    }

    private static boolean isBreak(byte b) {
        return b == '\n' || b == '\r';
    }
}
