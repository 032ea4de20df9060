package dev.bentline.cli.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;

/** The values of a page, one encoding each. */
@FunctionalInterface
interface Decoder {
    /**
     * Decodes the next values into places of an array of the physical type's Java type, or appends them to {@link
     * Binaries}.
     */
    void decode(Object to, int from, int count) throws IOException;

    /** Values as they are. */
    static Decoder plain(Window in, ParquetColumn column) {
        return (to, from, count) -> {
            switch (to) {
                case float[] floats -> in.floats(floats, from, count);
                case double[] doubles -> in.doubles(doubles, from, count);
                case int[] ints -> in.ints(ints, from, count);
                case long[] longs -> in.longs(longs, from, count);
                case Binaries binaries -> {
                    for (int i = from; i < from + count; i++) {
                        int length = column.length() > 0 ? column.length() : in.int32();
                        if (length < 0) {
                            throw new MalformedException("a value has " + length + " bytes");
                        }
                        in.bytes(binaries, length);
                        binaries.end(i);
                    }
                }
                default -> throw new IllegalArgumentException("no array for values");
            }
        };
    }

    /** Truth values, bit by bit. */
    static Decoder bits(Window in) {
        int[] eight = new int[8];
        int[] at = {8};
        return (to, from, count) -> {
            boolean[] booleans = (boolean[]) to;
            for (int i = from; i < from + count; i++) {
                if (at[0] == 8) {
                    in.eight(1, eight, 0);
                    at[0] = 0;
                }
                booleans[i] = eight[at[0]++] == 1;
            }
        };
    }

    /** Truth values as runs. */
    static Decoder runs(Window in) throws IOException {
        in.int32(); // the length of what follows, which is the rest
        Hybrid hybrid = new Hybrid(in, 1);
        int[] one = new int[1];
        return (to, from, count) -> {
            for (int i = from; i < from + count; i++) {
                hybrid.next(one, 0, 1);
                ((boolean[]) to)[i] = one[0] == 1;
            }
        };
    }

    /** Places in a dictionary. */
    static Decoder dictionary(Window in, Object dictionary) throws IOException {
        Hybrid hybrid = new Hybrid(in, in.int8());
        int[] places = new int[1024];
        return (to, from, count) -> {
            for (int done = 0; done < count; ) {
                int some = Math.min(places.length, count - done);
                hybrid.next(places, 0, some);
                look(dictionary, places, to, from + done, some);
                done += some;
            }
        };
    }

    private static void look(Object dictionary, int[] places, Object to, int from, int count) {
        switch (dictionary) {
            case float[] floats -> {
                float[] values = (float[]) to;
                for (int i = 0; i < count; i++) {
                    values[from + i] = floats[places[i]];
                }
            }
            case double[] doubles -> {
                double[] values = (double[]) to;
                for (int i = 0; i < count; i++) {
                    values[from + i] = doubles[places[i]];
                }
            }
            case int[] ints -> {
                int[] values = (int[]) to;
                for (int i = 0; i < count; i++) {
                    values[from + i] = ints[places[i]];
                }
            }
            case long[] longs -> {
                long[] values = (long[]) to;
                for (int i = 0; i < count; i++) {
                    values[from + i] = longs[places[i]];
                }
            }
            case Binaries binaries -> {
                Binaries values = (Binaries) to;
                for (int i = 0; i < count; i++) {
                    values.append(binaries.bytes(), binaries.start(places[i]), binaries.length(places[i]));
                    values.end(from + i);
                }
            }
            default -> throw new IllegalArgumentException("no dictionary of values");
        }
    }

    /** Differences between integers. */
    static Decoder deltas(Window in) throws IOException {
        DeltaInts deltas = new DeltaInts(in);
        return (to, from, count) -> {
            for (int i = from; i < from + count; i++) {
                long value = deltas.next();
                if (to instanceof int[] ints) {
                    ints[i] = (int) value;
                } else {
                    ((long[]) to)[i] = value;
                }
            }
        };
    }

    /** All lengths, as differences, then all bytes. */
    static Decoder lengthsFirst(Window in, int values) throws IOException {
        int[] lengths = all(in, values);
        int[] next = {0};
        return (to, from, count) -> {
            Binaries binaries = (Binaries) to;
            for (int i = from; i < from + count; i++) {
                in.bytes(binaries, lengths[next[0]++]);
                binaries.end(i);
            }
        };
    }

    /** Reads how much each value has in common with the one before; then the rests. */
    static Decoder rests(Window in, int values) throws IOException {
        int[] common = all(in, values);
        int[] lengths = all(in, values);
        int[] next = {0};
        byte[][] last = {new byte[0]};
        return (to, from, count) -> {
            Binaries binaries = (Binaries) to;
            for (int i = from; i < from + count; i++) {
                int at = next[0]++;
                Binaries value = new Binaries(1);
                value.append(last[0], 0, common[at]);
                in.bytes(value, lengths[at]);
                value.end(0);
                binaries.append(value.bytes(), 0, value.length(0));
                binaries.end(i);
                last[0] = Arrays.copyOf(value.bytes(), value.length(0));
            }
        };
    }

    private static int[] all(Window in, int most) throws IOException {
        DeltaInts deltas = new DeltaInts(in);
        if (deltas.count() > most) {
            throw new MalformedException("a page has more lengths than values");
        }
        int[] all = new int[(int) Math.min(deltas.count(), 1024)];
        for (int i = 0; i < deltas.count(); i++) {
            if (i == all.length) {
                all = Arrays.copyOf(all, (int) Math.min(deltas.count(), 2L * i));
            }
            all[i] = (int) deltas.next();
            if (all[i] < 0) {
                throw new MalformedException("a value has " + all[i] + " bytes");
            }
        }
        deltas.finish();
        return all;
    }

    /** The first bytes of all values, then the second bytes, and so on. */
    static Decoder split(byte[] bytes, ParquetColumn column) {
        int width = switch (column.type()) {
            case INT32, FLOAT -> Integer.BYTES;
            case INT64, DOUBLE -> Long.BYTES;
            default -> column.length();
        };
        int values = bytes.length / width;
        byte[] joined = new byte[values * width];
        for (int i = 0; i < values; i++) {
            for (int j = 0; j < width; j++) {
                joined[i * width + j] = bytes[j * values + i];
            }
        }
        return plain(new Window(new ByteArrayInputStream(joined)), column);
    }
}
