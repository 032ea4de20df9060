package dev.bentline.spark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.IsNotNull;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.FilterExec;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.aggregate.BaseAggregateExec;
import scala.Function1;
import scala.Option;
import scala.PartialFunction;
import scala.collection.immutable.Seq;
import scala.runtime.AbstractPartialFunction;

/**
 * Plans {@link NetworkColumns} where operators ask for functions of columns that come in batches, there or below filters: the
 * effects of a whole batch cost less than to look at its rows. Only those of wide softplus networks do not, which wait for
 * filters to choose the rows.
 */
final class ColumnarPlanning extends Rule<SparkPlan> {
    @Override
    public SparkPlan apply(SparkPlan plan) {
        return plan.transformUp(total(ColumnarPlanning::planned));
    }

    /** An operator with its functions taken from columns, where that can be; its output stays as it was. */
    private static SparkPlan planned(SparkPlan plan) {
        if (!(plan instanceof ProjectExec || plan instanceof FilterExec || plan instanceof BaseAggregateExec)) {
            return plan;
        }
        SparkPlan chain = plan.children().head();
        SparkPlan source = source(chain);
        if (!source.supportsColumnar()) {
            return plan;
        }
        Map<Expression, Alias> columns = new LinkedHashMap<>();
        if (source instanceof NetworkColumns planned) {
            Scala.list(planned.functions()).forEach(column -> columns.put(key(column), column));
            source = planned.child();
        }
        Seq<Attribute> given = source.output();
        boolean filtered = isFiltered(chain);
        SparkPlan changed = plan.transformExpressions(total(expression -> expression instanceof NetworkFunction function
                        && NetworkColumn.isOf(function, given)
                        && (!filtered
                                || isColumn(function, columns)
                                || function.network().isCheap())
                ? columns.computeIfAbsent(function.canonicalized(), key -> column(function))
                        .toAttribute()
                : expression));
        if (changed.equals(plan)) {
            return plan;
        }
        SparkPlan below = new NetworkColumns(Scala.seq(new ArrayList<>(columns.values())), source);
        SparkPlan result = changed.withNewChildren(children(above(chain, below)));
        return result.output().equals(plan.output()) ? result : new ProjectExec(named(plan.output()), result);
    }

    /** The source below filters and projects that only choose columns. */
    private static SparkPlan source(SparkPlan chain) {
        return isPassage(chain) ? source(chain.children().head()) : chain;
    }

    private static boolean isColumn(NetworkFunction function, Map<Expression, Alias> columns) {
        return columns.containsKey(function.canonicalized());
    }

    /** Returns whether a chain has a filter that may leave few rows. */
    private static boolean isFiltered(SparkPlan chain) {
        return isPassage(chain)
                && ((chain instanceof FilterExec filter && leavesFew(filter.condition()))
                        || isFiltered(chain.children().head()));
    }

    /** Spark itself adds that a column IS NOT NULL. */
    private static boolean leavesFew(Expression condition) {
        return condition instanceof And both
                ? leavesFew(both.left()) || leavesFew(both.right())
                : !(condition instanceof IsNotNull);
    }

    /** The filters of a chain, above another source, whose columns all go through. */
    private static SparkPlan above(SparkPlan chain, SparkPlan source) {
        if (!isPassage(chain)) {
            return source;
        }
        SparkPlan below = above(chain.children().head(), source);
        return chain instanceof FilterExec ? chain.withNewChildren(children(below)) : below;
    }

    private static boolean isPassage(SparkPlan plan) {
        return plan instanceof FilterExec
                || (plan instanceof ProjectExec project
                        && Scala.list(project.projectList()).stream().allMatch(Attribute.class::isInstance));
    }

    private static Seq<NamedExpression> named(Seq<Attribute> attributes) {
        return Scala.seq(List.<NamedExpression>copyOf(Scala.list(attributes)));
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
