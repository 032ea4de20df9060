package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresCommandTest {
    private static final String STORY = "softplus relu_bonus x_axis y_axis blue_dot bent_blue_line new_bent_blue_line"
            + " bottom_go_off straight_orange_line final_straight_orange_line green_wedge cor_x_axis cor_green_dot"
            + " green_pointy_thing new_shape deri_pro";

    @TempDir
    Path folder;

    private static String read(Path file) throws Exception {
        return Files.readString(file);
    }

    @Test
    void everyPictureOfTheStoryIsThereInOrder() {
        Path out = folder.resolve("new/figures");
        CommandRun run = CommandRun.of("figures", "--out", out);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        List<String> expected = new ArrayList<>();
        for (String name : STORY.split(" ", -1)) {
            expected.add(out.resolve(name + ".svg").toString());
            expected.add(out.resolve(name + ".png").toString());
        }
        expected.add(out.resolve("index.html").toString());
        assertThat(run.out().lines()).containsExactlyElementsOf(expected);
        assertThat(expected).allSatisfy(file -> assertThat(Path.of(file)).isNotEmptyFile());
    }

    @Test
    void anyOtherNetwork() throws Exception {
        assertThat(CommandRun.of("figures", "softplus", "--out", folder)
                        .out()
                        .lines()
                        .map(line -> Path.of(line).getFileName().toString())
                        .filter(name -> name.endsWith(".svg")))
                .containsExactly("node_1.svg", "node_2.svg", "sum.svg", "effect.svg", "derivative.svg");
        Path file = Files.writeString(
                folder.resolve("a<b&c.json"),
                "{\"hidden\": {\"activation\": \"relu\", \"weights\": [3e38], \"biases\": [-1e38]},"
                        + " \"output\": {\"activation\": \"identity\", \"weights\": [3e38], \"bias\": 0}}");
        assertThat(CommandRun.of("figures", file, "--out", folder, "--force").status())
                .isZero();
        assertThat(read(folder.resolve("effect.svg"))).contains("a&lt;b&amp;c.json</title>");
        assertThat(read(folder.resolve("index.html"))).contains("a&lt;b&amp;c.json</h1>");
    }

    @Test
    void aWideNetworkSaysHowManyNodesAreNotDrawn() throws Exception {
        String ones = "1" + ", 1".repeat(14);
        Path file = Files.writeString(
                folder.resolve("wide.json"),
                "{\"hidden\": {\"activation\": \"relu\", \"weights\": [" + ones + "], \"biases\": [" + ones
                        + "]}, \"output\": {\"activation\": \"identity\", \"weights\": [" + ones
                        + "], \"bias\": 0}}");
        CommandRun run = CommandRun.of("figures", file, "--out", folder);
        assertThat(run.out()).contains("node_12.svg").doesNotContain("node_13");
        assertThat(read(folder.resolve("index.html"))).contains("the first 12 are drawn one by one; 3 more");
        assertThat(read(folder.resolve("sum.svg"))).contains("3 more nodes are not drawn");
    }

    @Test
    void anExistingFigureIsReplacedOnlyWithForceAndNothingElseIsWritten() throws Exception {
        assertThat(CommandRun.of("figures", "--out", folder).status()).isZero();
        Path first = folder.resolve("softplus.svg");
        Path last = folder.resolve("index.html");
        Files.delete(first);
        CommandRun again = CommandRun.of("figures", "--out", folder);
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("--force replaces it").hasLineCount(1);
        assertThat(first).doesNotExist();
        assertThat(folder.toFile().list()).hasSize(32);
        assertThat(CommandRun.of("figures", "--out", folder, "--force").status())
                .isZero();
        assertThat(first).exists();
        assertThat(last).exists();
    }

    @Test
    void aFileWhereTheFolderShouldBe() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        CommandRun run = CommandRun.of("figures", "--out", file);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("it should be a folder").hasLineCount(1);
        assertThat(CommandRun.of("figures").err()).contains("--out").hasLineCount(1);
        assertThat(CommandRun.of("figures", "--out", "").err())
                .contains("--out '': not a file name")
                .hasLineCount(1);
        CommandRun below = CommandRun.of("figures", "--out", file.resolve("below"));
        assertThat(below.status()).isEqualTo(1);
        assertThat(below.err())
                .contains("cannot make the folder " + file.resolve("below") + ": ")
                .hasLineCount(1);
    }
}
