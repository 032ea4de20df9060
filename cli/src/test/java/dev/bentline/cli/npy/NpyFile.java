package dev.bentline.cli.npy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** NumPy files for tests, made and read by the letter of their format. */
final class NpyFile {
    private NpyFile() {}

    /** A header of a version before data. */
    static byte[] of(int version, String text, byte[] data) {
        byte[] header = text.getBytes(StandardCharsets.ISO_8859_1);
        int prefix = version == 1 ? 10 : 12;
        ByteBuffer file =
                ByteBuffer.allocate(prefix + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        if (version == 1) {
            file.putShort((short) header.length);
        } else {
            file.putInt(header.length);
        }
        return file.put(header).put(data).array();
    }

    static byte[] of(String text, byte[] data) {
        return of(1, text, data);
    }

    static String header(String type, long count) {
        return "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + count + ",), }\n";
    }

    static byte[] floats(float... values) {
        return floats(ByteOrder.LITTLE_ENDIAN, values);
    }

    static byte[] floats(ByteOrder order, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(order);
        for (float value : values) {
            bytes.putInt(Float.floatToRawIntBits(value));
        }
        return bytes.array();
    }

    static byte[] doubles(ByteOrder order, double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES).order(order);
        for (double value : values) {
            bytes.putDouble(value);
        }
        return bytes.array();
    }

    /** The values of a file of version 1.0, little-endian float32, whose data begin at a multiple of 64. */
    static float[] read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] prefix = new byte[8];
        bytes.get(prefix);
        assertThat(prefix).isEqualTo(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        byte[] header = new byte[bytes.getShort()];
        bytes.get(header);
        assertThat(bytes.position() % 64).isZero();
        assertThat(bytes.remaining() % Float.BYTES).isZero();
        float[] values = new float[bytes.remaining() / Float.BYTES];
        String text = new String(header, StandardCharsets.US_ASCII);
        assertThat(text).endsWith("\n");
        assertThat(text.strip())
                .isEqualTo("{'descr': '<f4', 'fortran_order': False, 'shape': (" + values.length + ",), }");
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(bytes.getInt());
        }
        return values;
    }
}
