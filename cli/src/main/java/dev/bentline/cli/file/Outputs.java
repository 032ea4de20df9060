package dev.bentline.cli.file;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of one run, and the folders made for them. They appear together, at its end, or not at all. */
public final class Outputs implements AutoCloseable {
    private final List<String> inputs;
    private @Nullable Map<Object, String> inputOf;
    private final List<Output> opened = new ArrayList<>();
    private final List<WholeFile> files = new ArrayList<>();
    private final List<Path> folders = new ArrayList<>();

    /**
     * Starts without files.
     *
     * @param inputs the names of what the run reads, and may not write to
     */
    public Outputs(List<String> inputs) {
        this.inputs = List.copyOf(inputs);
    }

    /** Refuses a name that leads to an input, as itself or by a link of either kind. */
    public void refuseInput(String name) throws IOException {
        Object identity = inputs.isEmpty() ? null : identity(FileName.toPath("output", name));
        if (identity == null) {
            return;
        }
        String input = inputOf().get(identity);
        if (input != null) {
            throw CommandException.wrongInput(
                    "output " + name + " is the input " + input + "; it should be another file");
        }
    }

    /** The first name of each input that is a regular file; looked up once, for a run may have thousands of both kinds. */
    private Map<Object, String> inputOf() throws IOException {
        Map<Object, String> found = inputOf;
        if (found == null) {
            found = new HashMap<>();
            for (String input : inputs) {
                Object identity = identity(FileName.toPath("input", input));
                if (identity != null) {
                    found.putIfAbsent(identity, input);
                }
            }
            inputOf = found;
        }
        return found;
    }

    /** A key that two names of one regular file share; null where there is none. */
    private static @Nullable Object identity(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            return null;
        }
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return key != null ? key : path.toRealPath(); // Windows has no keys
    }

    /**
     * Opens a file for writing; one that is special (a FIFO, a terminal, {@code /dev/null}) is written through.
     *
     * @param name the file, or a symbolic link to it
     * @param force whether to replace an existing file
     * @throws CommandException if no file can come to be there, or one that is there is an input
     */
    public Output open(String name, boolean force) throws IOException {
        refuseInput(name);
        Output output = Output.open(name, force);
        opened.add(output);
        if (output instanceof WholeFile file) {
            files.add(file);
        }
        return output;
    }

    /**
     * Makes a folder, and those above it, where they are missing.
     *
     * @param name what the user calls it
     */
    public void makeFolder(String name, Path folder) throws IOException {
        List<Path> missing = new ArrayList<>();
        for (Path at = folder.toAbsolutePath(); at != null && !Files.exists(at); at = at.getParent()) {
            missing.add(at);
        }
        for (Path path : missing.reversed()) {
            try {
                TemporaryFiles.makeFolder(path);
            } catch (IOException e) {
                throw CommandException.failure("cannot make the folder " + name + ": " + Reason.of(e), e);
            }
            folders.add(path);
        }
    }

    /** Gives a file up: it will not appear. */
    public void drop(Output output) throws IOException {
        output.close();
        if (output instanceof WholeFile file && files.remove(file)) {
            TemporaryFiles.delete(file.move().temporary());
        }
    }

    /** Makes all files appear that were opened. */
    public void commit() throws IOException {
        for (WholeFile file : files) {
            file.close();
        }
        TemporaryFiles.moveTogether(files.stream().map(WholeFile::move).toList(), folders);
        files.clear();
        folders.clear();
    }

    /** Closes all, and deletes what did not appear. */
    @Override
    public void close() throws IOException {
        for (Output output : opened) {
            output.close();
        }
        for (WholeFile file : files) {
            TemporaryFiles.delete(file.move().temporary());
        }
        for (Path folder : folders.reversed()) {
            TemporaryFiles.deleteFolder(folder);
        }
    }
}
