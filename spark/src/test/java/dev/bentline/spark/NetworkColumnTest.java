package dev.bentline.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.Engine;
import dev.bentline.Network;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.sql.vectorized.ColumnarMap;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkColumnTest {
    /** Arrow's columns throw where there is no value. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingIsReadWhereThereIsNull(boolean isDouble) {
        NetworkColumn column =
                new NetworkColumn(new NetworkHandle("relu", Network.relu()), NetworkOperation.EFFECT, 0, isDouble);
        ColumnVector effects = column.of(new StrictColumn(isDouble ? DataTypes.DoubleType : DataTypes.FloatType), 5);
        Engine relu = Engine.of(Network.relu());
        for (int i = 0; i < 5; i++) {
            assertThat(effects.isNullAt(i)).isEqualTo(i % 2 == 1);
            if (i % 2 == 0) {
                assertThat(effects.getFloat(i)).isEqualTo(relu.effect(i / 4f));
            }
        }
    }

    /** Quarters of even numbers, and NULL at odd ones. */
    private static final class StrictColumn extends ColumnVector {
        StrictColumn(DataType type) {
            super(type);
        }

        @Override
        public boolean hasNull() {
            return true;
        }

        @Override
        public int numNulls() {
            return 2;
        }

        @Override
        public boolean isNullAt(int row) {
            return row % 2 == 1;
        }

        @Override
        public float getFloat(int row) {
            return (float) getDouble(row);
        }

        @Override
        public double getDouble(int row) {
            if (isNullAt(row)) {
                throw new IllegalStateException("no value");
            }
            return row / 4.0;
        }

        @Override
        public void close() {}

        @Override
        public boolean getBoolean(int row) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte getByte(int row) {
            throw new UnsupportedOperationException();
        }

        @Override
        public short getShort(int row) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int getInt(int row) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long getLong(int row) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ColumnarArray getArray(int row) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ColumnarMap getMap(int row) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Decimal getDecimal(int row, int precision, int scale) {
            throw new UnsupportedOperationException();
        }

        @Override
        public UTF8String getUTF8String(int row) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] getBinary(int row) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ColumnVector getChild(int ordinal) {
            throw new UnsupportedOperationException();
        }
    }
}
