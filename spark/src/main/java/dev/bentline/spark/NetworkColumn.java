package dev.bentline.spark;

import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.vectorized.ColumnVector;
import scala.collection.immutable.Seq;

/**
 * A column to compute.
 *
 * @param ordinal that of the column of dosages in a batch
 * @param isDouble whether dosages are doubles there, which the query casts to floats
 */
record NetworkColumn(NetworkHandle network, NetworkOperation operation, int ordinal, boolean isDouble)
        implements Serializable {
    /** Returns whether a function's dosages are one of some columns, and not computed from any. */
    static boolean isOf(NetworkFunction function, Seq<Attribute> columns) {
        return dosages(function)
                .filter(dosages -> Scala.list(columns).stream()
                        .anyMatch(column -> column.exprId().equals(dosages.exprId())))
                .isPresent();
    }

    /**
     * The column of a function.
     *
     * @param columns those of a batch
     */
    static NetworkColumn of(NetworkFunction function, Seq<Attribute> columns) {
        Attribute dosages = dosages(function).orElseThrow();
        int ordinal = 0;
        while (!columns.apply(ordinal).exprId().equals(dosages.exprId())) {
            ordinal++;
        }
        return new NetworkColumn(
                function.network(), function.operation(), ordinal, dosages.dataType() instanceof DoubleType);
    }

    private static Optional<Attribute> dosages(NetworkFunction function) {
        Expression dosage = function.dosage();
        if (dosage instanceof Cast cast && cast.child().dataType() instanceof DoubleType) {
            dosage = cast.child();
        }
        return dosage instanceof Attribute attribute ? Optional.of(attribute) : Optional.empty();
    }

    /** The column of a batch of so many rows. */
    ColumnVector of(ColumnVector dosages, int count) {
        float[] values = values(dosages, count);
        operation.map(network.engine(), values, values, count);
        return new EffectVector(values, dosages);
    }

    private float[] values(ColumnVector dosages, int count) {
        if (dosages.hasNull() && !(dosages instanceof WritableColumnVector)) {
            return singly(dosages, count);
        }
        return isDouble ? narrowed(dosages.getDoubles(0, count)) : dosages.getFloats(0, count);
    }

    /** The values one by one, as columns that are not Spark's own, such as Arrow's, may have none to read where there is NULL. */
    private float[] singly(ColumnVector dosages, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            if (!dosages.isNullAt(i)) {
                values[i] = isDouble ? (float) dosages.getDouble(i) : dosages.getFloat(i);
            }
        }
        return values;
    }

    private static float[] narrowed(double[] wide) {
        float[] narrow = new float[wide.length];
        for (int i = 0; i < wide.length; i++) {
            narrow[i] = (float) wide[i];
        }
        return narrow;
    }
}
