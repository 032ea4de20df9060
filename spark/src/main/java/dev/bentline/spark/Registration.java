package dev.bentline.spark;

import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.ColumnarRule;
import org.apache.spark.sql.execution.SparkPlan;
import scala.Function1;
import scala.Tuple3;
import scala.runtime.AbstractFunction1;

/** Registers Bentline's functions, and its way to plan them, with sessions. */
final class Registration {
    private Registration() {}

    static void register(SparkSessionExtensions extensions) {
        for (NetworkOperation operation : NetworkOperation.values()) {
            extensions.injectFunction(new Tuple3<>(
                    new FunctionIdentifier(operation.function()),
                    new ExpressionInfo(NetworkFunction.class.getName(), operation.function()),
                    new NetworkFunctionBuilder(operation)));
        }
        extensions.injectFunction(new Tuple3<>(
                new FunctionIdentifier(FitFunctionBuilder.NAME),
                new ExpressionInfo(FitFunction.class.getName(), FitFunctionBuilder.NAME),
                new FitFunctionBuilder()));
        // the first plans a query that is adapted while it runs, as EXPLAIN shows it; the second any other
        extensions.injectQueryStagePrepRule(perSession(session -> new ColumnarPlanning()));
        extensions.injectColumnar(perSession(session -> new ColumnarRule() {
            @Override
            public Rule<SparkPlan> preColumnarTransitions() {
                return new ColumnarPlanning();
            }
        }));
    }

    private static <T> Function1<SparkSession, T> perSession(Function<SparkSession, T> make) {
        return new AbstractFunction1<>() {
            @Override
            public T apply(SparkSession session) {
                return make.apply(session);
            }
        };
    }
}
