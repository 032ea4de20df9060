package dev.bentline.spark;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.Seq;
import scala.runtime.AbstractFunction1;

/** Makes a {@link FitFunction} of the arguments of a call in SQL, which Spark has resolved. */
final class FitFunctionBuilder extends AbstractFunction1<Seq<Expression>, Expression> {
    static final String NAME = "bentline_fit";

    static final String USAGE = NAME + "(dosage, effect[, weight][, map('option', 'text', ...)])";

    @Override
    public Expression apply(Seq<Expression> arguments) {
        int count = arguments.size();
        boolean hasOptions = count > 0 && arguments.apply(count - 1).dataType() instanceof MapType;
        int inputs = hasOptions ? count - 1 : count;
        if (inputs < 2 || inputs > 3) {
            throw Analysis.error(NAME + " takes " + USAGE + ", and here are " + count + " arguments");
        }
        for (int i = 0; i < inputs; i++) {
            Expression input = arguments.apply(i);
            if (i == 2 && !(input.dataType() instanceof NumericType)) { // meant as options, more often than not
                throw Analysis.error(NAME + " takes " + USAGE + ", and the third argument here is " + input.sql());
            }
            if (!(input.dataType() instanceof FloatType)) {
                String name = i == 0 ? "dosage" : i == 1 ? "effect" : "weight";
                throw Analysis.notFloat(NAME, name, input);
            }
        }
        FitSpec spec = spec(hasOptions ? options(arguments.apply(count - 1)) : Map.of());
        return new FitFunction(Scala.seq(Scala.list(arguments).subList(0, inputs)), spec, 0, 0);
    }

    private static Map<String, String> options(Expression argument) {
        MapType type = (MapType) argument.dataType();
        boolean texts = type.keyType() instanceof StringType && type.valueType() instanceof StringType;
        boolean none = type.keyType() instanceof NullType; // as in map()
        if (!(texts || none) || !argument.foldable() || !(argument.eval(InternalRow.empty()) instanceof MapData map)) {
            throw Analysis.error(
                    NAME + " takes options that are a map of string literals, as map('hidden', '2'), and here is "
                            + argument.sql());
        }
        Map<String, String> options = new TreeMap<>();
        ArrayBasedMapData.toScalaMap(map.keyArray().array(), map.valueArray().array())
                .foreachEntry((key, value) -> options.put(key.toString(), text(key, value)));
        return options;
    }

    private static String text(Object name, @Nullable Object value) {
        if (value == null) {
            throw Analysis.error(NAME + ": the option '" + name + "' is NULL; leave it out");
        }
        return value.toString();
    }

    private static FitSpec spec(Map<String, String> options) {
        try {
            return FitSpec.of(options);
        } catch (IllegalArgumentException e) {
            throw Analysis.error(NAME + ": " + e.getMessage());
        }
    }
}
