package dev.bentline.cli.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bentline.Network;
import dev.bentline.cli.CommandRun;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GalleryPageTest {
    /** Loads what the page links to as well, and leaves every picture's width in the page. */
    private static final String REPORT = """
            <script>
            for (const link of document.links) {
              const picture = new Image();
              picture.src = link.href;
              document.body.append(picture);
            }
            addEventListener("load", () => {
              document.body.dataset.widths = [...document.images].map(picture => picture.naturalWidth).join(" ");
            });
            </script>
            </body>
            """;

    private static final int PATIENCE_SECONDS = 120;

    @TempDir
    Path folder;

    private record Browsed(List<String> widths, String log) {}

    private Browsed browse(Path gallery) throws IOException, InterruptedException {
        Optional<Path> chromium = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .flatMap(place -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(chromium.isPresent(), "there is no Chromium here");
        Path page = gallery.resolve("report.html");
        Files.writeString(page, Files.readString(gallery.resolve("index.html")).replace("</body>", REPORT));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(
                        chromium.get().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--enable-logging=stderr",
                        "--v=0",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--dump-dom",
                        page.toUri().toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("Chromium did not end; it said " + Files.readString(err));
        }
        String widths = Pattern.compile("data-widths=\"([0-9 ]*)\"")
                .matcher(Files.readString(out))
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
        return new Browsed(Arrays.asList(widths.split(" ", -1)), Files.readString(err));
    }

    @Test
    void aBrowserLoadsEveryPictureAndHasNothingToComplainAbout() throws Exception {
        Path gallery = folder.resolve("gallery");
        assertThat(CommandRun.of("figures", "--out", gallery).status()).isZero();
        Browsed browsed = browse(gallery);
        assertThat(browsed.widths()).hasSize(32);
        assertThat(browsed.widths().subList(0, 16)).containsOnly("640");
        assertThat(browsed.widths().subList(16, 32)).containsOnly("1280");
        assertThat(browsed.log()).doesNotContain("CONSOLE");
    }

    @Test
    void aBrowserMissesAPictureThatIsNotThere() throws Exception {
        Path gallery = folder.resolve("gallery");
        assertThat(CommandRun.of("figures", "softplus", "--out", gallery).status())
                .isZero();
        Files.delete(gallery.resolve("sum.svg"));
        assertThat(browse(gallery).widths())
                .containsExactly("640", "640", "0", "640", "640", "1280", "1280", "1280", "1280", "1280");
    }

    @Test
    void everyPictureHasACaptionAndAnAlternativeText() {
        Gallery gallery = Gallery.of(Network.relu(), "relu");
        String page = GalleryPage.of(gallery);
        for (Figure figure : gallery.figures()) {
            assertThat(page)
                    .containsOnlyOnce("src=\"" + figure.name() + ".svg\"")
                    .containsOnlyOnce("href=\"" + figure.name() + ".png\"");
            assertThat(figure.caption()).endsWith(".").hasSizeGreaterThan(50);
        }
        assertThat(page).doesNotContain("alt=\"\"", "<script", "http");
    }

    @Test
    void aNameCannotBreakOutOfThePage() {
        assertThat(GalleryPage.of(Gallery.of(Network.softplus(), "\"><script>alert(1)</script>")))
                .doesNotContain("<script")
                .contains("&quot;&gt;&lt;script&gt;");
    }
}
