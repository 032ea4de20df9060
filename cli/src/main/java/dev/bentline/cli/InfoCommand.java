package dev.bentline.cli;

import dev.bentline.EngineInfo;
import dev.bentline.Layer;
import dev.bentline.Model;
import dev.bentline.cli.console.ExitStatus;
import dev.bentline.cli.console.Report;
import dev.bentline.cli.engine.EngineFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code bentline info}. */
final class InfoCommand implements Callable<Integer> {
    private final BentlineCommand bentline;
    private final NetworkArgument network = new NetworkArgument();
    private final Flag json = Flag.of("--json", "Print one JSON object.");

    InfoCommand(BentlineCommand bentline) {
        this.bentline = bentline;
    }

    CommandSpec model() {
        return CommandModel.of(
                "info", this, "Shows what the engine runs on, and how it computes a network.", List.of(network, json));
    }

    @Override
    public Integer call() throws IOException {
        Model model = network.model(bentline);
        Runtime runtime = Runtime.getRuntime();
        int processors = runtime.availableProcessors();
        EngineInfo info = EngineFactory.of(model).withThreads(processors).info();
        new Report()
                .add("version", Version.TEXT)
                .add("kernel", info.reason().isEmpty() ? info.kernel() : info.kernel() + " (" + info.reason() + ")")
                .add("jdk", info.jdk())
                .add("javaHome", System.getProperty("java.home"))
                .add("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"))
                .add("cpu", info.cpu())
                .add("processors", processors)
                .add("maxMemoryBytes", runtime.maxMemory())
                .add("engine", info.toString())
                .add("network", network.name())
                .add("widths", Widths.of(model))
                .add("activations", activations(model))
                .add("formulation", info.formulation())
                .print(bentline.results().writer(), json.isGiven());
        return ExitStatus.DONE;
    }

    private static List<String> activations(Model model) {
        List<String> activations = new ArrayList<>();
        for (Layer layer : model.layers()) {
            activations.add(layer.activation().name().toLowerCase(Locale.ROOT));
        }
        return activations;
    }
}
