package dev.bentline.cli;

import dev.bentline.cli.console.Progress;
import dev.bentline.cli.console.Work;
import dev.bentline.cli.source.Source;
import dev.bentline.fit.ObservationGroup;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Groups of observations from files, read as they are asked for. The groups are the work once the last row is read. */
final class GroupInputs implements Iterator<ObservationGroup<List<String>>>, Work, AutoCloseable {
    private final Iterator<String> names;
    private final Opening opening;
    private final GroupReader reader;
    private final PrintStream messages;
    private String name = "";
    private @Nullable Source source;
    private @Nullable Progress progress;
    private @Nullable ObservationGroup<List<String>> next;
    private volatile long taken;

    /** Opens a file. */
    @FunctionalInterface
    interface Opening {
        Source open(String name) throws IOException;
    }

    /**
     * @param names the files
     * @param messages where the progress shows
     */
    GroupInputs(List<String> names, Opening opening, GroupReader reader, PrintStream messages) {
        this.names = names.iterator();
        this.opening = opening;
        this.reader = reader;
        this.messages = messages;
    }

    @Override
    public boolean hasNext() {
        try {
            while (next == null) {
                next = reader.poll();
                if (next == null && !read()) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread takes groups
    public ObservationGroup<List<String>> next() {
        ObservationGroup<List<String>> group = hasNext() ? next : null;
        if (group == null) {
            throw new NoSuchElementException();
        }
        next = null;
        taken++;
        return group;
    }

    /** Reads some rows; returns whether more groups may have come of it. */
    private boolean read() throws IOException {
        Source source = this.source;
        if (source != null && reader.read(name, source)) {
            return true;
        }
        boolean wasOpen = source != null;
        close();
        if (names.hasNext()) {
            name = names.next();
            this.source = opening.open(name);
            progress = Progress.of("read", this.source, messages);
            return true;
        }
        if (wasOpen) {
            reader.finish();
            progress = Progress.of("fit", this, messages);
        }
        return wasOpen;
    }

    @Override
    public long position() {
        return taken;
    }

    @Override
    public long size() {
        return reader.groups();
    }

    @Override
    public void close() throws IOException {
        if (progress != null) {
            progress.close();
            progress = null;
        }
        if (source != null) {
            source.close();
            source = null;
        }
    }
}
