package dev.bentline.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the elements of ONNX's TensorProto: raw data, numbers, or a file beside the network's, in its own folder only, for a
 * network from elsewhere must not make its reader open any other file.
 *
 * <p>It also keeps account of the numbers that are made of a file, so that a small file that means much neither fills the
 * memory nor takes long: a residual network of 8 blocks of 256 nodes, of which every block reads all before, makes 2.5 for
 * every byte of its weights, and 4 are allowed.
 */
final class TensorReader {
    static final int FLOAT = 1;
    static final int FLOAT16 = 10;
    static final int DOUBLE = 11;

    private static final int INT32 = 6;
    private static final int INT64 = 7;
    private static final int BOOL = 9;

    /** A gigabyte of doubles: the weights of a file of 64 MiB take half of them. */
    private static final long MOST_NUMBERS = 1L << 27;

    /** TensorProto's external_data. */
    private static final int ENTRIES = 13;

    private final @Nullable Path folder;
    private final Map<String, byte[]> files = new HashMap<>();
    private long bytesLeft = Onnx.MOST_BYTES;
    private long numbersLeft;

    /**
     * @param folder of the file; null if it is not known
     * @param length of the file
     */
    TensorReader(@Nullable Path folder, int length) {
        this.folder = folder;
        this.numbersLeft = Math.min(MOST_NUMBERS, (1 << 21) + 4L * length);
    }

    void take(long numbers) {
        numbersLeft -= numbers;
        if (numbersLeft < 0) {
            throw Message.error("the graph makes more numbers than a file of its size may");
        }
    }

    /** Checks a type and returns the bytes that an element of it takes. */
    static int size(int type, String title) {
        return switch (type) {
            case FLOAT, INT32 -> 4;
            case INT64, DOUBLE -> 8;
            case BOOL -> 1;
            case FLOAT16 -> 2;
            default ->
                throw Message.error(title + " has elements of type " + type + "; they may be FLOAT (1), FLOAT16"
                        + " (10) or DOUBLE (11), and INT32 (6), INT64 (7) or BOOL (9) in shapes");
        };
    }

    static boolean isInteger(int type) {
        return type > FLOAT && type < FLOAT16;
    }

    Tensor read(Message tensor) {
        String title = "the tensor " + Message.quoted(tensor.text(8));
        int type = (int) tensor.number(2, Message.VARINT, 0);
        int size = size(type, title);
        long[] lengths = tensor.numbers(1, Message.VARINT);
        int[] dims = new int[lengths.length];
        for (int axis = 0; axis < dims.length; axis++) {
            dims[axis] = Math.clamp(lengths[axis], 0, Integer.MAX_VALUE);
        }
        long count = Tensor.count(dims);
        if (count == Integer.MAX_VALUE || dims.length > Tensor.MOST_AXES) {
            throw Message.error(title + " has the shape " + Tensor.text(dims) + ", too large a one");
        }
        Message raw = tensor.last(9);
        if (tensor.number(14, Message.VARINT, 0) == 1) {
            raw = beside(title, tensor, count * size);
        }
        long[] listed = raw != null
                ? new long[0]
                : switch (type) {
                    case FLOAT -> tensor.numbers(4, Message.FIXED32);
                    case DOUBLE -> tensor.numbers(10, Message.FIXED64);
                    case INT64 -> tensor.numbers(7, Message.VARINT);
                    default -> tensor.numbers(5, Message.VARINT);
                };
        long has = raw == null ? listed.length : raw.length();
        long needs = raw == null ? count : count * size;
        if (has != needs) {
            throw Message.error(title + " has " + has + (raw == null ? " elements" : " bytes") + "; its shape "
                    + Tensor.text(dims) + " needs " + needs);
        }
        take(count);
        double[] values = new double[(int) count];
        for (int i = 0; i < values.length; i++) {
            long bits = raw == null ? listed[i] : raw.little(size);
            values[i] = switch (type) {
                case FLOAT -> Float.intBitsToFloat((int) bits);
                case DOUBLE -> Double.longBitsToDouble(bits);
                case FLOAT16 -> Float.float16ToFloat((short) bits);
                case INT32 -> (int) bits;
                default -> bits;
            };
        }
        return Tensor.constant(dims, values, isInteger(type));
    }

    /** The bytes of a tensor that lie in a file beside. */
    private Message beside(String title, Message tensor, long needs) {
        String location = tensor.entry(ENTRIES, "location", "");
        String where = title + " lies in the file " + Message.quoted(location);
        if (folder == null) {
            throw Message.error(where + "; only a network that is read from a path may have files beside it");
        }
        byte[] file = files.get(location);
        if (file == null) {
            file = file(where, location, folder);
            files.put(location, file);
        }
        long offset = number(tensor.entry(ENTRIES, "offset", "0"));
        long length = number(tensor.entry(ENTRIES, "length", "" + needs));
        if (length != needs || offset < 0 || offset > file.length - length) {
            throw Message.error(where + ", " + length + " bytes from byte " + offset + "; its shape needs " + needs
                    + ", and the file has " + file.length);
        }
        return new Message(file, (int) offset, (int) (offset + length));
    }

    private static long number(String text) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
    }

    private byte[] file(String where, String name, Path folder) {
        String problem = "";
        try {
            Path file = folder.resolve(name);
            boolean isName = !name.startsWith(".") && name.equals("" + file.getFileName());
            if (isName && !Files.isRegularFile(file)) {
                problem = ", which is no file there";
            } else if (isName && !folder.toRealPath().equals(file.toRealPath().getParent())) {
                problem = ", a link out of the folder";
            } else if (isName) {
                bytesLeft -= Files.size(file);
                if (bytesLeft >= 0) {
                    byte[] bytes = Files.readAllBytes(file);
                    numbersLeft = Math.min(numbersLeft + 4L * bytes.length, MOST_NUMBERS);
                    return bytes;
                }
                problem = ", which is too large: such files may have 64 MiB in all";
            }
        } catch (InvalidPathException e) {
            // no name, as told below
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw Message.error(where + problem + "; it has to be the name of a file in the folder of the network's");
    }
}
