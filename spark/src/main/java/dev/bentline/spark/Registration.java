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
                    info(NetworkFunction.class, operation.function(), operation.usage()),
                    new NetworkFunctionBuilder(operation)));
        }
        extensions.injectFunction(new Tuple3<>(
                new FunctionIdentifier(FitFunctionBuilder.NAME),
                info(
                        FitFunction.class,
                        FitFunctionBuilder.NAME,
                        FitFunctionBuilder.USAGE + " - a curve fitted to a group"),
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

    /** Describes a function for DESCRIBE FUNCTION. */
    private static ExpressionInfo info(Class<?> type, String name, String usage) {
        return new ExpressionInfo(type.getName(), null, name, usage, "", "", "", "", "", "", "");
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
