package dev.bentline.spark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.FilterExec;
import org.apache.spark.sql.execution.SparkPlan;
import scala.Function1;
import scala.Option;
import scala.PartialFunction;
import scala.collection.immutable.Seq;
import scala.runtime.AbstractPartialFunction;

/**
 * Plans {@link NetworkColumns} where operators ask for functions of columns that come in batches, there or below filters: all
 * effects of a batch cost less than to look at its rows.
 */
final class ColumnarPlanning extends Rule<SparkPlan> {
    @Override
    public SparkPlan apply(SparkPlan plan) {
        return plan.transformUp(total(ColumnarPlanning::planned));
    }

    /** An operator with its functions taken from columns, where that can be. */
    private static SparkPlan planned(SparkPlan plan) {
        if (plan.children().size() != 1 || plan.supportsColumnar()) {
            return plan;
        }
        SparkPlan source = plan.children().head();
        while (source instanceof FilterExec filter) {
            source = filter.child();
        }
        if (!source.supportsColumnar()) {
            return plan;
        }
        Map<Expression, Alias> columns = new LinkedHashMap<>();
        if (source instanceof NetworkColumns planned) {
            Scala.list(planned.functions()).forEach(column -> columns.put(key(column), column));
            source = planned.child();
        }
        int known = columns.size();
        SparkPlan changed = plan.transformExpressions(total(
                expression -> expression instanceof NetworkFunction function && NetworkColumn.isPossible(function)
                        ? columns.computeIfAbsent(function.canonicalized(), key -> column(function))
                                .toAttribute()
                        : expression));
        SparkPlan below = new NetworkColumns(Scala.seq(new ArrayList<>(columns.values())), source);
        return columns.size() == known
                ? changed
                : changed.withNewChildren(children(above(plan.children().head(), below)));
    }
    /** The filters of a chain, above another source. */
    private static SparkPlan above(SparkPlan chain, SparkPlan source) {
        return chain instanceof FilterExec filter
                ? filter.withNewChildren(children(above(filter.child(), source)))
                : source;
    }

    private static Seq<SparkPlan> children(SparkPlan child) {
        return Scala.seq(List.of(child));
    }

    private static Expression key(Alias column) {
        return column.child().canonicalized();
    }

    private static Alias column(NetworkFunction function) {
        return new Alias(
                function,
                function.operation().function(),
                NamedExpression.newExprId(),
                Scala.seq(List.of()),
                Option.empty(),
                Scala.seq(List.of()));
    }

    private static <T> PartialFunction<T, T> total(UnaryOperator<T> change) {
        return new AbstractPartialFunction<>() {
            @Override
            public boolean isDefinedAt(T node) {
                return true;
            }

            @Override
            public <A extends T, B> B applyOrElse(A node, Function1<A, B> otherwise) {
                @SuppressWarnings("unchecked") // B is a supertype of T
                B changed = (B) change.apply(node);
                return changed;
            }
        };
    }
}
