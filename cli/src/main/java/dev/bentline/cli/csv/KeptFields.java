package dev.bentline.cli.csv;

import dev.bentline.cli.source.KeptValues;
import java.util.List;
import java.util.stream.IntStream;

/** Positions of the values of some columns in a block of rows. */
final class KeptFields {
    private final byte[] bytes;
    private final int columns;

    /** For each row, for each column, where its value begins and ends. */
    private final int[] begins;

    private final int[] ends;

    KeptFields(byte[] bytes, int rows, int columns) {
        this.bytes = bytes;
        this.columns = columns;
        this.begins = new int[rows * columns];
        this.ends = new int[rows * columns];
    }

    void set(int row, int column, int begin, int end) {
        begins[row * columns + column] = begin;
        ends[row * columns + column] = end;
    }

    /** The values of each column. */
    List<? extends KeptValues> values() {
        return IntStream.range(0, columns).mapToObj(Values::new).toList();
    }

    private final class Values implements KeptValues {
        private final int column;

        Values(int column) {
            this.column = column;
        }

        @Override
        public boolean isNull(int row) {
            return false;
        }

        @Override
        public void append(int row, StringBuilder text) {
            int place = row * columns + column;
            for (int i = begins[place]; i < ends[place]; i++) {
                text.append((char) (bytes[i] & 0xff));
            }
        }
    }
}
