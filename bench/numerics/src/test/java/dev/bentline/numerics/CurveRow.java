package dev.bentline.numerics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.numerics.LibraryTest.Curve;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A library's softplus or sigmoid measured on every 31st float of either sign from 2^-20 to 128, 14.6 million of them.
 *
 * @param near the worst error in ulp up to a dosage of 16, of either sign
 * @param worst the worst error in ulp where the result is not 0
 * @param zeroFrom the greatest dosage whose result is 0; minus infinity where there is none
 * @param alone whether a value has the same bits in an array of its own
 * @param fall the most ulp by which a result is less than the one before it
 */
record CurveRow(Curve curve, double near, double worst, float worstAt, float zeroFrom, boolean alone, double fall) {
    private static final int STRIDE = 31;
    private static final int ALONE = 4096;
    private static final float NEAR = 16;
    private static final String NEVER = "never";

    /** The floats measured, in ascending order. */
    private static float[] dosages() {
        int first = Float.floatToRawIntBits(0x1p-20f);
        int count = Math.ceilDiv(Float.floatToRawIntBits(128f) - first, STRIDE);
        float[] p = new float[2 * count];
        for (int i = 0; i < count; i++) {
            float value = Float.intBitsToFloat(first + i * STRIDE);
            p[count + i] = value;
            p[count - 1 - i] = -value;
        }
        return p;
    }

    static CurveRow of(Curve curve) {
        float[] p = dosages();
        float[] y = curve.value().apply(p);
        double near = 0;
        double worst = 0;
        float worstAt = 0;
        float zeroFrom = Float.NEGATIVE_INFINITY;
        double fall = 0;
        for (int i = 0; i < p.length; i++) {
            double error = Exact.ulps(y[i], curve.exact().of(p[i]));
            if (Math.abs(p[i]) <= NEAR) {
                near = Math.max(near, error);
            }
            if (y[i] == 0) {
                zeroFrom = p[i];
            } else if (error > worst) {
                worst = error;
                worstAt = p[i];
            }
            if (i > 0 && y[i] < y[i - 1]) {
                fall = Math.max(fall, (y[i - 1] - (double) y[i]) / Math.ulp(y[i - 1]));
            }
        }
        return new CurveRow(curve, near, worst, worstAt, zeroFrom, sameAlone(curve, p, y), fall);
    }

    private static boolean sameAlone(Curve curve, float[] p, float[] y) {
        for (int i = 0; i < ALONE; i++) {
            int at = (int) ((long) i * p.length / ALONE);
            float[] alone = curve.value().apply(Arrays.copyOfRange(p, at, at + 1));
            if (Float.floatToRawIntBits(alone[0]) != Float.floatToRawIntBits(y[at])) {
                return false;
            }
        }
        return true;
    }

    List<String> cells(String library) {
        return List.of(
                library,
                curve.written(),
                number(near),
                number(worst),
                "" + worstAt,
                zeroFrom == Float.NEGATIVE_INFINITY ? NEVER : "" + zeroFrom,
                alone ? "same" : "others",
                number(fall));
    }

    /** Rounds up, so that what is stated bounds what was measured. */
    private static String number(double ulps) {
        return ulps < 1e4
                ? String.format(Locale.ROOT, "%.2f", Math.ceil(ulps * 100) / 100)
                : String.format(Locale.ROOT, "%.1e", ulps * 1.05)
                        .replace("e+0", "e")
                        .replace("e+", "e");
    }

    /** Errors depend on the processor, so that a stated one bounds the measured one, which is at least half of it. */
    void check(String library, List<String> stated) {
        List<String> cells = cells(library);
        assertThat(stated).as("should be %s", cells).hasSameSizeAs(cells);
        for (int exact : new int[] {0, 1, 6}) {
            assertThat(stated.get(exact)).as("should be %s", cells).isEqualTo(cells.get(exact));
        }
        checkBound(stated.get(2), near);
        checkBound(stated.get(3), worst);
        checkBound(stated.get(7), fall);
        checkBound(stated.get(3), errorAt(Float.parseFloat(stated.get(4))));
        if (stated.get(5).equals(NEVER)) {
            assertThat(zeroFrom).isEqualTo(Float.NEGATIVE_INFINITY);
        } else {
            float from = Float.parseFloat(stated.get(5));
            assertThat(zeroFrom / from)
                    .as("%s is 0 from %s", curve.written(), zeroFrom)
                    .isBetween(0.99f, 1.01f);
        }
    }

    private void checkBound(String stated, double measured) {
        double bound = Double.parseDouble(stated);
        assertThat(measured).as("%s, stated %s ulp", curve.written(), stated).isBetween(bound / 2, bound);
    }

    /** The worst of as many copies as fill vectors and what is left over. */
    private double errorAt(float p) {
        float[] copies = new float[67];
        Arrays.fill(copies, p);
        double error = 0;
        for (float y : curve.value().apply(copies)) {
            error = Math.max(error, Exact.ulps(y, curve.exact().of(p)));
        }
        return error;
    }
}
