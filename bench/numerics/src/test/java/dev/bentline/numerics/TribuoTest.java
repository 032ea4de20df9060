package dev.bentline.numerics;

import java.util.List;
import org.tribuo.math.util.SigmoidNormalizer;

class TribuoTest extends LibraryTest {
    @Override
    String library() {
        return "Tribuo " + version(SigmoidNormalizer.class);
    }

    @Override
    List<Relu> relus() {
        return List.of();
    }

    @Override
    List<Curve> curves() {
        return List.of(new Curve(Exact.SIGMOID, "`SigmoidNormalizer.sigmoid`", each(SigmoidNormalizer::sigmoid)));
    }
}
