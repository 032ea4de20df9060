package dev.bentline.numerics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds that no row of {@code docs/numerics.md} stands there untested. */
class PageTest {
    private static final Path SCRIPT = Path.of("..", "..", "findings", "tfjs-relu-by-spelling-and-backend.sh");

    /** Libraries with a test each. */
    private static final Pattern TESTED =
            Pattern.compile("(Bentline|ONNX Runtime|PyTorch|TensorFlow|ND4J|Hipparchus|Smile|Tribuo|Spark|JDK) \\d.*");

    @Test
    void everyRowIsHeldByATestOrByTheScript() throws IOException {
        String script = Files.readString(SCRIPT);
        for (String heading : List.of(Page.AT_THE_BEND, Page.HOW_FAR_OFF)) {
            List<List<String>> others = Page.rows(heading).stream()
                    .filter(row -> !TESTED.matcher(row.getFirst()).matches())
                    .toList();
            assertThat(others)
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(script).contains("| " + String.join(" | ", row) + " |\n"));
        }
    }

    /** A row of another version would be held by nothing. */
    @Test
    void everyLibraryHasOneVersion() {
        List<String> libraries = List.of(Page.AT_THE_BEND, Page.HOW_FAR_OFF).stream()
                .flatMap(heading -> Page.rows(heading).stream())
                .map(List::getFirst)
                .distinct()
                .toList();
        assertThat(libraries).hasSize(12);
    }
}
