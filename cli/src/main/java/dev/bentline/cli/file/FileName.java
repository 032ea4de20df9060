package dev.bentline.cli.file;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Text;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Names of files, as the user writes them. */
public final class FileName {
    private FileName() {}

    /**
     * Finds what a name leads to.
     *
     * @param role what the user wants the file for
     * @throws CommandException if no file can have that name
     */
    public static Path toPath(String role, String name) {
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
