package dev.bentline.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bentline.fit.CurveFit;
import dev.bentline.fit.EffectiveDosage;
import dev.bentline.fit.GroupFit;
import dev.bentline.fit.ObservationGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.commons.math3.distribution.FDistribution;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits of groups are those of a GroupedFit on one machine, bit for bit. */
class FitFunctionTest {
    private static final StructType SCHEMA = new StructType()
            .add("compound", DataTypes.StringType)
            .add("dosage", DataTypes.FloatType)
            .add("effect", DataTypes.FloatType)
            .add("weight", DataTypes.FloatType);

    private static final FitSpec SPEC =
            FitSpec.of(Map.of("dosage-scale", "log10", "ed", "10,50", "bootstrap", "20", "bmr", "0.1"));

    /** Groups in the order of their first rows; each row is a dosage, an effect and a weight. */
    private static final Map<@Nullable String, List<float[]>> GROUPS = new LinkedHashMap<>();

    private static List<Row> rows = List.of();

    @BeforeAll
    static void makeRows() {
        Random random = new Random(1);
        List<Row> made = new ArrayList<>();
        for (int group = 0; group < 300; group++) {
            String key = group == 7 ? null : "c" + group;
            for (int i = 0; i < 24; i++) {
                float dosage = i % 8 == 0 ? 0 : (float) Math.pow(10, i % 8 - 3);
                float effect = (float) (1 / (1 + dosage * random.nextDouble()) + 0.1 * random.nextGaussian());
                made.add(RowFactory.create(key, dosage, effect, 1 + i % 3f));
                GROUPS.computeIfAbsent(key, name -> new ArrayList<>()).add(new float[] {dosage, effect, 1 + i % 3f});
            }
        }
        add(made, "one dosage", new float[] {1, 1, 1}, new float[] {1, 2, 1});
        add(
                made,
                "flat",
                new float[] {1, 1, 1},
                new float[] {2, 1, 1},
                new float[] {3, 1, 1},
                new float[] {4, 1, 1},
                new float[] {5, 1, 1});
        add(made, "few", new float[] {1, 1, 1}, new float[] {2, 3, 1}, new float[] {3, 2, 1});
        add(made, "NaN", new float[] {1, 1, 1}, new float[] {Float.NaN, 3, 1}, new float[] {3, 2, 1});
        add(
                made,
                "negative",
                new float[] {-1, 1, 1},
                new float[] {2, 3, 1},
                new float[] {3, 2, 1},
                new float[] {4, 2, 1},
                new float[] {5, 1, 1});
        made.add(RowFactory.create("nothing", null, 1f, 1f));
        made.add(RowFactory.create("nothing", 1f, null, 1f));
        GROUPS.put("nothing", List.of());
        rows = made;
    }

    private static void add(List<Row> made, String key, float[]... observations) {
        for (float[] observation : observations) {
            made.add(RowFactory.create(key, observation[0], observation[1], observation[2]));
        }
        GROUPS.put(key, List.of(observations));
    }

    private static Dataset<Row> table(int partitions) {
        return LocalSpark.SESSION.createDataFrame(rows, SCHEMA).repartition(partitions);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void groupsAreFittedAsOnOneMachine(int partitions) {
        List<Row> fits = BentlineFit.perGroup(table(partitions), List.of("compound"), "dosage", "effect", SPEC)
                .collectAsList();
        assertThat(fits).hasSize(GROUPS.size());
        fits.forEach(fit -> assertIsFitOf(fit, SPEC, false));
    }

    @Test
    void weightsCount() {
        List<Row> fits = BentlineFit.perGroup(table(2), List.of("compound"), "dosage", "effect", "weight", SPEC)
                .collectAsList();
        assertThat(fits).hasSize(GROUPS.size());
        fits.forEach(fit -> assertIsFitOf(fit, SPEC, true));
    }

    @Test
    void sqlGivesWhatJavaGives() {
        table(3).createOrReplaceTempView("screen");
        List<Row> fits = LocalSpark.SESSION
                .sql(
                        "SELECT compound, fit.* FROM (SELECT compound, bentline_fit(dosage, effect, map('dosage-scale', 'log10',"
                                + " 'ed', '10,50', 'bootstrap', '20', 'bmr', '0.1')) fit FROM screen GROUP BY compound)")
                .collectAsList();
        assertThat(fits).hasSize(GROUPS.size());
        fits.forEach(fit -> assertIsFitOf(fit, SPEC, false));
    }

    @Test
    void noOptionsAreAMapOfNone() {
        table(1).createOrReplaceTempView("screen");
        assertThat(LocalSpark.SESSION
                        .sql("SELECT bentline_fit(dosage, effect, map()) FROM screen WHERE compound = 'c1'")
                        .collectAsList())
                .isEqualTo(LocalSpark.SESSION
                        .sql("SELECT bentline_fit(dosage, effect) FROM screen WHERE compound = 'c1'")
                        .collectAsList());
    }

    @Test
    void keysMayHaveAnyNameButThoseOfResults() {
        Dataset<Row> table = table(1).where("compound = 'c1'").withColumnRenamed("compound", "fit");
        assertThat(BentlineFit.perGroup(table, List.of("fit"), "dosage", "effect", SPEC)
                        .select("fit", "ed50")
                        .first()
                        .getString(0))
                .isEqualTo("c1");
        assertThatThrownBy(() -> BentlineFit.perGroup(
                        table.withColumnRenamed("fit", "Area"), List.of("Area"), "dosage", "effect", SPEC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the key Area has the name of another column of the results; withColumnRenamed gives it another");
    }

    @Test
    void numbersThatAreNotFiniteAreNull() {
        Row fit = LocalSpark.SESSION
                .sql(
                        "SELECT bentline_fit(CAST(id AS FLOAT), CAST(greatest(0, id - 8) AS FLOAT), map('hidden', '1')) fit"
                                + " FROM range(16)")
                .select("fit.*")
                .first();
        assertThat(fit.<Double>getAs("sumOfSquaredResiduals")).isZero();
        assertThat(fit.<Double>getAs("aicc")).isNull();
        assertThat(fit.<Double>getAs("bic")).isNull();
    }

    @Test
    void hashedAndSortedGroupsAreTheSame() {
        LocalSpark.with(Map.of("spark.sql.objectHashAggregate.sortBased.fallbackThreshold", "100000"), () -> {
            List<Row> fits = BentlineFit.perGroup(table(2), List.of("compound"), "dosage", "effect", SPEC)
                    .collectAsList();
            assertThat(fits).hasSize(GROUPS.size());
            fits.forEach(fit -> assertIsFitOf(fit, SPEC, false));
            return fits;
        });
    }

    @ParameterizedTest
    @CsvSource({
        "hidden, auto",
        "hidden, 0",
        "monotone, decreasing",
        "loss, huber",
        "zero, 0.005",
        "dosage-scale, linear"
    })
    void optionsAreThoseOfTheCommand(String name, String text) {
        Map<String, String> options = new LinkedHashMap<>(Map.of("dosage-scale", "log10"));
        options.put(name, text);
        FitSpec spec = FitSpec.of(options);
        List<Row> fits = BentlineFit.perGroup(
                        table(2).where("compound < 'c12'"), List.of("compound"), "dosage", "effect", spec)
                .collectAsList();
        assertThat(fits).hasSizeGreaterThan(20);
        fits.forEach(fit -> assertIsFitOf(fit, spec, false));
    }

    private static void assertIsFitOf(Row fit, FitSpec spec, boolean weighted) {
        String key = fit.isNullAt(0) ? null : fit.getString(0);
        List<float[]> observations = Objects.requireNonNull(GROUPS.get(key));
        ObservationGroup<String> group = new ObservationGroup<>(
                "",
                column(observations, 0),
                column(observations, 1),
                weighted ? column(observations, 2) : new float[0]);
        GroupFit<String> expected = spec.fit().fit(group);
        assertThat(fit.<Long>getAs("observations")).isEqualTo(observations.size());
        assertThat(fit.<String>getAs("failure")).isEqualTo(expected.curve().isPresent() ? null : expected.failure());
        if (expected.curve().isEmpty()) {
            assertThat(fit.isNullAt(fit.fieldIndex("network"))).isTrue();
            return;
        }
        CurveFit curve = expected.curve().get();
        assertThat(fit.<String>getAs("network")).isEqualTo(curve.fit().network().toJson());
        assertNumber(fit, "sumOfSquaredResiduals", curve.fit().sumOfSquaredResiduals());
        assertNumber(fit, "aicc", curve.goodness().aicc());
        assertNumber(fit, "residualStandardError", curve.goodness().residualStandardError());
        assertNumber(fit, "area", curve.estimates().area());
        assertNumber(fit, "areaOnScale", curve.estimates().areaOnScale());
        assertNumber(fit, "steepestSlope", curve.estimates().steepestSlope());
        double f = curve.goodness().flatF();
        if (!Double.isNaN(f)) {
            FDistribution distribution = new FDistribution(
                    null,
                    curve.goodness().flatDegreesOfFreedom(),
                    curve.goodness().degreesOfFreedom());
            assertThat(fit.<Double>getAs("flatP")).isCloseTo(1 - distribution.cumulativeProbability(f), within(1e-12));
        }
        for (EffectiveDosage effective : curve.estimates().effectiveDosages()) {
            String name = "ed" + (int) effective.percent();
            if (effective.dosages().isEmpty()) {
                assertThat(fit.isNullAt(fit.fieldIndex(name))).isTrue();
                continue;
            }
            EffectiveDosage.Crossing first = effective.dosages().getFirst();
            assertNumber(fit, name, first.dosage());
            assertNumber(fit, name + "From", first.limits().from());
            assertNumber(fit, name + "To", first.limits().to());
            List<Row> all = fit.getList(fit.fieldIndex("effectiveDosages"));
            assertThat(all.stream().filter(row -> row.getDouble(0) == effective.percent()))
                    .hasSameSizeAs(effective.dosages());
        }
    }

    private static void assertNumber(Row fit, String name, double expected) {
        int at = fit.fieldIndex(name);
        double actual = fit.isNullAt(at) ? Double.NaN : fit.getDouble(at);
        assertThat(actual).as(name).isEqualTo(expected);
    }

    private static float[] column(List<float[]> observations, int ordinal) {
        float[] column = new float[observations.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = observations.get(i)[ordinal];
        }
        return column;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "bentline_fit(1F) | bentline_fit takes bentline_fit(dosage, effect[, weight][, map('option', 'text', ...)]),"
                        + " and here are 1 arguments; line 2 pos 1",
                "bentline_fit(1F, 2D) | bentline_fit takes an effect that is a FLOAT, and 2.0D is a DOUBLE; write"
                        + " CAST(2.0D AS FLOAT); line 2 pos 1",
                "bentline_fit(1F, 2F, map('hiden', '2')) | bentline_fit: there is no option 'hiden'; the options are hidden,"
                        + " dosage-scale, zero, monotone, loss, ed, reference, bmr, bootstrap, ci, seed, resample; line 2 pos 1",
                "bentline_fit(1F, 2F, map('hidden', '7')) | bentline_fit: hidden is 7; it must be from 0 to 6; line 2 pos 1",
                "bentline_fit(1F, 2F, map('hidden', 'two')) | bentline_fit: hidden is 'two'; it must be a number of nodes, or"
                        + " auto; line 2 pos 1",
                "bentline_fit(1F, 2F, map('hidden', 2)) | bentline_fit takes options that are a map of string literals, as"
                        + " map('hidden', '2'), and here is map('hidden', 2); line 2 pos 1",
                "bentline_fit(1F, 2F, map('ed', '10,x')) | bentline_fit: ed is 'x'; it must be percents, as 10,50,90;"
                        + " line 2 pos 1",
                "bentline_fit(1F, 2F, map('dosage-scale', 'ln')) | bentline_fit: dosage-scale is 'ln'; it may be linear,"
                        + " log10; line 2 pos 1",
                "bentline_fit(1F, 2F, map('zero', '1')) | bentline_fit: zero needs dosage-scale log10; line 2 pos 1",
                "bentline_fit(1F, 2F, map('ci', '0.9')) | bentline_fit: ci needs bootstrap; line 2 pos 1",
                "bentline_fit(1F, 2F, map('loss', 'huber', 'bootstrap', '9')) | bentline_fit: bootstrap and loss huber exclude"
                        + " each other: refits are by least squares; line 2 pos 1",
                "bentline_fit(1F, 2F, map('loss', 'huber', 'hidden', 'auto')) | bentline_fit: hidden auto and loss huber exclude"
                        + " each other: AICc compares sums of squared residuals; line 2 pos 1",
                "bentline_fit(1F, 2F, map('ed', '150')) | bentline_fit: ed is '150'; it must be between 0 and 100; line 2 pos 1",
                "bentline_fit(1F, 2F, map('ed', '-1', 'reference', 'control')) | bentline_fit: ed is '-1'; it must be above 0;"
                        + " line 2 pos 1",
                "bentline_fit(1F, 2F, map('ed', '1e999', 'reference', 'absolute')) | bentline_fit: ed is '1e999'; it must be a"
                        + " finite effect; line 2 pos 1",
                "bentline_fit(1F, 2F, map('ed', '12.5,12.50000001')) | bentline_fit: ed is '12.5,12.50000001'; it has a percent"
                        + " twice; line 2 pos 1",
                "bentline_fit(1F, 2F, map('ed', '0x1p3')) | bentline_fit: ed is '0x1p3'; it must be percents, as 10,50,90;"
                        + " line 2 pos 1",
                "bentline_fit(1F, 2F, map('hidden', CAST(NULL AS STRING))) | bentline_fit: the option 'hidden' is NULL; leave it"
                        + " out; line 2 pos 1"
            })
    void wrongCallsAreRefused(String call, String message) {
        assertThatThrownBy(() -> LocalSpark.SESSION.sql("SELECT 1,\n " + call + " FROM range(3)"))
                .isInstanceOf(AnalysisException.class)
                .hasMessage(message);
    }
}
