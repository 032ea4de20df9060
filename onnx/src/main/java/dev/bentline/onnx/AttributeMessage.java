package dev.bentline.onnx;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An ONNX file's AttributeProto: a number, numbers, or a tensor. What else it may hold, no operator here has.
 *
 * @param type which of them it is; 0 if the file does not say
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record AttributeMessage(
        String name,
        long type,
        float number,
        long integer,
        float[] numbers,
        long[] integers,
        @Nullable TensorMessage tensor) {
    static final int NUMBER = 1;
    static final int INTEGER = 2;
    static final int TENSOR = 4;
    static final int NUMBERS = 6;
    static final int INTEGERS = 7;

    static AttributeMessage read(ProtobufReader attribute) {
        String name = "";
        long type = 0;
        float number = 0;
        long integer = 0;
        float[] numbers = {};
        long[] integers = {};
        TensorMessage tensor = null;
        while (attribute.next()) {
            switch (attribute.field()) {
                case 1 -> name = attribute.text();
                case 2 -> number = attribute.float32();
                case 3 -> integer = attribute.varint();
                case 5 -> tensor = TensorMessage.read(attribute.message("a tensor"));
                case 7 -> numbers = floats(attribute, numbers);
                case 8 -> integers = longs(attribute, integers);
                case 20 -> type = attribute.varint();
                case 21 ->
                    throw new IllegalArgumentException("the attribute " + Quoted.name(name) + " refers to "
                            + Quoted.name(attribute.text()) + ", an attribute of a function; a network has none");
                default -> attribute.skip();
            }
        }
        return new AttributeMessage(name, type, number, integer, numbers, integers, tensor);
    }

    private static float[] floats(ProtobufReader field, float[] before) {
        if (!field.isBytes()) {
            float[] one = Arrays.copyOf(before, before.length + 1);
            one[before.length] = field.float32();
            return one;
        }
        ProtobufReader packed = field.message("packed numbers");
        float[] all = Arrays.copyOf(before, before.length + packed.left() / Float.BYTES);
        for (int i = before.length; packed.packed(ProtobufReader.FIXED32); i++) {
            float value = packed.float32();
            all[i] = value;
        }
        return all;
    }

    /** Reads integers: the field's, after those before, packed or one by one. */
    static long[] longs(ProtobufReader field, long[] before) {
        if (!field.isBytes()) {
            long[] one = Arrays.copyOf(before, before.length + 1);
            one[before.length] = field.varint();
            return one;
        }
        ProtobufReader packed = field.message("packed numbers");
        long[] all = Arrays.copyOf(before, before.length + packed.left());
        int count = before.length;
        while (packed.packed(ProtobufReader.VARINT)) {
            all[count++] = packed.varint();
        }
        return Arrays.copyOf(all, count);
    }
}
