package dev.bentline.onnx;

/** A type of a TensorProto's elements that a network's tensors may have, and how its numbers are stored. */
enum ElementType {
    FLOAT(1, 4, ProtobufReader.FIXED32, 4),
    INT32(6, 4, ProtobufReader.VARINT, 5),
    INT64(7, 8, ProtobufReader.VARINT, 7),
    BOOL(9, 1, ProtobufReader.VARINT, 5),
    FLOAT16(10, 2, ProtobufReader.VARINT, 5),
    DOUBLE(11, 8, ProtobufReader.FIXED64, 10);

    final int number;

    /** Bytes of an element in raw data. */
    final int size;

    /** The wire type of an element that does not lie in raw data, and the field it lies in. */
    final int wire;

    final int field;

    ElementType(int number, int size, int wire, int field) {
        this.number = number;
        this.size = size;
        this.wire = wire;
        this.field = field;
    }

    /** @param what has it, for the error */
    static ElementType of(long number, String what) {
        for (ElementType type : values()) {
            if (type.number == number) {
                return type;
            }
        }
        throw new IllegalArgumentException(
                what + " has elements of type " + number
                        + "; they may be FLOAT (1), FLOAT16 (10) or DOUBLE (11), and INT32 (6), INT64 (7) or BOOL (9) in shapes");
    }

    boolean isInteger() {
        return this == INT32 || this == INT64 || this == BOOL;
    }

    double decode(long bits) {
        return switch (this) {
            case FLOAT -> Float.intBitsToFloat((int) bits);
            case INT32 -> (int) bits;
            case INT64 -> bits;
            case BOOL -> bits == 0 ? 0 : 1;
            case FLOAT16 -> Float.float16ToFloat((short) bits);
            case DOUBLE -> Double.longBitsToDouble(bits);
        };
    }
}
