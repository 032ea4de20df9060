package dev.bentline.onnx;

import dev.bentline.onnx.Operand.Constant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An ONNX file's TensorProto. Its elements are read when an operator needs them.
 *
 * @param data the whole message
 * @param raw the elements' bytes, if they stand in the message as such
 * @param external says where the elements lie if they do not stand in the file; else null
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TensorMessage(
        String name,
        long type,
        long[] shape,
        ProtobufReader data,
        @Nullable ProtobufReader raw,
        @Nullable Map<String, String> external) {
    private static final int EXTERNAL = 1;

    static TensorMessage read(ProtobufReader tensor) {
        ProtobufReader data = tensor.copy();
        String name = "";
        long type = 0;
        long[] shape = {};
        ProtobufReader raw = null;
        Map<String, String> entries = new HashMap<>(4);
        boolean external = false;
        while (tensor.next()) {
            switch (tensor.field()) {
                case 1 -> shape = AttributeMessage.longs(tensor, shape);
                case 2 -> type = tensor.varint();
                case 3 ->
                    throw new IllegalArgumentException("a tensor is stored in segments; it has to be in one piece");
                case 8 -> name = tensor.text();
                case 9 -> raw = tensor.message("raw data");
                case 13 -> ModelMessage.entry(tensor.message("an entry of external data"), entries);
                case 14 -> external = tensor.varint() == EXTERNAL;
                default -> tensor.skip();
            }
        }
        return new TensorMessage(name, type, shape, data, raw, external ? entries : null);
    }

    String title() {
        return name.isEmpty() ? "a tensor without a name" : "the tensor " + Quoted.name(name);
    }

    Constant constant(ExternalData beside, Allowance allowance) {
        ElementType elements = ElementType.of(type, title());
        int[] dims = dims();
        long count = Dimensions.count(dims);
        if (count == Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    title() + " has the shape " + Dimensions.text(dims) + ", too large a one");
        }
        ProtobufReader bytes = raw == null ? null : raw.copy();
        if (external != null) {
            byte[] read = beside.read(title(), external, count * elements.size);
            allowance.add(read.length);
            bytes = new ProtobufReader(read, 0, read.length, title());
        }
        if (bytes != null && bytes.left() != count * elements.size) {
            throw new IllegalArgumentException(title() + " has " + bytes.left() + " bytes; its shape "
                    + Dimensions.text(dims) + " of " + elements + " needs " + count * elements.size);
        }
        if (bytes == null && count > data.left()) {
            throw misfit("few", dims);
        }
        allowance.take(count);
        return new Constant(
                dims,
                bytes == null ? listed(elements, dims, (int) count) : packed(elements, bytes, (int) count),
                elements.isInteger());
    }

    private int[] dims() {
        if (shape.length > Dimensions.MOST_AXES) {
            throw new IllegalArgumentException(
                    title() + " has " + shape.length + " axes; it may have up to " + Dimensions.MOST_AXES);
        }
        int[] dims = new int[shape.length];
        for (int axis = 0; axis < dims.length; axis++) {
            if (shape[axis] < 0 || shape[axis] > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(title() + " has an axis of length " + shape[axis]);
            }
            dims[axis] = (int) shape[axis];
        }
        return dims;
    }

    private static double[] packed(ElementType elements, ProtobufReader bytes, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = elements.decode(bytes.little(elements.size));
        }
        return values;
    }

    private double[] listed(ElementType elements, int[] dims, int count) {
        double[] values = new double[count];
        ProtobufReader fields = data.copy();
        int at = 0;
        while (fields.next()) {
            if (fields.field() != elements.field) {
                fields.skip();
                continue;
            }
            boolean packed = fields.isBytes();
            ProtobufReader numbers = packed ? fields.message(title()) : fields;
            while (!packed || numbers.packed(elements.wire)) {
                double value = elements.decode(numbers.number(elements.wire));
                if (at == count) {
                    throw misfit("many", dims);
                }
                values[at++] = value;
                if (!packed) {
                    break;
                }
            }
        }
        if (at < count) {
            throw misfit("few", dims);
        }
        return values;
    }

    private IllegalArgumentException misfit(String has, int[] dims) {
        return new IllegalArgumentException(
                title() + " has too " + has + " elements for its shape " + Dimensions.text(dims));
    }
}
