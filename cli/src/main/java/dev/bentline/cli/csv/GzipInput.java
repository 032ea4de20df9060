package dev.bentline.cli.csv;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * The bytes in a gzip file (RFC 1952) of one or more members. The JDK's reader takes a damaged header of a later member
 * for the end of the file; this one does not.
 */
final class GzipInput extends InputStream {
    private static final int CHUNK = 1 << 16;
    private static final int DEFLATED = 8;
    private static final int HEADER_CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] buffer = new byte[CHUNK];
    private int at;
    private int end;
    private boolean inMember;

    GzipInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        if (most == 0) {
            return 0;
        }
        while (inMember || fill()) {
            if (!inMember) {
                readHeader();
            }
            int count = inflate(into, from, most);
            if (count > 0) {
                checksum.update(into, from, count);
                return count;
            }
            readTrailer();
        }
        return -1;
    }

    /** Inflates at least one byte, or none at the end of the member. */
    private int inflate(byte[] into, int from, int most) throws IOException {
        try {
            while (true) {
                int count = inflater.inflate(into, from, most);
                if (count > 0 || inflater.finished()) {
                    return count;
                }
                if (inflater.needsDictionary()) {
                    throw new ZipException("it needs a dictionary");
                }
                if (inflater.needsInput()) {
                    if (!fill()) {
                        throw truncated();
                    }
                    inflater.setInput(buffer, at, end - at);
                    at = end;
                }
            }
        } catch (DataFormatException e) {
            throw damaged(String.valueOf(e.getMessage()));
        }
    }

    private void readHeader() throws IOException {
        checksum.reset();
        if (next() != 0x1f || next() != 0x8b || next() != DEFLATED) {
            throw damaged("a member's header is wrong");
        }
        int flags = next();
        skip(6);
        if ((flags & RESERVED) != 0) {
            throw damaged("a member's header has unknown flags");
        }
        if ((flags & EXTRA) != 0) {
            skip((int) number(2));
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        int computed = (int) checksum.getValue() & 0xffff;
        if ((flags & HEADER_CHECKSUM) != 0 && number(2) != computed) {
            throw damaged("a member's header has the wrong checksum");
        }
        checksum.reset();
        inflater.reset();
        inMember = true;
    }

    private void readTrailer() throws IOException {
        at = end - inflater.getRemaining();
        int computed = (int) checksum.getValue();
        if (number(4) != Integer.toUnsignedLong(computed)) {
            throw damaged("the checksum is wrong");
        }
        if (number(4) != (inflater.getBytesWritten() & 0xffff_ffffL)) {
            throw damaged("the length is wrong");
        }
        inMember = false;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    private void skipText() throws IOException {
        while (next() != 0) {
            // to the zero that ends it
        }
    }

    private long number(int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number |= (long) next() << (8 * i);
        }
        return number;
    }

    private int next() throws IOException {
        if (!fill()) {
            throw truncated();
        }
        checksum.update(buffer[at]);
        return buffer[at++] & 0xff;
    }

    /** Tells whether there is a byte more. */
    private boolean fill() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, in.read(buffer, 0, CHUNK));
        }
        return at < end;
    }

    private static IOException damaged(String fault) {
        return new ZipException(fault);
    }

    private static IOException truncated() {
        return damaged("it ends in the middle");
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
