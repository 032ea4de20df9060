package dev.bentline.onnx;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An ONNX file's ValueInfoProto: an input or an output.
 *
 * @param type of its elements, as in a TensorProto; 0 if the file says none
 * @param shape a number, a name or, where the file says nothing, an empty text for every axis; null if it has no shape
 */
record ValueMessage(String name, int type, @Nullable List<String> shape) {
    static ValueMessage read(ProtobufReader value) {
        String name = "";
        ValueMessage typed = new ValueMessage("", 0, null);
        while (value.next()) {
            switch (value.field()) {
                case 1 -> name = value.text();
                case 2 -> typed = type(value.message("a type"));
                default -> value.skip();
            }
        }
        return new ValueMessage(name, typed.type, typed.shape);
    }

    /** Reads a TypeProto; of what is no tensor, nothing. */
    private static ValueMessage type(ProtobufReader type) {
        int element = 0;
        List<String> shape = null;
        while (type.next()) {
            if (type.field() == 1) {
                ProtobufReader tensor = type.message("a type");
                while (tensor.next()) {
                    switch (tensor.field()) {
                        case 1 -> element = (int) tensor.varint();
                        case 2 -> shape = shape(tensor.message("a shape"));
                        default -> tensor.skip();
                    }
                }
            } else {
                type.skip();
                element = -1;
            }
        }
        return new ValueMessage("", element, shape);
    }

    private static List<String> shape(ProtobufReader shape) {
        List<String> axes = new ArrayList<>(2);
        while (shape.next()) {
            if (shape.field() == 1) {
                axes.add(axis(shape.message("an axis")));
            } else {
                shape.skip();
            }
        }
        return axes;
    }

    private static String axis(ProtobufReader axis) {
        String length = "";
        while (axis.next()) {
            switch (axis.field()) {
                case 1 -> length = Long.toString(axis.varint());
                case 2 -> length = axis.text();
                default -> axis.skip();
            }
        }
        return length;
    }
}
