package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.kernel.BentLineTable;
import dev.bentline.kernel.PieceIndex;
import dev.bentline.testing.DeepNetworks;
import dev.bentline.testing.DeepNetworks.Kind;
import dev.bentline.testing.DeepOracle;
import dev.bentline.testing.ExactOracle;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bounds in the Javadoc of the engine, for deep networks, against exact arithmetic. */
class DeepAccuracyTest {
    private static final int NETWORKS = 100;
    private static final BigDecimal FOUR_UNITS = ExactOracle.UNIT.multiply(BigDecimal.valueOf(4));
    private static final BigDecimal LARGEST = ExactOracle.power(127);
    private static final BigDecimal UNDERFLOW = ExactOracle.power(-148);

    /** Roundings of a double between a segment's line and its effect. */
    private static final BigDecimal EFFECT_IN_DOUBLE = ExactOracle.power(-51);

    /** Far from 0 the line is known to a share of that distance only, and there it steps by less: not so at -1. */
    @Test
    void whatIsFarOffDoesNotReachTheRest() {
        DeepNetwork network = (DeepNetwork) Model.parse("""
                {"layers": [
                 {"weights": [[-2.2]], "biases": [-1.3], "activation": "relu"},
                 {"weights": [[1.2], [3.6000001]], "biases": [-2.5, -7.5], "activation": "relu"},
                 {"weights": [[2.4, -0.8], [4.8, -1.6]], "biases": [-1.9, -3.3000002], "activation": "relu"},
                 {"weights": [[-2.8, 0.59999996], [-8.4, 1.7999998]], "biases": [1.2, 3.6000001],
                  "activation": "relu"},
                 {"weights": [[-1.0, 0.33333334]], "biases": [-2.9], "activation": "identity"}]}
                """);
        BentLine line = BentLine.of(network);
        for (double x : new double[] {-1, -1e7, 0, 1}) {
            DeepOracle exact = DeepOracle.at(network, new BigDecimal(x));
            assertThat(error(exact.effect(), line.effect(x)))
                    .isLessThanOrEqualTo(DeepOracle.share(network).multiply(exact.size()));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyResultKeepsItsBound(Kind kind) {
        Random random = new Random(kind.name().hashCode());
        int computed = 0;
        for (int i = 0; i < NETWORKS; i++) {
            DeepNetwork network = DeepNetworks.draw(kind, random);
            BentLine line = BentLine.of(network);
            List<Float> dosages = DeepOracle.dosages(
                    line.segments().stream().map(Segment::from).toList(), i, 30);
            List<DeepOracle> exact = dosages.stream()
                    .map(x -> DeepOracle.at(network, new BigDecimal(x)))
                    .toList();
            checkLine(network, line, dosages, exact);
            if (network.compile().normal()) {
                checkEngine(network, kind, dosages, exact);
                computed++;
            }
        }
        assertThat(computed)
                .as("networks an engine takes")
                .isGreaterThan(kind == Kind.SCALES ? NETWORKS / 4 : NETWORKS * 9 / 10);
    }

    private static void checkLine(DeepNetwork network, BentLine line, List<Float> dosages, List<DeepOracle> exact) {
        BigDecimal share = DeepOracle.share(network).add(EFFECT_IN_DOUBLE);
        for (int k = 0; k < dosages.size(); k++) {
            double effect = line.effect(dosages.get(k));
            assertThat(error(exact.get(k).effect(), effect))
                    .as("effect %s of %s in %s", effect, dosages.get(k), network)
                    .isLessThanOrEqualTo(share.multiply(exact.get(k).size()));
        }
    }

    private static void checkEngine(DeepNetwork network, Kind kind, List<Float> dosages, List<DeepOracle> exact) {
        BentLineTable table = network.compile();
        PieceIndex index = new PieceIndex(table.starts());
        BigDecimal share = DeepOracle.share(network);
        float[] x = new float[dosages.size()];
        for (int k = 0; k < x.length; k++) {
            x[k] = dosages.get(k);
        }
        float[] effects = new float[x.length];
        float[] slopes = new float[x.length];
        Engine engine = Engine.of(network);
        engine.forward(x, effects);
        engine.derivative(x, slopes);
        for (int k = 0; k < x.length; k++) {
            DeepOracle truth = exact.get(k);
            int piece = index.find(x[k]);
            if (truth.size().max(truth.steepness()).compareTo(LARGEST) > 0
                    || Float.isInfinite(x[k] - table.anchors()[piece])) {
                continue; // what overflows has no bound
            }
            BigDecimal away = new BigDecimal(x[k])
                    .subtract(new BigDecimal(table.anchors()[piece]))
                    .multiply(new BigDecimal(table.slopes()[piece]));
            BigDecimal terms = new BigDecimal(table.values()[piece]).abs().add(away.abs());
            assertThat(error(truth.effect(), effects[k]))
                    .as("effect %s of %s in %s", effects[k], x[k], network)
                    .isLessThanOrEqualTo(FOUR_UNITS
                            .multiply(terms)
                            .add(share.multiply(truth.size()))
                            .add(UNDERFLOW));
            if (truth.certain() || kind == Kind.HALVES) {
                assertThat(error(truth.derivative(), slopes[k]))
                        .as("derivative %s at %s in %s", slopes[k], x[k], network)
                        .isLessThanOrEqualTo(ExactOracle.UNIT
                                .multiply(truth.derivative().abs())
                                .add(share.multiply(truth.steepness())));
            }
        }
    }

    private static BigDecimal error(BigDecimal exact, double computed) {
        return exact.subtract(new BigDecimal(computed)).abs();
    }
}
