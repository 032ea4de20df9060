package dev.bentline.cli;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.file.FileName;
import dev.bentline.cli.file.Output;
import dev.bentline.cli.file.Outputs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A folder that takes one output for each of several inputs, under the input's name. */
final class OutputFolder {
    private final String name;
    private final Path folder;

    OutputFolder(String name) {
        this.name = name;
        this.folder = FileName.toPath("--out", name);
    }

    /** Tells whether a name means a folder. */
    static boolean isMeant(String name) {
        return name.endsWith(File.separator) || Files.isDirectory(FileName.toPath("--out", name));
    }

    /**
     * The outputs, in the order of the inputs; makes the folder if it is missing. Before that, everything is refused that
     * can be known to go wrong.
     *
     * @param format the outputs' format, or null for each input's own
     * @param force whether outputs may be there
     * @param run what makes the folder, and takes it away again if nothing appears in it
     */
    List<String> outputs(List<String> inputs, @Nullable Format format, boolean force, Outputs run) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw CommandException.wrongInput("--out " + name + " is a file; for several inputs it should be a folder");
        }
        Map<String, String> inputOf = new HashMap<>();
        List<String> outputs = new ArrayList<>();
        for (String input : inputs) {
            String output = folder.resolve(outputName(input, format)).toString();
            String other = inputOf.put(output, input);
            if (other != null) {
                throw CommandException.wrongInput(
                        "both " + other + " and " + input + " would be written to " + output + "; names must differ");
            }
            run.refuseInput(output);
            if (!force && Files.exists(Path.of(output), LinkOption.NOFOLLOW_LINKS)) {
                throw Output.exists(output);
            }
            outputs.add(output);
        }
        run.makeFolder(name, folder);
        return outputs;
    }

    private static String outputName(String input, @Nullable Format format) {
        if (Output.isStandardOutput(input)) {
            throw CommandException.wrongInput("--in " + input + " has no name for a file in a folder");
        }
        String name = String.valueOf(FileName.toPath("input", input).getFileName());
        return format == null ? name : format.rename(name);
    }
}
