package dev.bentline.spark;

import org.apache.spark.QueryContext;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.expressions.Expression;
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
        throw error(
                function + " takes " + (name.equals("effect") ? "an " : "a ") + name + " that is a FLOAT, and " + sql
                        + " is " + (argument.dataType().sql().startsWith("I") ? "an " : "a ")
                        + argument.dataType().sql() + "; write CAST(" + sql + " AS FLOAT)");
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Scala's functions declare no exceptions
    private static <E extends Throwable> E unchecked(Throwable e) throws E {
        throw (E) e;
    }
}
