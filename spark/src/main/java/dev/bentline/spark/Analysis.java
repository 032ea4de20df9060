package dev.bentline.spark;

import org.apache.spark.QueryContext;
import org.apache.spark.sql.AnalysisException;
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

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Scala's functions declare no exceptions
    private static <E extends Throwable> E unchecked(Throwable e) throws E {
        throw (E) e;
    }
}
