package dev.bentline.cli.csv;

import dev.bentline.cli.source.KeptColumn;
import dev.bentline.cli.source.KeptValues;
import dev.bentline.cli.sweep.Sink;
import dev.bentline.cli.sweep.Tile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Writes {@code dosage,effect[,derivative]} rows, with the kept columns at their ends. */
public final class CsvSink implements Sink {
    private static final int TYPICAL_LENGTH = 13;

    private final OutputStream out;
    private final boolean derivative;
    private final boolean gzip;

    private CsvSink(OutputStream out, boolean derivative, List<KeptColumn> kept, boolean gzip) throws IOException {
        this.out = out;
        this.derivative = derivative;
        this.gzip = gzip;
        StringBuilder header = new StringBuilder(derivative ? "dosage,effect,derivative" : "dosage,effect");
        for (KeptColumn column : kept) {
            header.append(',');
            int start = header.length();
            header.append(latin(column.name()));
            quote(header, start);
        }
        out.write(packed(header.append('\n')));
    }

    /** Writes plain text; the header at once. */
    public CsvSink(OutputStream out, boolean derivative, List<KeptColumn> kept) throws IOException {
        this(out, derivative, kept, false);
    }

    /**
     * Writes a gzip file; the header at once. Each tile is a member of its own (RFC 1952, section 2.2), so that tiles are
     * compressed at the same time.
     */
    public static CsvSink gzip(OutputStream out, boolean derivative, List<KeptColumn> kept) throws IOException {
        return new CsvSink(out, derivative, kept, true);
    }

    @Override
    public WriteTask prepare(Tile tile) {
        StringBuilder rows = new StringBuilder(tile.count * TYPICAL_LENGTH * (derivative ? 3 : 2));
        for (int i = 0; i < tile.count; i++) {
            rows.append(tile.dosages[i]).append(',').append(tile.effects[i]);
            if (derivative) {
                rows.append(',').append(tile.slopes[i]);
            }
            for (KeptValues values : tile.kept) {
                rows.append(',');
                int start = rows.length();
                values.append(i, rows);
                quote(rows, start);
            }
            rows.append('\n');
        }
        byte[] bytes = packed(rows);
        return () -> out.write(bytes);
    }

    /** A character for each byte of UTF-8. */
    private static String latin(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Puts quotes around the last value if it needs them. */
    static void quote(StringBuilder rows, int start) {
        for (int i = start; i < rows.length(); i++) {
            char c = rows.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                String value = rows.substring(start);
                rows.setLength(start);
                rows.append('"').append(value.replace("\"", "\"\"")).append('"');
                return;
            }
        }
    }

    private byte[] packed(StringBuilder text) {
        byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        if (!gzip || bytes.length == 0) {
            return bytes;
        }
        ByteArrayOutputStream member = new ByteArrayOutputStream(bytes.length / 2);
        try (GZIPOutputStream packing = new GZIPOutputStream(member, bytes.length / 2)) {
            packing.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail so
        }
        return member.toByteArray();
    }
}
