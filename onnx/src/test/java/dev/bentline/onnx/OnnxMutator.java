package dev.bentline.onnx;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages ONNX files as fuzzers do: bits, bytes, numbers, names, and parts of other files, with lengths mended or not. */
final class OnnxMutator {
    private static final int MOST_BYTES = 1 << 14;

    private static final List<String> OPERATORS = List.of(
            "Gemm",
            "MatMul",
            "Add",
            "Sub",
            "Mul",
            "Div",
            "Neg",
            "Sum",
            "Relu",
            "PRelu",
            "Abs",
            "Clip",
            "Max",
            "Min",
            "Softplus",
            "Identity",
            "Cast",
            "Dropout",
            "Flatten",
            "Reshape",
            "Squeeze",
            "Unsqueeze",
            "Transpose",
            "Constant",
            "LeakyRelu",
            "Greater",
            "Where");

    private static final byte[] NUMBERS = {0, 1, 2, 3, 4, 6, 7, 9, 10, 11, 13, 0x3f, 0x7f, -1};

    private final Random random;

    OnnxMutator(Random random) {
        this.random = random;
    }

    /** Damages a file in one to four places, or, once in sixteen times, not at all. */
    byte[] mutate(byte[] file, byte[] other) {
        byte[] bytes = file;
        if (random.nextInt(16) > 0) {
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                bytes = change(bytes, other);
            }
        }
        return bytes.length > MOST_BYTES ? Arrays.copyOf(bytes, MOST_BYTES) : bytes;
    }

    private byte[] change(byte[] bytes, byte[] other) {
        if (bytes.length == 0) {
            return other;
        }
        int at = random.nextInt(bytes.length);
        int length = 1 + random.nextInt(Math.min(bytes.length - at, 1 << random.nextInt(8)));
        return switch (random.nextInt(9)) {
            case 0 -> spliced(bytes, at, 1, new byte[] {(byte) (bytes[at] ^ 1 << random.nextInt(8))});
            case 1 -> spliced(bytes, at, 1, new byte[] {(byte) random.nextInt()});
            case 2 -> spliced(bytes, at, 1, new byte[] {NUMBERS[random.nextInt(NUMBERS.length)]});
            case 3 -> spliced(bytes, at, length, Arrays.copyOfRange(other, 0, Math.min(length, other.length)));
            case 4 -> random.nextBoolean() ? Arrays.copyOf(bytes, at) : spliced(bytes, at, length, new byte[0]);
            case 5 -> partOf(other, bytes, at, length);
            default -> operator(bytes, at);
        };
    }

    /** Puts another operator in the place of one of the same length, so that the file stays whole. */
    private byte[] operator(byte[] bytes, int at) {
        for (int i = 0; i < bytes.length; i++) {
            int place = (at + i) % bytes.length;
            // field 4 of a node: its operator
            if (bytes[place] == 0x22 && place + 1 < bytes.length) {
                int length = bytes[place + 1];
                List<String> same = OPERATORS.stream()
                        .filter(operator -> operator.length() == length)
                        .toList();
                if (!same.isEmpty() && place + 2 + length <= bytes.length) {
                    String operator = same.get(random.nextInt(same.size()));
                    return spliced(bytes, place + 2, length, operator.getBytes(StandardCharsets.US_ASCII));
                }
            }
        }
        return bytes;
    }

    private byte[] partOf(byte[] other, byte[] bytes, int at, int length) {
        int from = random.nextInt(other.length);
        return spliced(bytes, at, length, Arrays.copyOfRange(other, from, Math.min(other.length, from + length)));
    }

    /** Puts bytes in the place of some others. */
    private static byte[] spliced(byte[] bytes, int at, int removed, byte[] put) {
        int gone = Math.min(removed, bytes.length - at);
        byte[] spliced = new byte[bytes.length - gone + put.length];
        System.arraycopy(bytes, 0, spliced, 0, at);
        System.arraycopy(put, 0, spliced, at, put.length);
        System.arraycopy(bytes, at + gone, spliced, at + put.length, bytes.length - at - gone);
        return spliced;
    }
}
