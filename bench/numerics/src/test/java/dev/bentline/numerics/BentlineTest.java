package dev.bentline.numerics;

import dev.bentline.Activation;
import dev.bentline.Bend;
import dev.bentline.Engine;
import dev.bentline.Network;
import java.util.List;

class BentlineTest extends LibraryTest {
    /** An engine of one node that passes its dosage on: the network is its activation. */
    private static Engine engine(Activation activation, Bend bend) {
        float[] one = {1};
        return Engine.of(Network.of(activation, one, new float[1], one, 0, Activation.IDENTITY)
                .withBend(bend));
    }

    private static Elementwise value(Engine engine) {
        return p -> {
            float[] y = new float[p.length];
            engine.forward(p, y);
            return y;
        };
    }

    private static Elementwise slope(Engine engine) {
        return p -> {
            float[] y = new float[p.length];
            engine.derivative(p, y);
            return y;
        };
    }

    @Override
    String library() {
        return "Bentline 0.1.0";
    }

    @Override
    List<Relu> relus() {
        Engine zero = engine(Activation.RELU, Bend.ZERO);
        Engine one = engine(Activation.RELU, Bend.ONE);
        return List.of(
                new Relu("`RELU`, `Bend.ZERO`", value(zero), slope(zero)),
                new Relu("`RELU`, `Bend.ONE`", value(one), slope(one)));
    }

    @Override
    List<Curve> curves() {
        Engine softplus = engine(Activation.SOFTPLUS, Bend.ZERO);
        return List.of(
                new Curve(Exact.SOFTPLUS, "`SOFTPLUS`", value(softplus)),
                new Curve(Exact.SIGMOID, "its `derivative`", slope(softplus)));
    }
}
