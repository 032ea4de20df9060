package dev.bentline.numerics;

import java.util.List;
import java.util.function.BiFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class Nd4jTest extends LibraryTest {
    private interface Operation extends BiFunction<SameDiff, SDVariable, SDVariable> {}

    private static Elementwise value(Operation operation) {
        return p -> {
            SameDiff graph = SameDiff.create();
            return operation
                    .apply(graph, graph.var("x", Nd4j.createFromArray(p)))
                    .eval()
                    .toFloatVector();
        };
    }

    private static Elementwise slope(Operation operation) {
        return p -> {
            SameDiff graph = SameDiff.create();
            operation
                    .apply(graph, graph.var("x", Nd4j.createFromArray(p)))
                    .sum()
                    .markAsLoss();
            return graph.calculateGradients(null, "x").get("x").toFloatVector();
        };
    }

    private static Relu relu(String written, Operation operation) {
        return new Relu(written, value(operation), slope(operation));
    }

    @Override
    String library() {
        return "ND4J " + version(INDArray.class);
    }

    @Override
    List<Relu> relus() {
        return List.of(
                relu("`nn.relu(x, 0)`", (graph, x) -> graph.nn.relu(x, 0)),
                relu("`math.max(x, 0)`", (graph, x) -> graph.math.max(x, graph.constant(0f))),
                relu("`math.max(0, x)`", (graph, x) -> graph.math.max(graph.constant(0f), x)),
                relu("`nn.relu6(x, 0)`", (graph, x) -> graph.nn.relu6(x, 0)));
    }

    @Override
    List<Curve> curves() {
        return List.of(
                new Curve(Exact.SOFTPLUS, "`nn.softplus`", value((graph, x) -> graph.nn.softplus(x))),
                new Curve(Exact.SIGMOID, "`nn.sigmoid`", value((graph, x) -> graph.nn.sigmoid(x))));
    }
}
