package dev.bentline.numerics;

import java.util.List;
import java.util.function.BiFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class TensorFlowTest extends LibraryTest {
    private interface Operation extends BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> {}

    private static Elementwise value(Operation operation) {
        return p -> run(p, operation);
    }

    private static Elementwise slope(Operation operation) {
        return p -> run(
                p,
                (ops, x) -> ops.gradients(operation.apply(ops, x), List.of(x)).dy(0));
    }

    private static float[] run(float[] p, Operation operation) {
        try (Graph graph = new Graph();
                Session session = new Session(graph);
                TFloat32 in = TFloat32.tensorOf(Shape.of(p.length), DataBuffers.of(p))) {
            Ops ops = Ops.create(graph);
            Placeholder<TFloat32> x = ops.placeholder(TFloat32.class);
            Operand<TFloat32> y = operation.apply(ops, x);
            try (Result result =
                    session.runner().feed(x.asOutput(), in).fetch(y.asOutput()).run()) {
                float[] out = new float[p.length];
                ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(out);
                return out;
            }
        }
    }

    private static Relu relu(String written, Operation operation) {
        return new Relu(written, value(operation), slope(operation));
    }

    @Override
    String library() {
        return "TensorFlow " + TensorFlow.version() + ", Java " + version(TensorFlow.class);
    }

    @Override
    List<Relu> relus() {
        return List.of(
                relu("`nn.relu(x)`", (ops, x) -> ops.nn.relu(x)),
                relu("`math.maximum(x, 0)`", (ops, x) -> ops.math.maximum(x, ops.constant(0f))),
                relu("`math.maximum(0, x)`", (ops, x) -> ops.math.maximum(ops.constant(0f), x)));
    }

    @Override
    List<Curve> curves() {
        return List.of(
                new Curve(Exact.SOFTPLUS, "`math.softplus`", value((ops, x) -> ops.math.softplus(x))),
                new Curve(Exact.SIGMOID, "`math.sigmoid`", value((ops, x) -> ops.math.sigmoid(x))));
    }
}
