package dev.bentline.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bentline.Bend;
import dev.bentline.Layer;
import dev.bentline.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Graphs of random operators, some of which read what others have read before, have the effects that a walk over their nodes
 * in double gives.
 */
class OnnxRandomGraphTest {
    private static final int GRAPHS = 2_000;

    private final Random random = new Random(7);

    /** The dosage of the walk. */
    private double dosage;

    /** A tensor of the graph: its name, its width, and what it is at the dosage. */
    private record Walked(String name, int width, Supplier<double[]> values) {}

    private TestGraph graph = TestGraph.of(13);
    private List<Walked> walked = new ArrayList<>();

    @Test
    void effectsAreThoseOfAWalkOverTheNodes() {
        int deepest = 0;
        for (int i = 0; i < GRAPHS; i++) {
            graph = TestGraph.of(13);
            walked = new ArrayList<>(List.of(new Walked("x", 1, () -> new double[] {dosage})));
            boolean isChain = random.nextBoolean();
            for (int steps = 1 + random.nextInt(9); steps > 0; steps--) {
                add(isChain ? walked.getLast() : walked.get(random.nextInt(walked.size())), isChain);
            }
            Walked last = gemm(walked.getLast(), 1);
            graph.node("Identity", last.name + " -> y");
            Model model = Onnx.read(graph.bytes());
            deepest = Math.max(deepest, model.layers().size());
            for (double x = -3; x <= 3; x += 0.37) {
                dosage = x;
                double expected = last.values.get()[0];
                assertThat(PlainForward.effect(model, x))
                        .as("graph %s at %s: %s", i, x, graph.graph.getNodeList())
                        .isCloseTo(expected, within(1e-6 * magnitude(model, x)));
            }
            assertThat(Onnx.read(Onnx.write(model.withBend(Bend.ONE)))).isEqualTo(model.withBend(Bend.ONE));
        }
        assertThat(deepest).isGreaterThan(6);
    }

    /** The largest sum of magnitudes in any node: what roundings of weights are relative to. */
    private static double magnitude(Model model, double x) {
        double[] nodes = {Math.abs(x)};
        double largest = 1;
        for (Layer layer : model.layers()) {
            double[] next = new double[layer.nodes()];
            for (int j = 0; j < next.length; j++) {
                next[j] = Math.abs(layer.bias(j));
                for (int i = 0; i < nodes.length; i++) {
                    next[j] += Math.abs(layer.weight(j, i)) * nodes[i];
                }
                largest = Math.max(largest, next[j]);
            }
            nodes = next;
        }
        return largest;
    }

    private void add(Walked of, boolean isChain) {
        float constant = random.nextInt(9) / 4f - 1;
        switch (random.nextInt(isChain ? 12 : 15)) {
            case 0, 1, 2, 3 -> gemm(of, 1 + random.nextInt(4));
            case 4, 5 -> map("Relu", of, 0, (p, c) -> Math.max(0, p));
            case 6 -> map("Abs", of, 0, (p, c) -> Math.abs(p));
            case 7 -> map("Neg", of, 0, (p, c) -> -p);
            case 8 -> binary("Max", of, constant, Math::max);
            case 9 -> binary("Min", of, constant, Math::min);
            case 10 -> binary("Mul", of, constant, (p, c) -> p * c);
            case 11 -> binary("PRelu", of, constant, (p, c) -> p < 0 ? c * p : p);
            case 12 -> both("Add", of, Double::sum);
            case 13 -> both("Sub", of, (p, q) -> p - q);
            default -> both("Max", of, Math::max);
        }
    }

    private Walked add(String name, int width, Supplier<double[]> values) {
        Walked added = new Walked(name, width, values);
        walked.add(added);
        return added;
    }

    private String next() {
        return "t" + walked.size();
    }

    private Walked gemm(Walked of, int width) {
        String name = next();
        double[] weights = numbers(of.width * width);
        double[] biases = numbers(width);
        graph.floats("w" + name, new long[] {of.width, width}, weights)
                .floats("b" + name, new long[] {width}, biases)
                .node("Gemm", of.name + " w" + name + " b" + name + " -> " + name);
        return add(name, width, () -> {
            double[] sums = biases.clone();
            double[] x = of.values.get();
            for (int i = 0; i < weights.length; i++) {
                sums[i % width] += weights[i] * x[i / width];
            }
            return sums;
        });
    }

    /** Small quarters, which floats hold. */
    private double[] numbers(int count) {
        return random.ints(count, -6, 7).mapToDouble(number -> number / 4.0).toArray();
    }

    private void map(String operator, Walked of, double constant, DoubleBinaryOperator function) {
        String name = next();
        graph.node(operator, of.name + " -> " + name);
        add(
                name,
                of.width,
                () -> Arrays.stream(of.values.get())
                        .map(p -> function.applyAsDouble(p, constant))
                        .toArray());
    }

    private void binary(String operator, Walked of, float constant, DoubleBinaryOperator function) {
        String name = next();
        graph.floats("k" + name, new long[0], constant).node(operator, of.name + " k" + name + " -> " + name);
        add(
                name,
                of.width,
                () -> Arrays.stream(of.values.get())
                        .map(p -> function.applyAsDouble(p, constant))
                        .toArray());
    }

    /** Adds an operator of two values, the other one of one column or as many. */
    private void both(String operator, Walked of, DoubleBinaryOperator function) {
        List<Walked> others = walked.stream()
                .filter(other -> other.width == of.width || other.width == 1)
                .toList();
        Walked other = others.get(random.nextInt(others.size()));
        String name = next();
        graph.node(operator, of.name + " " + other.name + " -> " + name);
        add(name, of.width, () -> {
            double[] values = of.values.get().clone();
            double[] with = other.values.get();
            for (int j = 0; j < values.length; j++) {
                values[j] = function.applyAsDouble(values[j], with[other.width == 1 ? 0 : j]);
            }
            return values;
        });
    }
}
