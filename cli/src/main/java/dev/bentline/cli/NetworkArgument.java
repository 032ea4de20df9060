package dev.bentline.cli;

import dev.bentline.Network;
import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Reason;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.file.FileName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The argument NETWORK. */
final class NetworkArgument implements Argument {
    /** A network of a million nodes has less text; something endless, as {@code /dev/zero}, has more. */
    private static final int LONGEST_FILE = 64 << 20;

    /** Mark that some editors begin a UTF-8 file with. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final String CHOICE = "it may be relu, softplus or a JSON file";

    private final PositionalParamSpec name = PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .paramLabel("NETWORK")
            .type(String.class)
            .defaultValue("relu")
            .completionCandidates(List.of("relu", "softplus"))
            .description("relu (the default), softplus, or a JSON file; ./relu is a file.")
            .build();

    @Override
    public void addTo(CommandSpec command) {
        command.addPositional(name);
    }

    /** Returns it as the user wrote it. */
    String name() {
        return name.getValue();
    }

    Network network() {
        return named(name());
    }

    /** The network that a name stands for. */
    static Network named(String name) {
        return switch (name) {
            case "relu" -> Network.relu();
            case "softplus" -> Network.softplus();
            default -> parse(name, read(name));
        };
    }

    private static Network parse(String name, String json) {
        try {
            return Network.parse(json);
        } catch (IllegalArgumentException e) {
            throw CommandException.wrongInput(name + ", " + e.getMessage(), e);
        }
    }

    private static String read(String name) {
        Path file = FileName.toPath("network", name);
        if (Files.isDirectory(file)) {
            throw CommandException.wrongInput("network " + name + " is a folder; " + CHOICE);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST_FILE + 1);
            if (bytes.length > LONGEST_FILE) {
                throw CommandException.wrongInput(name + " has more than 64 MiB; it cannot be a network");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
        } catch (CharacterCodingException e) {
            throw CommandException.wrongInput(name + " is not a network file: it is not UTF-8 text", e);
        } catch (IOException e) {
            throw CommandException.wrongInput("network " + Text.quoted(name) + ": " + Reason.of(e) + "; " + CHOICE, e);
        }
    }
}
