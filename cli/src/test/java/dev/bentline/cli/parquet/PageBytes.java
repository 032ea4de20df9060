package dev.bentline.cli.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.math.BigInteger;

/** Bytes of pages and of metadata for tests, written by the letter of their format. */
final class PageBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    PageBytes int8(int value) {
        bytes.write(value);
        return this;
    }

    /** An unsigned number, seven bits a byte. */
    PageBytes varint(long value) {
        long rest = value;
        for (; (rest & ~0x7FL) != 0; rest >>>= 7) {
            bytes.write((int) ((rest & 0x7F) | 0x80));
        }
        return int8((int) rest);
    }

    PageBytes zigzag(long value) {
        return varint((value << 1) ^ (value >> 63));
    }

    /** Numbers of a width one after the other, the lowest bits first. */
    PageBytes packed(long[] numbers, int from, int count, int width) {
        BigInteger all = BigInteger.ZERO;
        for (int i = 0; i < count; i++) {
            BigInteger number = new BigInteger(Long.toUnsignedString(numbers[from + i]));
            all = all.or(number.shiftLeft(i * width));
        }
        return little(all, Math.ceilDiv(count * width, Byte.SIZE));
    }

    PageBytes little(BigInteger number, int size) {
        for (int i = 0; i < size; i++) {
            bytes.write(number.shiftRight(i * Byte.SIZE).intValue());
        }
        return this;
    }

    /** All of them, but at most so many at a time. */
    InputStream stream(int most) {
        return stream(bytes.toByteArray(), most);
    }

    static InputStream stream(byte[] bytes, int most) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] to, int from, int count) {
                return super.read(to, from, Math.min(count, most));
            }
        };
    }
}
