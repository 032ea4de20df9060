package dev.bentline.cli;

import dev.bentline.Network;
import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.ExitStatus;
import dev.bentline.cli.console.Reason;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.engine.Engines;
import dev.bentline.cli.figure.Chart;
import dev.bentline.cli.file.FileName;
import dev.bentline.cli.file.Output;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code bentline figures}. */
@Command(
        name = "figures",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Draws the effect of every dosage from 0 to 1: green_pointy_thing.svg for relu, effect.svg for"
                + " any other network.",
        sortOptions = false)
final class FiguresCommand implements Callable<Integer> {
    /** About one a pixel; an even number of steps, for the worked example's tip is at 0.5. */
    private static final int POINTS = 601;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private BentlineCommand bentline;

    @Mixin
    private NetworkArgument argument = new NetworkArgument();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "The folder to draw into; made if missing.")
    private String out = "";

    @Option(names = "--force", description = "Replace existing figures.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        Network network = argument.network();
        boolean workedExample = network.equals(Network.relu());
        String title = workedExample ? "The green pointy thing" : "The effect of " + argument.name();
        String svg = draw(network, title);
        Path file = folder().resolve(workedExample ? "green_pointy_thing.svg" : "effect.svg");
        try (Output output = Output.open(file.toString(), force)) {
            output.write(svg.getBytes(StandardCharsets.UTF_8));
            output.commit();
        }
        bentline.results().writer().println(file);
        return ExitStatus.DONE;
    }

    private static String draw(Network network, String title) {
        float[] dosages = new float[POINTS];
        for (int i = 0; i < POINTS; i++) {
            dosages[i] = (float) i / (POINTS - 1);
        }
        float[] effects = new float[POINTS];
        Engines.of(network).forward(dosages, effects);
        int highest = 0;
        for (int i = 0; i < POINTS; i++) {
            highest = effects[i] > effects[highest] ? i : highest;
        }
        String description = "A line chart of the effect for dosages from 0, low, to 1, high. The effect is "
                + Text.number(effects[0]) + " at dosage 0, " + Text.number(effects[POINTS - 1])
                + " at dosage 1, and largest at dosage " + Text.number(dosages[highest]) + ", where it is "
                + Text.number(effects[highest]) + ".";
        return Chart.of(title, description, dosages, effects, Chart.GREEN);
    }

    private Path folder() {
        Path folder = FileName.toPath("--out", out);
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw CommandException.wrongInput("--out " + out + " is a file; it should be a folder");
        }
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw CommandException.failure("cannot make the folder " + out + ": " + Reason.of(e), e);
        }
    }
}
