package dev.bentline.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads tensors that lie in files beside the ONNX file, in its own folder only: a model from elsewhere must not make its
 * reader open any other file.
 */
final class ExternalData {
    private final @Nullable Path folder;
    private long left;

    /**
     * @param folder of the ONNX file; null if it is not known
     * @param most bytes that may be read in all, however often tensors name the same ones
     */
    ExternalData(@Nullable Path folder, long most) {
        this.folder = folder;
        this.left = most;
    }

    /** @param count bytes that the tensor's shape needs */
    byte[] read(String title, Map<String, String> place, long count) {
        String location = place.getOrDefault("location", "");
        String where = title + " lies in the file " + Quoted.name(location);
        if (folder == null) {
            throw new IllegalArgumentException(
                    where + "; only a network that is read from a path may have files beside it");
        }
        long offset = number(where, place, "offset", 0);
        long length = number(where, place, "length", count);
        if (length != count) {
            throw new IllegalArgumentException(where + " with " + length + " bytes; its shape needs " + count);
        }
        try {
            Path file = inFolder(where, location, folder);
            long size = Files.size(file);
            if (offset > size || length > size - offset) {
                throw new IllegalArgumentException(
                        where + ", " + length + " bytes from byte " + offset + ", which has " + size);
            }
            left -= length;
            if (left < 0) {
                throw new IllegalArgumentException(
                        where + ", and all such tensors together are too large; a network may" + " have "
                                + Onnx.MOST_MEBIBYTES + " MiB of them");
            }
            return bytes(where, file, offset, (int) length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path inFolder(String where, String location, Path folder) throws IOException {
        String rule = "; it has to be the name of a file in the folder of the network's";
        if (location.isEmpty()
                || location.equals(".")
                || location.equals("..")
                || location.chars().anyMatch(c -> "/\\:".indexOf(c) >= 0)) {
            throw new IllegalArgumentException(where + rule);
        }
        Path file;
        try {
            file = folder.resolve(location);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(where + rule, e);
        }
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(where + ", which is not there");
        }
        Path real = file.toRealPath();
        if (!folder.toRealPath().equals(real.getParent())) {
            throw new IllegalArgumentException(where + ", a link out of the folder" + rule);
        }
        if (!Files.isRegularFile(real)) {
            throw new IllegalArgumentException(where + ", which is no file");
        }
        return real;
    }

    private static long number(String where, Map<String, String> place, String key, long missing) {
        String text = place.get(key);
        try {
            long number = text == null ? missing : Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IllegalArgumentException(where + " with the " + key + " " + Quoted.name(text == null ? "" : text)
                + "; it has to be a number of bytes");
    }

    private static byte[] bytes(String where, Path file, long offset, int length) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(offset);
            ByteBuffer bytes = ByteBuffer.allocate(length);
            while (bytes.hasRemaining()) {
                if (channel.read(bytes) < 0) {
                    throw new IllegalArgumentException(where + ", which has become shorter");
                }
            }
            return bytes.array();
        }
    }
}
