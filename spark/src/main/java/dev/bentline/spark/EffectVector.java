package dev.bentline.spark;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.sql.vectorized.ColumnarMap;
import org.apache.spark.unsafe.types.UTF8String;

/** A column of floats that a network computed from a column of dosages: NULL where that is. */
public final class EffectVector extends ColumnVector {
    private final float[] values;
    private final ColumnVector dosages;

    EffectVector(float[] values, ColumnVector dosages) {
        super(DataTypes.FloatType);
        this.values = values;
        this.dosages = dosages;
    }

    @Override
    public float getFloat(int row) {
        return values[row];
    }

    @Override
    public boolean hasNull() {
        return dosages.hasNull();
    }

    @Override
    public int numNulls() {
        return dosages.numNulls();
    }

    @Override
    public boolean isNullAt(int row) {
        return dosages.isNullAt(row);
    }

    /** Closes nothing: dosages are closed by whom they belong to. */
    @Override
    public void close() {}

    @Override
    public boolean getBoolean(int row) {
        throw notFloat();
    }

    @Override
    public byte getByte(int row) {
        throw notFloat();
    }

    @Override
    public short getShort(int row) {
        throw notFloat();
    }

    @Override
    public int getInt(int row) {
        throw notFloat();
    }

    @Override
    public long getLong(int row) {
        throw notFloat();
    }

    @Override
    public double getDouble(int row) {
        throw notFloat();
    }

    @Override
    public ColumnarArray getArray(int row) {
        throw notFloat();
    }

    @Override
    public ColumnarMap getMap(int row) {
        throw notFloat();
    }

    @Override
    public Decimal getDecimal(int row, int precision, int scale) {
        throw notFloat();
    }

    @Override
    public UTF8String getUTF8String(int row) {
        throw notFloat();
    }

    @Override
    public byte[] getBinary(int row) {
        throw notFloat();
    }

    @Override
    public ColumnVector getChild(int ordinal) {
        throw notFloat();
    }

    private static UnsupportedOperationException notFloat() {
        return new UnsupportedOperationException("a column of FLOAT");
    }
}
