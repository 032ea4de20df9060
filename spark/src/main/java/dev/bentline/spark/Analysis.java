package dev.bentline.spark;

import org.apache.spark.QueryContext;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.DataTypes;
import scala.Option;
import scala.collection.immutable.Map$;

/** Errors of a query before it runs. */
final class Analysis {
    private Analysis() {}

    /** Throws what Spark throws of a wrong query, to which it adds the line and the place in it. */
    static RuntimeException error(String message) {
        throw Analysis.<RuntimeException>unchecked(new AnalysisException(
                message,
                Option.empty(),
                Option.empty(),
                Option.empty(),
                Option.empty(),
                Map$.MODULE$.empty(),
                new QueryContext[0]));
    }

    /** Throws that an argument would have to be narrowed, which nobody asked for. */
    static RuntimeException notFloat(String function, String name, Expression argument) {
        String sql = argument.sql();
        String type = argument.dataType().sql();
        String cast =
                Cast.canAnsiCast(argument.dataType(), DataTypes.FloatType) ? "; write CAST(" + sql + " AS FLOAT)" : "";
        throw error(
                function + " takes " + article(name) + " that is a FLOAT, and " + sql + " is " + article(type) + cast);
    }

    private static String article(String noun) {
        return ("AEIOaeio".indexOf(noun.charAt(0)) < 0 ? "a " : "an ") + noun;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Scala's functions declare no exceptions
    private static <E extends Throwable> E unchecked(Throwable e) throws E {
        throw (E) e;
    }
}
