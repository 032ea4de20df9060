package dev.bentline.spark;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Adds columns to the batches of a partition. */
final class NetworkBatches implements FlatMapFunction<Iterator<ColumnarBatch>, ColumnarBatch> {
    private static final long serialVersionUID = 1;

    private final NetworkColumn[] columns;

    NetworkBatches(List<NetworkColumn> columns) {
        this.columns = columns.toArray(NetworkColumn[]::new);
    }

    @Override
    public Iterator<ColumnarBatch> call(Iterator<ColumnarBatch> batches) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return batches.hasNext();
            }

            @Override
            public ColumnarBatch next() {
                return with(batches.next());
            }
        };
    }

    private ColumnarBatch with(ColumnarBatch batch) {
        int given = batch.numCols();
        ColumnVector[] vectors = new ColumnVector[given + columns.length];
        for (int i = 0; i < given; i++) {
            vectors[i] = batch.column(i);
        }
        for (int i = 0; i < columns.length; i++) {
            NetworkColumn column = columns[i];
            vectors[given + i] = column.of(batch.column(column.ordinal()), batch.numRows());
        }
        return new ColumnarBatch(vectors, batch.numRows());
    }
}
