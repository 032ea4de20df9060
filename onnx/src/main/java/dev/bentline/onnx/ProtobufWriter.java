package dev.bentline.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes one message of protocol buffers' wire format, field by field. */
final class ProtobufWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    ProtobufWriter varint(int field, long value) {
        raw(((long) field << 3) | ProtobufReader.VARINT);
        raw(value);
        return this;
    }

    ProtobufWriter text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtobufWriter message(int field, ProtobufWriter message) {
        return bytes(field, message.toByteArray());
    }

    ProtobufWriter floats(int field, float[] values) {
        ByteBuffer packed = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        packed.asFloatBuffer().put(values);
        return bytes(field, packed.array());
    }

    private ProtobufWriter bytes(int field, byte[] value) {
        raw(((long) field << 3) | ProtobufReader.BYTES);
        raw(value.length);
        out.writeBytes(value);
        return this;
    }

    private void raw(long value) {
        long left = value;
        while ((left & ~0x7fL) != 0) {
            out.write(((int) left & 0x7f) | 0x80);
            left >>>= 7;
        }
        out.write((int) left);
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }
}
