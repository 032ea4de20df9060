package dev.bentline.cli.npy;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.file.Output;
import dev.bentline.cli.sweep.Sink;
import dev.bentline.cli.sweep.Tile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes the effects as one array of float32. */
public final class NpySink implements Sink {
    private final Output out;
    private final long expected;
    private final Buffers buffers = new Buffers(Tile.SIZE * Float.BYTES, ByteOrder.LITTLE_ENDIAN);
    private long count;

    /**
     * Begins the file.
     *
     * @param count how many effects there will be, or -1 if that is not known
     * @throws CommandException if it is not known, and the output cannot be told at the end
     */
    public NpySink(Output out, long count) throws IOException {
        if (count < 0 && !out.isRewritable()) {
            throw cannotTellCount();
        }
        this.out = out;
        this.expected = count;
        out.write(NpyHeader.of(Math.max(0, count)));
    }

    @Override
    public WriteTask prepare(Tile tile) {
        ByteBuffer bytes = buffers.take();
        bytes.asFloatBuffer().put(tile.effects, 0, tile.count);
        bytes.limit(tile.count * Float.BYTES);
        int effects = tile.count;
        return () -> {
            out.write(bytes);
            count += effects;
            buffers.give(bytes);
        };
    }

    @Override
    public void finish() throws IOException {
        if (count == expected) {
            return;
        }
        if (!out.isRewritable()) {
            throw cannotTellCount();
        }
        out.rewrite(NpyHeader.of(count));
    }

    private static CommandException cannotTellCount() {
        return CommandException.wrongInput(
                "a NumPy file begins with the number of its values, which is known only at the"
                        + " end here; the output should be a regular file, not a pipe or a device");
    }
}
