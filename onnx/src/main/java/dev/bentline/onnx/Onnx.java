package dev.bentline.onnx;

import dev.bentline.Bend;
import dev.bentline.Interval;
import dev.bentline.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
    /** The limit of a file's bytes, and of all bytes that are read from files beside it. */
    static final int MOST_BYTES = 64 << 20;

    /** ModelProto's metadata_props, and what ONNX has no place for. */
    static final int METADATA = 14;

    static final String BEND = "bentline.bend";
    static final String DOSAGES = "bentline.dosages";

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
        return read(file, new ArrayList<>());
    }

    /**
     * Reads a network as {@link #read(Path)} does.
     *
     * @param notes gets a line for everything that is not in the network as it is in the file: what was composed, rounded
     *     or carried
     */
    public static Model read(Path file, Consumer<String> notes) throws IOException {
        List<String> lines = new ArrayList<>();
        Model network = read(file, lines);
        lines.forEach(notes);
        return network;
    }

    private static Model read(Path file, List<String> notes) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw Message.error("the file has more than 64 MiB, too many for a network");
        }
        try {
            return read(Files.readAllBytes(file), file.toAbsolutePath().getParent(), notes);
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
        return read(file, null, new ArrayList<>());
    }

    /**
     * Reads a network as {@link #read(byte[])} does.
     *
     * @param notes gets a line for everything that is not in the network as it is in the file
     */
    public static Model read(byte[] file, Consumer<String> notes) {
        List<String> lines = new ArrayList<>();
        Model network = read(file, null, lines);
        lines.forEach(notes);
        return network;
    }

    private static Model read(byte[] file, @Nullable Path folder, List<String> notes) {
        Message model = new Message(file, 0, file.length);
        long ir = model.number(1, Message.VARINT, 0);
        long opset = 0;
        for (Message set : model.all(8)) {
            String domain = set.text(1);
            if (domain.isEmpty() || domain.equals("ai.onnx")) {
                opset = set.number(2, Message.VARINT, 0);
            }
        }
        if (ir < FIRST_IR || opset < FIRST_OPSET || opset > LAST_OPSET) {
            throw Message.error("the file has IR version " + ir + " and opset " + opset
                    + " of the default domain; a network may" + " have IR version " + FIRST_IR
                    + " and later, and opset " + FIRST_OPSET + " to " + LAST_OPSET);
        }
        Message function = model.last(25);
        if (function != null) {
            throw Message.error("the model defines the function " + Message.quoted(function.text(1))
                    + "; a network has operators only");
        }
        GraphReader graph = new GraphReader(model.message(7), opset, new TensorReader(folder, file.length), notes);
        Model network = Model.of(Assembly.layers(graph, graph.effect()));
        return withMetadata(network, model.entry(METADATA, BEND, "0"), model.entry(METADATA, DOSAGES, ""));
    }

    private static Model withMetadata(Model network, String bend, String dosages) {
        try {
            Model bent = network.withBend(bend.equals("1") ? Bend.ONE : Bend.ZERO);
            int space = dosages.indexOf(' ') + 1;
            if (!bend.matches("[01]")) {
                throw Message.error(bend);
            } else if (dosages.isEmpty()) {
                return bent;
            }
            return bent.withDosages(new Interval(
                    Float.parseFloat(dosages.substring(0, space)), Float.parseFloat(dosages.substring(space))));
        } catch (IllegalArgumentException e) {
            throw Message.error("the metadata's bend and dosages are " + Message.quoted(bend) + " and "
                    + Message.quoted(dosages) + "; they may be 0 or 1, and two finite floats in order");
        }
    }

    /**
     * Writes a network as an ONNX file of opset 13: Gemm and Relu or Softplus for every layer, from an input {@code dosage}
     * to an output {@code effect}, both [N, 1]. Reading it gives the same network, bit for bit, with its bend and its
     * dosages, which are entries of the file's metadata.
     *
     * @throws IllegalArgumentException if the network is on a dosage scale: the file's input would be a logarithm's, whose last
     *     bits differ between runtimes
     */
    public static byte[] write(Model model) {
        if (!model.dosageScale().isLinear()) {
            throw Message.error("an ONNX file has no dosage scale; the network's is " + model.dosageScale());
        }
        return OnnxWriter.write(model);
    }

    /**
     * Returns whether a file looks like an ONNX file: it begins with the version of its format, as every writer puts it, and
     * as no text begins.
     *
     * @param start the file's first bytes, at least one
     */
    public static boolean isOnnx(byte[] start) {
        return start.length > 0 && start[0] == 8;
    }
}
