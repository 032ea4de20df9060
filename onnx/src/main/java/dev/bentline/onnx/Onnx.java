package dev.bentline.onnx;

import dev.bentline.Model;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Networks from and to ONNX files.
 *
 * <p>A file is read if its graph has one input, a dosage of the shape [N, 1], [N] or [1], one output, an effect for every
 * dosage, and nothing between them but sums and bends: Gemm, MatMul, Add, Sub, Mul, Div, Neg and Sum with constants,
 * additions of what went different ways (residuals), Relu, LeakyRelu, PRelu, Abs, Clip, Max and Min, Softplus as the
 * activation of one hidden layer, and what changes shapes only. A chain of Gemm and Relu gives its parameters bit for bit.
 * Where the file has more than a network's layers, as scalers, slopes of LeakyRelu or residuals, layers of the same function
 * are composed in double and rounded to floats once, and so are doubles.
 *
 * <p>Opsets 7 to 25 and version 3 of the format and later are read, with weights of type FLOAT, FLOAT16 or DOUBLE. Errors are
 * {@link IllegalArgumentException}s of one line that name the node, and what would be accepted.
 */
public final class Onnx {
    static final int MOST_MEBIBYTES = 64;

    private static final int MOST_BYTES = MOST_MEBIBYTES << 20;
    private static final int FIRST_IR = 3;
    private static final int FIRST_OPSET = 7;
    private static final int LAST_OPSET = 25;

    private Onnx() {}

    /**
     * Reads a network from a file of at most 64 MiB, and its weights from files in the same folder, of as many in all, if
     * that is where they are.
     *
     * @throws IllegalArgumentException if the file is damaged, too large, or anything else than such a network
     * @throws IOException if a file cannot be read
     */
    public static Model read(Path file) throws IOException {
        return read(file, note -> {});
    }

    /**
     * Reads a network as {@link #read(Path)} does.
     *
     * @param notes gets a line for everything that is not in the network as it is in the file: what was composed, rounded
     *     or carried
     */
    public static Model read(Path file, Consumer<String> notes) throws IOException {
        Objects.requireNonNull(notes, "notes");
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        }
        if (bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "the file has more than " + MOST_MEBIBYTES + " MiB, too many for a network");
        }
        try {
            Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
            return read(bytes, new ExternalData(folder, MOST_BYTES), notes);
        } catch (UncheckedIOException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    /**
     * Reads a network from a file's bytes, which have to hold its weights as well.
     *
     * @throws IllegalArgumentException if they are damaged or anything else than such a network
     */
    public static Model read(byte[] file) {
        return read(file, note -> {});
    }

    /**
     * Reads a network as {@link #read(byte[])} does.
     *
     * @param notes gets a line for everything that is not in the network as it is in the file
     */
    public static Model read(byte[] file, Consumer<String> notes) {
        Objects.requireNonNull(notes, "notes");
        return read(file, new ExternalData(null, 0), notes);
    }

    private static Model read(byte[] file, ExternalData beside, Consumer<String> notes) {
        ModelMessage model = ModelMessage.read(file);
        if (model.ir() < FIRST_IR) {
            throw new IllegalArgumentException("damaged, or no ONNX file: it has the IR version " + model.ir()
                    + "; it has to be " + FIRST_IR + " or later");
        }
        if (model.opset() < FIRST_OPSET || model.opset() > LAST_OPSET) {
            throw new IllegalArgumentException("the model is of opset " + model.opset()
                    + " of the default domain; it may be" + " of " + FIRST_OPSET + " to " + LAST_OPSET);
        }
        if (!model.functions().isEmpty()) {
            throw new IllegalArgumentException("the model defines the function "
                    + Quoted.name(model.functions().getFirst()) + "; a network has operators only");
        }
        GraphMessage graph = model.graph();
        if (graph == null) {
            throw new IllegalArgumentException("the model has no graph");
        }
        GraphReader reader = new GraphReader(graph, model.opset(), beside, new Allowance(file.length), notes);
        Operand.Value effect = reader.effect();
        return Metadata.addTo(Model.of(Assembly.layers(reader.nodes(), effect, notes)), model.metadata());
    }

    /**
     * Writes a network as an ONNX file of opset 13: Gemm and Relu or Softplus for every layer, from an input {@code dosage}
     * to an output {@code effect}, both [N, 1]. Reading it gives the same network, bit for bit, with its bend and its
     * dosages, which are entries of the file's metadata.
     */
    public static byte[] write(Model model) {
        return OnnxWriter.write(model);
    }

    /**
     * Returns whether a file looks like an ONNX file rather than a text: it begins with a field of an ONNX model, and has
     * bytes that no text has.
     *
     * @param start the file's first bytes, some hundred or more
     */
    public static boolean isOnnx(byte[] start) {
        if (start.length == 0 || !isFieldOfModel(start[0])) {
            return false;
        }
        for (byte b : start) {
            if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r') {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a tag is that of the IR version, or of the producer, the version, the domain, the graph, or an opset. */
    private static boolean isFieldOfModel(byte tag) {
        return switch (tag) {
            case 0x08, 0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42 -> true;
            default -> false;
        };
    }
}
