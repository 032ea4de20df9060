package dev.bentline.numerics;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.function.UnaryOperator;

class PyTorchTest extends LibraryTest {
    private static Elementwise value(UnaryOperator<NDArray> function) {
        return p -> {
            try (NDManager manager = NDManager.newBaseManager()) {
                return function.apply(manager.create(p)).toFloatArray();
            }
        };
    }

    private static Elementwise slope(UnaryOperator<NDArray> function) {
        return p -> {
            try (NDManager manager = NDManager.newBaseManager();
                    GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray x = manager.create(p);
                x.setRequiresGradient(true);
                collector.backward(function.apply(x));
                return x.getGradient().toFloatArray();
            }
        };
    }

    private static Relu relu(String written, UnaryOperator<NDArray> function) {
        return new Relu(written, value(function), slope(function));
    }

    @Override
    String library() {
        return "PyTorch " + Engine.getInstance().getVersion() + ", DJL " + Engine.getDjlVersion();
    }

    @Override
    List<Relu> relus() {
        return List.of(
                relu("`relu(x)`", Activation::relu),
                relu("`maximum(x, 0)`", x -> x.maximum(x.zerosLike())),
                relu("`maximum(0, x)`", x -> x.zerosLike().maximum(x)),
                relu("`clamp(x, 0, 1)`", x -> x.clip(0, 1)));
    }

    @Override
    List<Curve> curves() {
        return List.of(
                new Curve(Exact.SOFTPLUS, "`softplus`", value(Activation::softPlus)),
                new Curve(Exact.SIGMOID, "`sigmoid`", value(Activation::sigmoid)));
    }
}
