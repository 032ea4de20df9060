package dev.bentline.cli;

import dev.bentline.Network;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The argument NETWORK. */
final class NetworkArgument {
    /** A network of a million nodes has less text; something endless, as {@code /dev/zero}, has more. */
    private static final int LONGEST_FILE = 64 << 20;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NETWORK",
            defaultValue = "relu",
            description = "relu (the default), softplus, or a JSON file; ./relu is a file.")
    private String name = "relu";

    /** As the user wrote it. */
    String name() {
        return name;
    }

    Network network() {
        return switch (name) {
            case "relu" -> Network.relu();
            case "softplus" -> Network.softplus();
            default -> parse(read());
        };
    }

    private Network parse(String json) {
        try {
            return Network.parse(json);
        } catch (IllegalArgumentException e) {
            throw CommandException.wrongInput(name + ", " + e.getMessage(), e);
        }
    }

    private String read() {
        try (InputStream in = Files.newInputStream(Path.of(name))) {
            byte[] bytes = in.readNBytes(LONGEST_FILE + 1);
            if (bytes.length > LONGEST_FILE) {
                throw CommandException.wrongInput(name + " has more than 64 MiB; it cannot be a network");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw CommandException.wrongInput(name + " is not a network file: it is not UTF-8 text", e);
        } catch (IOException | InvalidPathException e) {
            String reason = e instanceof IOException io ? Errors.reason(io) : "not a file name";
            throw CommandException.wrongInput(
                    "network " + Text.quoted(name) + ": " + reason + "; it may be relu, softplus or a JSON file", e);
        }
    }
}
