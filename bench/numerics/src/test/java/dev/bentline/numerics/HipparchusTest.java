package dev.bentline.numerics;

import java.util.List;
import java.util.function.UnaryOperator;
import org.hipparchus.analysis.differentiation.UnivariateDerivative1;
import org.hipparchus.analysis.function.Sigmoid;
import org.hipparchus.util.FastMath;

class HipparchusTest extends LibraryTest {
    private static Relu relu(String written, UnaryOperator<UnivariateDerivative1> function) {
        return new Relu(
                written,
                each(p -> function.apply(new UnivariateDerivative1(p, 1)).getValue()),
                each(p -> function.apply(new UnivariateDerivative1(p, 1)).getFirstDerivative()));
    }

    @Override
    String library() {
        return "Hipparchus " + version(FastMath.class);
    }

    @Override
    List<Relu> relus() {
        return List.of(
                Relu.withoutSlope("`FastMath.max(x, 0.0)`", each(p -> FastMath.max(p, 0.0))),
                relu(
                        "`FastMath.max(x, zero)`",
                        x -> FastMath.max(x, x.getField().getZero())),
                relu("`FastMath.max(zero, x)`", x -> FastMath.max(x.getField().getZero(), x)));
    }

    @Override
    List<Curve> curves() {
        Sigmoid sigmoid = new Sigmoid();
        return List.of(
                new Curve(Exact.SOFTPLUS, "`log1p(exp(x))`", each(p -> FastMath.log1p(FastMath.exp(p)))),
                new Curve(Exact.SIGMOID, "`Sigmoid.value`", each(sigmoid::value)));
    }
}
