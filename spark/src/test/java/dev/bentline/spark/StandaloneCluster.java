package dev.bentline.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A master and two workers of {@code spark/cluster start}. */
final class StandaloneCluster implements AutoCloseable {
    private final Process script;
    private final String url;

    StandaloneCluster() throws IOException {
        script = new ProcessBuilder(
                        Checkout.CLUSTER.toString(), "start", "--workers", "2", "--cores", "1", "--memory", "1g")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = script.inputReader();
        url = Objects.requireNonNull(out.readLine(), "it did not start");
    }

    /** The address of the master. */
    String url() {
        return url;
    }

    /** Its master, workers and executors. */
    List<ProcessHandle> processes() {
        return script.descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("org.apache.spark."))
                .toList();
    }

    /** Asks it to end, and waits until it has. */
    @Override
    public void close() {
        script.destroy();
        try {
            if (!script.waitFor(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("spark/cluster does not end");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
