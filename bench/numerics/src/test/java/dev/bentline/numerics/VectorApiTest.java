package dev.bentline.numerics;

import java.util.List;

class VectorApiTest extends LibraryTest {
    @Override
    String library() {
        return "JDK " + Runtime.version().feature() + ", Vector API";
    }

    @Override
    List<Relu> relus() {
        return List.of(Relu.withoutSlope("`FloatVector.max(0)`", VectorLoops::relu));
    }

    @Override
    List<Curve> curves() {
        return List.of(
                new Curve(Exact.SOFTPLUS, "`max(0, x) + LOG1P(EXP(-abs(x)))`", VectorLoops::softplus),
                new Curve(Exact.SIGMOID, "`1 / (1 + EXP(-x))`", VectorLoops::sigmoid));
    }
}
