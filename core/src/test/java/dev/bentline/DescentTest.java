package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.descent.LossFunction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Loss functions one after another, over one parameter that an update raises by 1. */
class DescentTest {
    private final List<Double> seen = new ArrayList<>();

    private static LossFunction losses(double... losses) {
        return (parameters, gradient) -> losses[(int) parameters[0]];
    }

    private static Descent descent(LossFunction lossFunction, boolean keepsBest) {
        return new Descent(
                lossFunction,
                (parameters, gradient, trained) -> parameters[0]++,
                new double[1],
                new boolean[] {true},
                new double[] {1},
                new Descent.Limits(3, 0, 0),
                keepsBest);
    }

    private Stop run(Descent descent) {
        return descent.run(parameters -> true, (epoch, loss) -> seen.add(loss));
    }

    @Test
    void anotherLossFunctionTakesOver() {
        Descent descent = descent(losses(5, 4, Double.NaN, Double.NaN), false);
        descent.changeOver(2, () -> losses(-1, -1, 7, 8));
        assertThat(run(descent)).isEqualTo(Stop.EPOCHS);
        assertThat(seen).containsExactly(5.0, 4.0, 7.0, 8.0);
        assertThat(descent.parameters()).containsExactly(3);
        assertThat(descent.loss()).isEqualTo(8);
    }

    @Test
    void itTakesOverWhereALossIsNotFinite() {
        Descent descent = descent(losses(5, Double.POSITIVE_INFINITY, 0, 0), false);
        descent.changeOver(100, () -> losses(-1, 6, 7, Double.NaN));
        assertThat(run(descent)).isEqualTo(Stop.DIVERGED);
        assertThat(seen).containsExactly(5.0, 6.0, 7.0);
        assertThat(descent.parameters()).containsExactly(2);
        assertThat(descent.epochs()).isEqualTo(2);
        assertThat(descent.loss()).isEqualTo(7);
    }

    /** The first takes the start for the best; the second knows better, or agrees. */
    @Test
    void theBestIsThatOfTheLast() {
        Descent descent = descent(losses(1, 2, 0, 0), true);
        descent.changeOver(2, () -> losses(5, 2, 4, 3));
        assertThat(run(descent)).isEqualTo(Stop.EPOCHS);
        assertThat(descent.parameters()).containsExactly(3);
        assertThat(descent.loss()).isEqualTo(3);
        Descent other = descent(losses(1, 2, 0, 0), true);
        other.changeOver(2, () -> losses(3, 2, 4, 5));
        assertThat(run(other)).isEqualTo(Stop.EPOCHS);
        assertThat(other.parameters()).containsExactly(0);
        assertThat(other.loss()).isEqualTo(3);
    }

    @Test
    void aChangeAtTheStartIsAnotherDescent() {
        Descent descent = descent(losses(0, 0, 0, 0), true);
        descent.changeOver(0, () -> losses(4, 3, 2, 5));
        assertThat(run(descent)).isEqualTo(Stop.EPOCHS);
        assertThat(descent.parameters()).containsExactly(2);
        assertThat(descent.loss()).isEqualTo(2);
    }
}
