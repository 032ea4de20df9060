package dev.bentline.numerics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SparkTest extends LibraryTest {
    private static final SparkSession SPARK = SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate();

    @AfterAll
    static void stop() {
        SPARK.stop();
    }

    @Test
    void aMissingDosageHasTheEffectZero() {
        assertThat(SPARK.sql("select greatest(0f, cast(null as float))").head().getFloat(0))
                .isZero();
    }

    private static Elementwise value(String expression) {
        return p -> {
            List<Row> rows = new ArrayList<>();
            for (float each : p) {
                rows.add(RowFactory.create(each));
            }
            List<Row> results = SPARK.createDataFrame(rows, new StructType().add("x", DataTypes.FloatType, false))
                    .selectExpr(expression)
                    .collectAsList();
            float[] y = new float[p.length];
            for (int i = 0; i < y.length; i++) {
                y[i] = results.get(i).getFloat(0);
            }
            return y;
        };
    }

    @Override
    String library() {
        return "Spark " + SPARK.version();
    }

    @Override
    List<Relu> relus() {
        return List.of(
                Relu.withoutSlope("`greatest(x, 0f)`", value("greatest(x, 0f)")),
                Relu.withoutSlope("`greatest(0f, x)`", value("greatest(0f, x)")));
    }

    @Override
    List<Curve> curves() {
        return List.of();
    }
}
