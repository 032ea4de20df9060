package dev.bentline.numerics;

import java.util.Arrays;
import java.util.List;
import smile.base.mlp.ActivationFunction;
import smile.math.MathEx;

class SmileTest extends LibraryTest {
    @Override
    String library() {
        return "Smile " + version(ActivationFunction.class);
    }

    @Override
    List<Relu> relus() {
        ActivationFunction rectifier = ActivationFunction.rectifier();
        return List.of(new Relu(
                "`ActivationFunction.rectifier()`",
                each(p -> {
                    double[] y = {p};
                    rectifier.f(y);
                    return y[0];
                }),
                each(p -> {
                    double[] y = {p};
                    rectifier.f(y);
                    double[] slope = new double[1];
                    Arrays.fill(slope, 1);
                    rectifier.g(slope, y);
                    return slope[0];
                })));
    }

    @Override
    List<Curve> curves() {
        return List.of(
                new Curve(Exact.SOFTPLUS, "`MathEx.log1pe`", each(MathEx::log1pe)),
                new Curve(Exact.SIGMOID, "`MathEx.sigmoid`", each(MathEx::sigmoid)));
    }
}
