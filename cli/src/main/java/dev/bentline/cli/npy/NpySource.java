package dev.bentline.cli.npy;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Reason;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.file.FileName;
import dev.bentline.cli.source.FloatRange;
import dev.bentline.cli.source.InputTile;
import dev.bentline.cli.source.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The numbers in a NumPy file: one array of them. The file is read, not mapped, so that one which shrinks
 * meanwhile is an error to tell, and no signal to the process.
 */
public final class NpySource implements Source {
    private final String file;
    private final FileChannel channel;
    private final NpyHeader header;
    private final boolean skipInvalid;
    private final Buffers buffers;
    private volatile long next;

    private NpySource(String file, FileChannel channel, boolean skipInvalid) throws IOException {
        this.file = file;
        this.channel = channel;
        this.header = NpyHeader.read(file, channel);
        this.skipInvalid = skipInvalid;
        this.buffers = new Buffers(
                InputTile.SIZE * header.type().width(), header.type().order());
    }

    /**
     * Opens a file.
     *
     * @param name the file's name
     * @param skipInvalid leave values that are no finite float out instead of refusing the file
     * @throws CommandException if the user's input is wrong
     */
    public static NpySource open(String name, boolean skipInvalid) throws IOException {
        Path path = FileName.toPath("input", name);
        if (Files.isDirectory(path)) {
            throw CommandException.wrongInput(name + " is a folder; --in takes a NumPy file");
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw CommandException.wrongInput(name
                    + " is a pipe or a device; a NumPy file should be a regular file, only CSV is read from others");
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
        } catch (IOException e) {
            throw CommandException.wrongInput("cannot read " + Text.quoted(name) + ": " + Reason.of(e), e);
        }
        try {
            return new NpySource(name, channel, skipInvalid);
        } catch (IOException e) {
            channel.close();
            throw CommandException.failure("cannot read " + Text.quoted(name) + ": " + Reason.of(e), e);
        } catch (RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public @Nullable ReadTask next() {
        long first = next;
        if (first == header.count()) {
            return null;
        }
        next = Math.min(first + InputTile.SIZE, header.count());
        return tile -> read(tile, first);
    }

    private void read(InputTile tile, long first) throws IOException {
        ByteBuffer bytes = buffers.take();
        tile.count = (int) Math.min(InputTile.SIZE, header.count() - first);
        read(bytes.limit(tile.count * header.type().width()), first);
        header.type().round(bytes, tile.columns[0]);
        if (!FloatRange.areFinite(tile.columns[0], tile.count)) {
            if (!skipInvalid) {
                throw invalid(bytes, tile, first);
            }
            skipInvalid(tile);
        }
        buffers.give(bytes);
    }

    private void read(ByteBuffer bytes, long first) throws IOException {
        long start = header.start() + first * header.type().width();
        while (bytes.hasRemaining()) {
            long row = first + bytes.position() / header.type().width() + 1;
            int read;
            try {
                read = channel.read(bytes, start + bytes.position());
            } catch (IOException e) {
                throw CommandException.failure("cannot read " + file + " at row " + row + ": " + Reason.of(e), e);
            }
            if (read < 0) {
                throw CommandException.wrongInput(file + ", row " + row + ": the file ends here; it had "
                        + header.count() + " rows at the start and should not shrink while it is read");
            }
        }
        bytes.flip();
    }

    private static void skipInvalid(InputTile tile) {
        int kept = 0;
        for (int i = 0; i < tile.count; i++) {
            float value = tile.columns[0][i];
            tile.columns[0][kept] = value;
            kept += Float.isFinite(value) ? 1 : 0;
        }
        tile.skipped = tile.count - kept;
        tile.count = kept;
    }

    /** The error that names the first invalid value as the file has it. */
    private CommandException invalid(ByteBuffer bytes, InputTile tile, long first) {
        int i = 0;
        while (Float.isFinite(tile.columns[0][i])) {
            i++;
        }
        double value = header.type().exact(bytes, i, tile.columns[0][i]);
        return CommandException.wrongInput(file + ", row " + (first + i + 1) + ": " + value
                + (Double.isFinite(value)
                        ? " is too large for a float; the largest is " + Float.MAX_VALUE
                        : " is not a finite number, such as 0.25")
                + "; --skip-invalid leaves such rows out");
    }

    /** Counts in rows. */
    @Override
    public long rows() {
        return size();
    }

    @Override
    public long position() {
        return next;
    }

    /** The number of rows, the invalid ones among them. */
    @Override
    public long size() {
        return header.count();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
