package dev.bentline.cli;

import dev.bentline.EngineInfo;
import dev.bentline.Network;
import dev.bentline.cli.console.ExitStatus;
import dev.bentline.cli.console.Report;
import dev.bentline.cli.engine.EngineFactory;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code bentline info}. */
final class InfoCommand implements Callable<Integer> {
    private final BentlineCommand bentline;
    private final Flag json = Flag.of("--json", "Print one JSON object.");

    InfoCommand(BentlineCommand bentline) {
        this.bentline = bentline;
    }

    CommandSpec model() {
        return CommandModel.of("info", this, "Shows what the engine runs on.", List.of(json));
    }

    @Override
    public Integer call() throws IOException {
        Runtime runtime = Runtime.getRuntime();
        int processors = runtime.availableProcessors();
        EngineInfo info =
                EngineFactory.of(Network.relu()).withThreads(processors).info();
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
                .print(bentline.results().writer(), json.isGiven());
        return ExitStatus.DONE;
    }
}
