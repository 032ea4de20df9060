package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds that every Javadoc of the checkout opens with a plain statement; it is here because this module is the last. */
class JavadocTest {
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final Set<String> SKIPPED = Set.of("target", ".git");
    private static final String START = "/" + "**";

    private static final Pattern RIDDLE = Pattern.compile(Pattern.quote(START)
            + "\\s*(?:\\*\\s*)?(?:What|Whether|How|One|Of|The same|Where|As|So|To|In|On|With|From)(?![\\w-])");

    @Test
    void everyJavadocOpensWithAStatement() throws IOException {
        List<Path> sources = sources();
        assertThat(sources)
                .map(file -> "" + CHECKOUT.relativize(file).getName(0))
                .contains("core", "plot", "bench", "cli");
        assertThat(sources).flatMap(JavadocTest::riddlesOf).isEmpty();
    }

    private static List<Path> sources() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(CHECKOUT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return SKIPPED.contains("" + folder.getFileName())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java")) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private static List<String> riddlesOf(Path file) throws IOException {
        return riddles("" + CHECKOUT.relativize(file), Files.readString(file)).toList();
    }

    private static Stream<String> riddles(String name, String text) {
        return RIDDLE.matcher(text).results().map(opening -> {
            long line = text.substring(0, opening.end()).lines().count();
            return name + ":" + line + ": "
                    + opening.group().replaceAll("[\\s/*]+", " ").strip();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {" What it is.", "\n     * The same for segments.", " One row. */", "\n * To be said."})
    void riddlesAreFound(String opening) {
        assertThat(riddles("A.java", "\n    " + START + opening))
                .singleElement()
                .asString()
                .startsWith("A.java:" + (opening.startsWith("\n") ? 3 : 2) + ": ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" Marks sums.", " Total.", " One-line text.", " The samest.", "\n * @param In x", "/What.java"})
    void statementsAreNot(String opening) {
        assertThat(riddles("A.java", START + opening + "\n * What follows may."))
                .isEmpty();
    }
}
