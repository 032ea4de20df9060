package dev.bentline.cli.file;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Text;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Names of files, as the user writes them. */
public final class FileName {
    private static final char REPLACEMENT = '\ufffd';

    private FileName() {}

    /**
     * Finds what a name leads to.
     *
     * @param role what the user wants the file for
     * @throws CommandException if no file can have that name
     */
    public static Path toPath(String role, String name) {
        if (name.indexOf(REPLACEMENT) >= 0) {
            // Bytes that are no text in this locale came as this, and a file of these letters is another one.
            throw CommandException.wrongInput(role + " " + Text.quoted(name)
                    + ": this name cannot be represented in the encoding of the locale, "
                    + System.getProperty("sun.jnu.encoding") + "; another locale, or another name, can");
        }
        try {
            if (!name.isEmpty()) {
                return Path.of(name);
            }
        } catch (InvalidPathException e) {
            throw CommandException.wrongInput(notAName(role, name), e);
        }
        throw CommandException.wrongInput(notAName(role, name));
    }

    private static String notAName(String role, String name) {
        return role + " " + Text.quoted(name) + ": not a file name";
    }
}
