package dev.bentline.spark;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.catalyst.expressions.objects.Invoke;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.ObjectType;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;

/**
 * A network's effect, or slope, at a dosage, as an expression of Spark. In code that Spark generates for rows it is Spark's own
 * {@link Invoke} of a method of the {@link NetworkHandle}; {@link NetworkColumns} takes its place where there are columns.
 */
public final class NetworkFunction extends Expression implements Serializable {
    private static final long serialVersionUID = 1;

    private final NetworkHandle network;
    private final NetworkOperation operation;

    @SuppressWarnings("serial") // as all expressions of Spark it can be
    private final Expression dosage;

    /** @param dosage of type FLOAT */
    public NetworkFunction(NetworkHandle network, NetworkOperation operation, Expression dosage) {
        this.network = network;
        this.operation = operation;
        this.dosage = dosage;
    }

    NetworkHandle network() {
        return network;
    }

    NetworkOperation operation() {
        return operation;
    }

    Expression dosage() {
        return dosage;
    }

    private Invoke invoke() {
        return new Invoke(
                new Literal(network, new ObjectType(NetworkHandle.class)),
                operation.method(),
                DataTypes.FloatType,
                Scala.seq(List.of(dosage)),
                Scala.seq(List.of(DataTypes.FloatType)),
                true, // NULL gives NULL
                false,
                true);
    }

    @Override
    public DataType dataType() {
        return DataTypes.FloatType;
    }

    @Override
    public boolean nullable() {
        return dosage.nullable();
    }

    @Override
    public boolean foldable() {
        return dosage.foldable();
    }

    @Override
    public boolean nullIntolerant() {
        return true;
    }

    @Override
    public @Nullable Object eval(InternalRow row) {
        Object value = dosage.eval(row);
        return value == null ? null : operation.of(network.engine(), (float) value);
    }

    @Override
    public ExprCode doGenCode(CodegenContext context, ExprCode code) {
        return invoke().doGenCode(context, code);
    }

    @Override
    public Seq<Expression> children() {
        return Scala.seq(List.of(dosage));
    }

    @Override
    public Expression withNewChildrenInternal(IndexedSeq<Expression> children) {
        return new NetworkFunction(network, operation, children.head());
    }

    @Override
    public String prettyName() {
        return operation.function();
    }

    @Override
    public int productArity() {
        return 3;
    }

    @Override
    public Object productElement(int n) {
        return switch (n) {
            case 0 -> network;
            case 1 -> operation;
            case 2 -> dosage;
            default -> throw new IndexOutOfBoundsException(n);
        };
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof NetworkFunction;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NetworkFunction that
                && network.equals(that.network)
                && operation == that.operation
                && dosage.equals(that.dosage);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * network.hashCode() + operation.hashCode()) + dosage.hashCode();
    }

    @Override
    public String toString() {
        return operation.function() + '(' + network + ", " + dosage + ')';
    }

    @Override
    public String sql() {
        return operation.function() + "('" + network + "', " + dosage.sql() + ')';
    }
}
