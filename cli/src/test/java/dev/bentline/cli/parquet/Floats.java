package dev.bentline.cli.parquet;

import dev.bentline.Engine;
import dev.bentline.Network;
import dev.bentline.cli.file.Output;
import dev.bentline.cli.file.Outputs;
import dev.bentline.cli.source.Source;
import dev.bentline.cli.source.WantedColumn;
import dev.bentline.cli.sweep.Sink;
import dev.bentline.cli.sweep.Sweep;
import dev.bentline.cli.sweep.Tile;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sweeps between arrays and files. */
final class Floats {
    static final Engine ENGINE = Engine.of(Network.relu());
    static final String CREATED_BY = "bentline version test";

    private Floats() {}

    static void write(Path file, float[] dosages, Compression compression, int threads) throws IOException {
        copy(source(dosages), file, compression, threads);
    }

    static void copy(Source source, Path file, Compression compression, int threads) throws IOException {
        try (source;
                Outputs run = new Outputs(List.of());
                Output out = run.open(file.toString(), true)) {
            new Sweep(source, ENGINE, true, List.of(new ParquetSink(out, true, source.kept(), compression, CREATED_BY)))
                    .run(threads);
            run.commit();
        }
    }

    /** The dosages that a file has. */
    static float[] read(Path file) throws IOException {
        return read(file, null, false, 1);
    }

    static float[] read(Path file, @Nullable String column, boolean skipInvalid, int threads) throws IOException {
        Collected collected = new Collected();
        try (Source source =
                ParquetSource.open(file.toString(), List.of(WantedColumn.dosage(column)), skipInvalid, false)) {
            new Sweep(source, ENGINE, false, List.of(collected)).run(threads);
        }
        return collected.floats();
    }

    static final class Collected implements Sink {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream data = new DataOutputStream(bytes);
        int skipped;

        @Override
        public WriteTask prepare(Tile tile) {
            float[] dosages = java.util.Arrays.copyOf(tile.dosages, tile.count);
            int skippedHere = tile.skipped;
            return () -> {
                for (float dosage : dosages) {
                    data.writeInt(Float.floatToRawIntBits(dosage));
                }
                skipped += skippedHere;
            };
        }

        float[] floats() {
            float[] floats = new float[bytes.size() / Float.BYTES];
            ByteBuffer.wrap(bytes.toByteArray()).asFloatBuffer().get(floats);
            return floats;
        }
    }

    static Source source(float[] dosages) {
        return new Source() {
            private int next;

            @Override
            public @Nullable ReadTask next() {
                int first = next;
                int count = Math.min(Tile.SIZE, dosages.length - first);
                next += count;
                return count == 0
                        ? null
                        : tile -> {
                            System.arraycopy(dosages, first, tile.columns[0], 0, count);
                            tile.count = count;
                        };
            }

            @Override
            public long position() {
                return next;
            }

            @Override
            public long size() {
                return dosages.length;
            }

            @Override
            public void close() {}
        };
    }
}
