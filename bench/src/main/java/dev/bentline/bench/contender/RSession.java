package dev.bentline.bench.contender;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** A process of R that fits curve after curve, so that its start is no part of a fit's time. */
public final class RSession implements AutoCloseable {
    private final Process process;
    private final Writer requests;
    private final BufferedReader answers;
    private final String evidence;

    RSession(Process process) throws IOException {
        this.process = process;
        requests = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
        evidence = answer();
    }

    /** Returns the versions, and of how many curves the fit converges; the others are left out. */
    public String evidence() {
        return evidence;
    }

    /** Fits the next curves, and returns the last fit. */
    public LogisticFit fit(int count) throws IOException {
        requests.write(count + "\n");
        requests.flush();
        return LogisticFit.parse(answer());
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            throw new IOException("R ended: " + errors.strip());
        }
        return line;
    }

    /** Ends the process. */
    @Override
    public void close() {
        process.destroy();
    }
}
