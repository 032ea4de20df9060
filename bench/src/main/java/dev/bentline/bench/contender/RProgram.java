package dev.bentline.bench.contender;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells what of R can be timed here.
 *
 * @param path of Rscript, if the machine has it
 */
public record RProgram(Optional<Path> path) {
    private static final String SCRIPT = "curves.R";
    private static final String PROGRAM = "Rscript";

    /** Finds R. */
    public static RProgram find() {
        return new RProgram(SearchPath.find(PROGRAM));
    }

    /** Finds R in folders, which a separator of paths stands between. */
    public static RProgram in(String folders) {
        return new RProgram(SearchPath.find(PROGRAM, folders));
    }

    /** Tells why a way to fit cannot run here, if so; asks R. */
    public Optional<String> obstacle(RFitter fitter) {
        if (path.isEmpty()) {
            return Optional.of("no Rscript on this machine");
        }
        try {
            Process process = new ProcessBuilder(
                            Stream.concat(Stream.of(path.get().toString()), fitter.question().stream())
                                    .toList())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 && answer.endsWith("TRUE")
                    ? Optional.empty()
                    : Optional.of("R has no " + fitter.word() + (answer.endsWith("FALSE") ? "" : ": " + answer));
        } catch (IOException e) {
            return Optional.of("R does not start: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    /** Starts R and gives it curves to fit. */
    public RSession start(RFitter fitter, List<NoisySigmoid> curves) throws IOException {
        Path program = path.orElseThrow(() -> new IllegalStateException("no Rscript on this machine"));
        Path folder = Files.createTempDirectory("bentline-r");
        Path data = Files.write(folder.resolve("curves.csv"), csv(curves));
        Path script = folder.resolve(SCRIPT);
        try (InputStream in = RProgram.class.getResourceAsStream(SCRIPT)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + SCRIPT + " is missing");
            }
            Files.write(script, in.readAllBytes());
        }
        ProcessBuilder builder =
                new ProcessBuilder(program.toString(), script.toString(), fitter.word(), data.toString());
        // last first
        Stream.of(folder, data, script).forEach(file -> file.toFile().deleteOnExit());
        return new RSession(builder.start());
    }

    private static List<String> csv(List<NoisySigmoid> curves) {
        List<String> lines = new ArrayList<>(List.of("curve,half,steepness,place,effect"));
        for (int curve = 0; curve < curves.size(); curve++) {
            NoisySigmoid data = curves.get(curve);
            for (int i = 0; i < data.places().length; i++) {
                // in double, which holds the float's very value
                lines.add(curve + "," + data.half() + "," + data.steepness() + "," + (double) data.places()[i] + ","
                        + (double) data.effects()[i]);
            }
        }
        return lines;
    }
}
