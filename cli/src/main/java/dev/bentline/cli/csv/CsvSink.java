package dev.bentline.cli.csv;

import dev.bentline.cli.sweep.Sink;
import dev.bentline.cli.sweep.Tile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes {@code dosage,effect[,derivative]} rows. */
public final class CsvSink implements Sink {
    private static final int TYPICAL_LENGTH = 13;

    private final OutputStream out;
    private final boolean derivative;

    public CsvSink(OutputStream out, boolean derivative) throws IOException {
        this.out = out;
        this.derivative = derivative;
        out.write((derivative ? "dosage,effect,derivative\n" : "dosage,effect\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public Delivery prepare(Tile tile) {
        StringBuilder rows = new StringBuilder(tile.count * TYPICAL_LENGTH * (derivative ? 3 : 2));
        for (int i = 0; i < tile.count; i++) {
            rows.append(tile.dosages[i]).append(',').append(tile.effects[i]);
            if (derivative) {
                rows.append(',').append(tile.slopes[i]);
            }
            rows.append('\n');
        }
        byte[] bytes = rows.toString().getBytes(StandardCharsets.ISO_8859_1);
        return () -> out.write(bytes);
    }
}
