package dev.bentline.numerics;

import dev.bentline.numerics.LibraryTest.Elementwise;
import dev.bentline.numerics.LibraryTest.Relu;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Writes what a library makes of the special values, at every place of arrays of several lengths. */
final class BendRow {
    private static final int[] LENGTHS = {2, 3, 7, 16, 37, 64, 131};

    private BendRow() {}

    static List<String> of(String library, Relu relu) {
        return List.of(
                library,
                relu.written(),
                at(relu.value(), -0f),
                at(relu.value(), -1e-40f),
                at(relu.value(), Float.NaN),
                at(relu.slope(), 0f, -0f),
                at(relu.slope(), Float.NaN));
    }

    private static String at(Elementwise function, float... specials) {
        Set<String> results = new TreeSet<>();
        for (float special : specials) {
            for (int length : LENGTHS) {
                float[] p = new float[length];
                Arrays.fill(p, special);
                for (float y : function.apply(p)) {
                    results.add(("" + y).replaceFirst("^(\\d+)\\.0$", "$1"));
                }
            }
        }
        return results.isEmpty() ? "" : String.join(" or ", results);
    }
}
