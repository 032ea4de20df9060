package dev.bentline.numerics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Holds a library's rows in both tables of {@code docs/numerics.md} to what the library returns here. */
abstract class LibraryTest {
    /** A function of every element of an array, which leaves the array as it is. */
    interface Elementwise {
        float[] apply(float[] p);
    }

    /** ReLU as a library lets one write it; a library without derivatives has slopes of no element. */
    record Relu(String written, Elementwise value, Elementwise slope) {
        static Relu withoutSlope(String written, Elementwise value) {
            return new Relu(written, value, p -> new float[0]);
        }
    }

    /** Softplus or sigmoid as a library lets one write it. */
    record Curve(Exact exact, String written, Elementwise value) {}

    /** The library's name and version as they stand in the first column. */
    abstract String library();

    abstract List<Relu> relus();

    abstract List<Curve> curves();

    @Test
    void atTheBend() {
        assertThat(Page.rows(Page.AT_THE_BEND, library()))
                .containsExactlyElementsOf(relus().stream()
                        .map(relu -> BendRow.of(library(), relu))
                        .toList());
    }

    @Test
    void howFarOff() {
        List<List<String>> stated = Page.rows(Page.HOW_FAR_OFF, library());
        List<CurveRow> measured = curves().stream().map(CurveRow::of).toList();
        assertThat(stated)
                .as(
                        "should be %s",
                        measured.stream().map(row -> row.cells(library())).toList())
                .hasSameSizeAs(measured);
        for (int i = 0; i < measured.size(); i++) {
            measured.get(i).check(library(), stated.get(i));
        }
    }

    @Test
    void nanStaysNanInSoftplusAndSigmoid() {
        for (Curve curve : curves()) {
            float[] p = {1, Float.NaN, Float.NaN, 1, 1, 1, 1, 1, Float.NaN};
            float[] y = curve.value().apply(p);
            for (int i = 0; i < p.length; i++) {
                assertThat(Float.isNaN(y[i])).as(curve.written()).isEqualTo(Float.isNaN(p[i]));
            }
        }
    }

    /** The version in a jar's name. */
    static String version(Class<?> inJar) {
        String jar = inJar.getProtectionDomain().getCodeSource().getLocation().getPath();
        return jar.replaceFirst(".*/[^/]*?-(\\d[^/]*)\\.jar$", "$1");
    }

    /** A function of doubles, given floats and rounded to floats. */
    static Elementwise each(DoubleUnaryOperator function) {
        return p -> {
            float[] y = new float[p.length];
            for (int i = 0; i < p.length; i++) {
                y[i] = (float) function.applyAsDouble(p[i]);
            }
            return y;
        };
    }
}
