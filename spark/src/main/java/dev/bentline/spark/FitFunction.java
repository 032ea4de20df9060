package dev.bentline.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.aggregate.ImperativeAggregate;
import org.apache.spark.sql.catalyst.expressions.aggregate.TypedImperativeAggregate;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;

/**
 * An aggregate function that fits a curve to the observations of a group: a struct of what was found, or of the reason why
 * nothing was. Rows with a NULL are no observations.
 */
public final class FitFunction extends TypedImperativeAggregate<ObservationBuffer> implements Serializable {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // as all collections of Scala it can be
    private final Seq<Expression> inputs;

    private final FitSpec spec;
    private final int mutableOffset;
    private final int inputOffset;
    private transient @Nullable FitTable table;

    /**
     * The fit of some columns.
     *
     * @param inputs dosage, effect and perhaps a weight, of type FLOAT
     * @param mutableOffset where Spark has its buffer
     * @param inputOffset where Spark has the buffer it merges
     */
    public FitFunction(Seq<Expression> inputs, FitSpec spec, int mutableOffset, int inputOffset) {
        this.inputs = inputs;
        this.spec = spec;
        this.mutableOffset = mutableOffset;
        this.inputOffset = inputOffset;
    }

    private FitTable table() {
        FitTable made = table;
        if (made == null) {
            made = new FitTable(spec.estimation());
            table = made;
        }
        return made;
    }

    @Override
    public ObservationBuffer createAggregationBuffer() {
        return new ObservationBuffer(inputs.size());
    }

    @Override
    public ObservationBuffer update(ObservationBuffer buffer, InternalRow row) {
        int width = inputs.size();
        Object[] values = new Object[width];
        for (int i = 0; i < width; i++) {
            values[i] = inputs.apply(i).eval(row);
            if (values[i] == null) {
                return buffer;
            }
        }
        for (Object value : values) {
            buffer.add((float) value);
        }
        return buffer;
    }

    @Override
    public ObservationBuffer merge(ObservationBuffer buffer, ObservationBuffer other) {
        buffer.addAll(other);
        return buffer;
    }

    @Override
    public Object eval(ObservationBuffer buffer) {
        return table().row(spec.fit().fit(buffer.group()));
    }

    @Override
    public byte[] serialize(ObservationBuffer buffer) {
        return buffer.bytes();
    }

    @Override
    public ObservationBuffer deserialize(byte[] bytes) {
        return ObservationBuffer.of(inputs.size(), bytes);
    }

    @Override
    public DataType dataType() {
        return table().columns();
    }

    @Override
    public boolean nullable() {
        return false;
    }

    @Override
    public int mutableAggBufferOffset() {
        return mutableOffset;
    }

    @Override
    public ImperativeAggregate withNewMutableAggBufferOffset(int offset) {
        return new FitFunction(inputs, spec, offset, inputOffset);
    }

    @Override
    public int inputAggBufferOffset() {
        return inputOffset;
    }

    @Override
    public ImperativeAggregate withNewInputAggBufferOffset(int offset) {
        return new FitFunction(inputs, spec, mutableOffset, offset);
    }

    @Override
    public Seq<Expression> children() {
        return inputs;
    }

    @Override
    public Expression withNewChildrenInternal(IndexedSeq<Expression> children) {
        return new FitFunction(children, spec, mutableOffset, inputOffset);
    }

    @Override
    public String prettyName() {
        return FitFunctionBuilder.NAME;
    }

    @Override
    public Iterator<Object> flatArguments() {
        List<Object> arguments = new ArrayList<>(Scala.list(inputs));
        arguments.add(spec);
        return Scala.seq(arguments).iterator();
    }

    @Override
    public int productArity() {
        return 4;
    }

    @Override
    public Object productElement(int n) {
        return switch (n) {
            case 0 -> inputs;
            case 1 -> spec;
            case 2 -> mutableOffset;
            case 3 -> inputOffset;
            default -> throw new IndexOutOfBoundsException(n);
        };
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof FitFunction;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FitFunction that
                && inputs.equals(that.inputs)
                && spec.equals(that.spec)
                && mutableOffset == that.mutableOffset
                && inputOffset == that.inputOffset;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * inputs.hashCode() + spec.hashCode()) + mutableOffset) + inputOffset;
    }
}
