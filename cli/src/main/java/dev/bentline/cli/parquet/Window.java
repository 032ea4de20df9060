package dev.bentline.cli.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Numbers of a page's bytes, which pass by: the page may be larger than memory. */
final class Window implements Closeable {
    private static final int BYTES = 1 << 16;

    /** Bytes behind the last one, so that eight can be looked at wherever one is. */
    private static final int SLACK = Long.BYTES;

    private final byte[] bytes = new byte[BYTES + SLACK];
    private final ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    private InputStream in = InputStream.nullInputStream();
    private int next;
    private int end;

    Window() {}

    Window(InputStream in) {
        this.in = in;
    }

    /** Goes over to other bytes, and closes those before: decompressors have memory of their own. */
    void select(InputStream other) throws IOException {
        in.close();
        in = other;
        next = 0;
        end = 0;
    }

    /** Sees to it that so many bytes, a few, are there at once. */
    private void require(int count) throws IOException {
        if (end - next >= count) {
            return;
        }
        System.arraycopy(bytes, next, bytes, 0, end - next);
        end -= next;
        next = 0;
        while (end < count) {
            int read = in.read(bytes, end, BYTES - end);
            if (read < 0) {
                throw new MalformedException("a page ends early");
            }
            end += read;
        }
    }

    int int8() throws IOException {
        require(1);
        return bytes[next++] & 0xFF;
    }

    int int32() throws IOException {
        require(Integer.BYTES);
        next += Integer.BYTES;
        return view.getInt(next - Integer.BYTES);
    }

    /** An unsigned number, seven bits a byte. */
    long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int one = int8();
            value |= (one & 0x7FL) << shift;
            if (one < 0x80) {
                return value;
            }
        }
        throw new MalformedException("a number in a page has too many digits");
    }

    long zigzag() throws IOException {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }

    /** Counts how many of so many values of a width are there at once; at least one. */
    private int available(int count, int width) throws IOException {
        require(width);
        return Math.min(count, (end - next) / width);
    }

    void floats(float[] to, int from, int count) throws IOException {
        for (int done = 0; done < count; ) {
            int some = available(count - done, Float.BYTES);
            view.position(next).asFloatBuffer().get(to, from + done, some);
            next += some * Float.BYTES;
            done += some;
        }
    }

    void doubles(double[] to, int from, int count) throws IOException {
        for (int done = 0; done < count; ) {
            int some = available(count - done, Double.BYTES);
            view.position(next).asDoubleBuffer().get(to, from + done, some);
            next += some * Double.BYTES;
            done += some;
        }
    }

    void ints(int[] to, int from, int count) throws IOException {
        for (int done = 0; done < count; ) {
            int some = available(count - done, Integer.BYTES);
            view.position(next).asIntBuffer().get(to, from + done, some);
            next += some * Integer.BYTES;
            done += some;
        }
    }

    void longs(long[] to, int from, int count) throws IOException {
        for (int done = 0; done < count; ) {
            int some = available(count - done, Long.BYTES);
            view.position(next).asLongBuffer().get(to, from + done, some);
            next += some * Long.BYTES;
            done += some;
        }
    }

    void bytes(Binaries to, int count) throws IOException {
        for (int left = count; left > 0; ) {
            int some = available(left, 1);
            to.append(bytes, next, some);
            next += some;
            left -= some;
        }
    }

    /** The next bytes, so many; nothing is allocated for a number that is only claimed. */
    byte[] bytes(int count) throws IOException {
        if (count < 0) {
            throw new MalformedException("a page is corrupt");
        }
        Binaries all = new Binaries(1);
        bytes(all, count);
        return Arrays.copyOf(all.bytes(), count);
    }

    /** All bytes that are left. */
    byte[] rest() throws IOException {
        byte[] unread = in.readAllBytes();
        byte[] all = Arrays.copyOf(Arrays.copyOfRange(bytes, next, end), end - next + unread.length);
        System.arraycopy(unread, 0, all, end - next, unread.length);
        next = end;
        return all;
    }

    /** Unpacks eight values of at most 32 bits each, the low bits first. */
    void eight(int bits, int[] to, int from) throws IOException {
        require(bits);
        long mask = (1L << bits) - 1;
        for (int i = 0; i < 8; i++) {
            int at = i * bits;
            to[from + i] = (int) ((view.getLong(next + (at >>> 3)) >>> (at & 7)) & mask);
        }
        next += bits;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
