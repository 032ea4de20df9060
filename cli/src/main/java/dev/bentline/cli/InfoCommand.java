package dev.bentline.cli;

import dev.bentline.EngineInfo;
import dev.bentline.Network;
import dev.bentline.cli.console.ExitStatus;
import dev.bentline.cli.console.Report;
import dev.bentline.cli.engine.Engines;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code bentline info}. */
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Shows what the engine runs on.",
        sortOptions = false)
final class InfoCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private BentlineCommand bentline;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Runtime runtime = Runtime.getRuntime();
        int processors = runtime.availableProcessors();
        EngineInfo info = Engines.of(Network.relu()).withThreads(processors).info();
        new Report()
                .add("version", Version.text())
                .add("kernel", info.reason().isEmpty() ? info.kernel() : info.kernel() + " (" + info.reason() + ")")
                .add("jdk", info.jdk())
                .add("javaHome", System.getProperty("java.home"))
                .add("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"))
                .add("cpu", info.cpu())
                .add("processors", processors)
                .add("maxMemoryBytes", runtime.maxMemory())
                .add("engine", info.toString())
                .print(bentline.results().writer(), json);
        return ExitStatus.DONE;
    }
}
