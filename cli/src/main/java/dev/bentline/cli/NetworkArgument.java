package dev.bentline.cli;

import dev.bentline.Model;
import dev.bentline.Network;
import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Reason;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.file.FileName;
import dev.bentline.onnx.Onnx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The argument NETWORK. */
final class NetworkArgument implements Argument {
    /** A network of a million nodes has less text; something endless, as {@code /dev/zero}, has more. */
    private static final int LONGEST_FILE = 64 << 20;

    /** Bytes at its beginning that tell what a file is. */
    private static final int LOOKED_AT = 1024;

    /** Mark that some editors begin a UTF-8 file with. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Names that are no files. */
    private static final List<String> BUILT_IN = List.of("relu", "softplus");

    private static final String CHOICE = "it may be relu, softplus, or a JSON or ONNX file";

    private final PositionalParamSpec name = PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .paramLabel("NETWORK")
            .type(String.class)
            .defaultValue("relu")
            .completionCandidates(BUILT_IN)
            .description("relu (the default), softplus, or a JSON or ONNX file; ./relu is a file.")
            .build();

    @Override
    public void addTo(CommandSpec command) {
        command.addPositional(name);
    }

    /** Returns it as the user wrote it. */
    String name() {
        return name.getValue();
    }

    /** The file that is read, if any. */
    List<String> files() {
        return BUILT_IN.contains(name()) ? List.of() : List.of(name());
    }

    /** The network it stands for; what there is to note of an ONNX file is said on standard error. */
    Model model(BentlineCommand bentline) {
        return model(note -> bentline.note(name(), note));
    }

    /**
     * The network it stands for.
     *
     * @param notes gets a line for everything that is not in the network as it is in an ONNX file
     */
    Model model(Consumer<String> notes) {
        return named(name(), notes);
    }

    /** The network that a name stands for; see {@link #model}. */
    static Model named(String name, Consumer<String> notes) {
        return switch (name) {
            case "relu" -> Network.relu();
            case "softplus" -> Network.softplus();
            default -> read(name, notes);
        };
    }

    private static Model read(String name, Consumer<String> notes) {
        Path file = FileName.toPath("network", name);
        if (Files.isDirectory(file)) {
            throw CommandException.wrongInput("network " + name + " is a folder; " + CHOICE);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST_FILE + 1);
            if (bytes.length > LONGEST_FILE) {
                throw CommandException.wrongInput(name + " has more than 64 MiB; it cannot be a network");
            }
            return Onnx.isOnnx(Arrays.copyOf(bytes, Math.min(bytes.length, LOOKED_AT)))
                    ? onnx(name, file, bytes, notes)
                    : json(name, bytes);
        } catch (IOException e) {
            throw CommandException.wrongInput("network " + Text.quoted(name) + ": " + Reason.of(e) + "; " + CHOICE, e);
        }
    }

    /** Weights in other files are beside the file; what is no file, as a pipe, has none. */
    private static Model onnx(String name, Path file, byte[] bytes, Consumer<String> notes) throws IOException {
        try {
            return Files.isRegularFile(file) ? Onnx.read(file, notes) : Onnx.read(bytes, notes);
        } catch (IllegalArgumentException e) {
            throw CommandException.wrongInput(name + ": " + e.getMessage(), e);
        }
    }

    private static Model json(String name, byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw CommandException.wrongInput(
                    name + " is not a network file: it is neither UTF-8 text nor an ONNX model", e);
        }
        try {
            return Model.parse(text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text);
        } catch (IllegalArgumentException e) {
            throw CommandException.wrongInput(name + ", " + e.getMessage(), e);
        }
    }
}
