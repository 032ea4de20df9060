package dev.bentline.cli;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.figure.CurvePages;
import dev.bentline.cli.file.FileName;
import dev.bentline.cli.file.Output;
import dev.bentline.cli.file.Outputs;
import dev.bentline.cli.source.Observations;
import dev.bentline.fit.ConfidenceInterval;
import dev.bentline.fit.CurveFit;
import dev.bentline.fit.EffectiveDosage;
import dev.bentline.fit.GroupFit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** The folder of a plot of each group. */
final class GroupPlots {
    private final CurvePages pages;

    /**
     * Makes the folder.
     *
     * @param run what makes the pages appear
     * @param title what they show
     * @throws CommandException if there are pages in it, unless they may be replaced
     */
    GroupPlots(String name, boolean force, Outputs run, String title) throws IOException {
        Path folder = FileName.toPath("--plots", name);
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw CommandException.wrongInput("--plots " + name + " is a file; it should be a folder");
        }
        String index = folder.resolve("index.html").toString();
        if (!force && Files.exists(Path.of(index), LinkOption.NOFOLLOW_LINKS)) {
            throw Output.exists(index);
        }
        run.makeFolder(name, folder);
        this.pages = new CurvePages(Text.oneLine(title), (file, content) -> {
            try (Output page = run.open(folder.resolve(file).toString(), force)) {
                page.write(content);
            }
        });
    }

    void add(GroupFit<List<String>> result) throws IOException {
        String name = Text.oneLine(String.join(", ", result.group().key()));
        if (result.curve().isEmpty()) {
            pages.addFailure(name, result.failure());
            return;
        }
        CurveFit curve = result.curve().get();
        Observations observations =
                new Observations(result.group().dosages(), result.group().effects());
        pages.add(name, caption(curve), observations, curve.fit().network());
    }

    private static String caption(CurveFit curve) {
        StringBuilder caption = new StringBuilder("R\u00b2 ");
        caption.append(Text.rounded(curve.fit().rSquared()));
        for (EffectiveDosage effective : curve.estimates().effectiveDosages()) {
            caption.append(", ").append(GroupTable.name(effective)).append(' ');
            effective.dosages().stream()
                    .findFirst()
                    .ifPresentOrElse(first -> append(first, caption), () -> caption.append("none"));
        }
        return caption.append(", n ").append(curve.goodness().observations()).toString();
    }

    private static void append(EffectiveDosage.Crossing at, StringBuilder caption) {
        caption.append(Text.rounded(at.dosage()));
        ConfidenceInterval limits = at.limits();
        if (limits.refits() > 0) {
            caption.append(" (").append(Text.rounded(limits.from())).append(" to ");
            caption.append(Text.rounded(limits.to())).append(')');
        }
    }

    void finish() throws IOException {
        pages.finish();
    }
}
