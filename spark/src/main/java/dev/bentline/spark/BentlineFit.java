package dev.bentline.spark;

import dev.bentline.DosageIndex;
import dev.bentline.Fit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.FloatType;

/** Fits to datasets; their sessions need {@link BentlineExtensions}. */
public final class BentlineFit {
    private BentlineFit() {}

    /**
     * Fits a curve to each group of rows: one row a group, of its keys and of what {@code bentline fit --group} tells, in no
     * order. A group that cannot be fitted has the reason in {@code failure}. Rows in which a number is NULL are no
     * observations. All of a group's observations come to one executor, 4 bytes a number.
     *
     * @param keys the names of the columns that tell groups apart; NULL is a key, too; none may be that of a result
     * @param dosage the name of a column of type FLOAT
     * @param effect that of the observed effects, FLOAT, too
     * @throws IllegalArgumentException if a key has the name of a result, or of another key
     */
    public static Dataset<Row> perGroup(
            Dataset<Row> dataset, List<String> keys, String dosage, String effect, FitSpec spec) {
        return perGroup(dataset, keys, List.of(dosage, effect), spec);
    }

    /**
     * Fits to rows of which some count more than others.
     *
     * @param weight the name of the column of their weights, FLOAT, at least 0
     * @throws IllegalArgumentException if a key has the name of a result, or of another key
     */
    public static Dataset<Row> perGroup(
            Dataset<Row> dataset, List<String> keys, String dosage, String effect, String weight, FitSpec spec) {
        return perGroup(dataset, keys, List.of(dosage, effect, weight), spec);
    }

    /**
     * Fits one curve to all rows: executors sort parts of them, which the driver merges into one {@link DosageIndex}. Rows in
     * which a number is NULL are no observations. The dataset is read twice, to count first.
     *
     * @param dosage the name of a column of type FLOAT
     * @param effect that of the observed effects, FLOAT, too
     * @param spec of which {@code hidden}, {@code dosage-scale}, {@code zero}, {@code monotone}, {@code loss} and {@code seed}
     *     count
     * @param mostBytes of the driver's memory that the index may take, 8.875 an observation; while it is merged, the parts take
     *     as many again
     * @throws IllegalArgumentException if it would take more, a number is not finite, there are fewer observations than
     *     parameters, all have one dosage or one effect, or they do not suit the scale
     * @throws IllegalStateException if the dataset had other rows when it was read again
     */
    public static Fit of(Dataset<Row> dataset, String dosage, String effect, FitSpec spec, long mostBytes) {
        return new DistributedIndex(dataset.select(number(dataset, dosage), number(dataset, effect)))
                .fit(spec, mostBytes);
    }

    private static Column number(Dataset<Row> dataset, String name) {
        Column column = column(name);
        DataType type = dataset.select(column).schema().apply(0).dataType();
        if (!(type instanceof FloatType)) {
            throw new IllegalArgumentException(
                    "the column " + name + " is " + type.sql() + "; it must be FLOAT: cast it");
        }
        return column;
    }

    private static Dataset<Row> perGroup(Dataset<Row> dataset, List<String> keys, List<String> inputs, FitSpec spec) {
        checkNames(keys, spec);
        String struct = "fit of " + String.join(", ", keys); // longer than any key, and so none
        List<Column> arguments =
                new ArrayList<>(inputs.stream().map(BentlineFit::column).toList());
        arguments.add(options(spec.options()));
        Column fit = functions
                .call_function(FitFunctionBuilder.NAME, arguments.toArray(Column[]::new))
                .as(struct);
        List<Column> results =
                new ArrayList<>(keys.stream().map(BentlineFit::column).toList());
        results.add(functions.col(quoted(struct) + ".*"));
        return dataset.groupBy(keys.stream().map(BentlineFit::column).toArray(Column[]::new))
                .agg(fit)
                .select(results.toArray(Column[]::new));
    }

    private static void checkNames(List<String> keys, FitSpec spec) {
        Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        taken.addAll(List.of(new FitTable(spec.estimation()).columns().fieldNames()));
        for (String key : keys) {
            if (!taken.add(key)) {
                throw new IllegalArgumentException("the key " + key
                        + " has the name of another column of the results; withColumnRenamed gives it another");
            }
        }
    }

    private static Column options(Map<String, String> options) {
        List<Column> entries = new ArrayList<>();
        options.forEach((name, text) -> {
            entries.add(functions.lit(name));
            entries.add(functions.lit(text));
        });
        return functions.map(entries.toArray(Column[]::new));
    }

    /** The column of a name, whatever is in it. */
    private static Column column(String name) {
        return functions.col(quoted(name));
    }

    private static String quoted(String name) {
        return '`' + name.replace("`", "``") + '`';
    }
}
