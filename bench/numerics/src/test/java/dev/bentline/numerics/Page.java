package dev.bentline.numerics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Reads the tables of {@code docs/numerics.md}. */
final class Page {
    static final String AT_THE_BEND = "## What happens at the bend?";
    static final String HOW_FAR_OFF = "## How far off are softplus and sigmoid?";
    static final Path FILE = Path.of("..", "..", "docs", "numerics.md");

    private Page() {}

    /** A library's rows of the table under a heading. */
    static List<List<String>> rows(String heading, String library) {
        return rows(heading).stream()
                .filter(row -> row.getFirst().equals(library))
                .toList();
    }

    static List<List<String>> rows(String heading) {
        try {
            return Files.readString(FILE)
                    .lines()
                    .dropWhile(line -> !line.equals(heading))
                    .skip(1)
                    .takeWhile(line -> !line.startsWith("## "))
                    .filter(line -> line.startsWith("| "))
                    .skip(1)
                    .map(line -> Arrays.stream(
                                    line.substring(1, line.length() - 1).split("\\|"))
                            .map(String::strip)
                            .toList())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
