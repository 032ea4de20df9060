package dev.bentline.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.plans.physical.Partitioning;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import scala.Option;
import scala.Some;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;

/**
 * Physical operator that adds columns of effects and slopes to batches of columns: a batch of dosages goes through the SIMD
 * kernels as one tile, and no row is made.
 */
public final class NetworkColumns extends SparkPlan {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // as all collections of Scala it can be
    private final Seq<Alias> functions;

    private final SparkPlan child;

    /**
     * @param functions each a {@link NetworkFunction} of a column of the child
     * @param child a plan that gives columns
     */
    public NetworkColumns(Seq<Alias> functions, SparkPlan child) {
        this.functions = functions;
        this.child = child;
    }

    Seq<Alias> functions() {
        return functions;
    }

    SparkPlan child() {
        return child;
    }

    @Override
    public Seq<Attribute> output() {
        List<Attribute> output = new ArrayList<>(Scala.list(child.output()));
        for (Alias function : Scala.list(functions)) {
            output.add(function.toAttribute());
        }
        return Scala.seq(output);
    }

    @Override
    public boolean supportsColumnar() {
        return true;
    }

    /** Classes of the columns, so that code which reads them calls methods it knows. */
    @Override
    public Option<Seq<String>> vectorTypes() {
        List<String> types = new ArrayList<>();
        Option<Seq<String>> known = child.vectorTypes();
        for (int i = 0; i < child.output().size(); i++) {
            types.add(known.isDefined() ? known.get().apply(i) : ColumnVector.class.getName());
        }
        for (int i = 0; i < functions.size(); i++) {
            types.add(EffectVector.class.getName());
        }
        return new Some<>(Scala.seq(types));
    }

    @Override
    public RDD<InternalRow> doExecute() {
        throw new UnsupportedOperationException("it gives columns, not rows");
    }

    @Override
    public RDD<ColumnarBatch> doExecuteColumnar() {
        List<NetworkColumn> columns = new ArrayList<>();
        for (Alias function : Scala.list(functions)) {
            columns.add(NetworkColumn.of((NetworkFunction) function.child(), child.output()));
        }
        return child.executeColumnar()
                .toJavaRDD()
                .mapPartitions(new NetworkBatches(columns), true)
                .rdd();
    }

    @Override
    public Partitioning outputPartitioning() {
        return child.outputPartitioning();
    }

    @Override
    public Seq<SortOrder> outputOrdering() {
        return child.outputOrdering();
    }

    @Override
    public Seq<SparkPlan> children() {
        return Scala.seq(List.of(child));
    }

    @Override
    public SparkPlan withNewChildrenInternal(IndexedSeq<SparkPlan> children) {
        return new NetworkColumns(functions, children.head());
    }

    @Override
    public String nodeName() {
        return "BentlineColumns";
    }

    @Override
    public int productArity() {
        return 2;
    }

    @Override
    public Object productElement(int n) {
        return switch (n) {
            case 0 -> functions;
            case 1 -> child;
            default -> throw new IndexOutOfBoundsException(n);
        };
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof NetworkColumns;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NetworkColumns that && functions.equals(that.functions) && child.equals(that.child);
    }

    @Override
    public int hashCode() {
        return 31 * functions.hashCode() + child.hashCode();
    }
}
