package dev.bentline.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bentline.BentLine;
import dev.bentline.DosageScale;
import dev.bentline.Interval;
import dev.bentline.fit.segmented.SegmentedLine;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Compares what is read off a refit's line with the sum of its nodes at many places. */
class CurveTest {
    private static final int STEPS = 1 << 14;

    private static double effect(SegmentedLine line, double x) {
        double sum = line.bias();
        for (int node = 0; node < line.bends().length; node++) {
            double p = line.facesLeft()[node] ? line.bends()[node] - x : x - line.bends()[node];
            sum += line.jumps()[node] * Math.max(0, p);
        }
        return line.reluOutput() ? Math.max(0, sum) : sum;
    }

    @RepeatedTest(60)
    void isTheSumOfItsNodes(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        int nodes = random.nextInt(1, 7);
        boolean[] facesLeft = new boolean[nodes];
        for (int node = 0; node < nodes; node++) {
            facesLeft[node] = random.nextBoolean();
        }
        SegmentedLine line = new SegmentedLine(
                random.doubles(nodes, -1.5, 2.5).toArray(),
                random.doubles(nodes, -3, 3).toArray(),
                facesLeft,
                random.nextDouble(-1, 1),
                random.nextBoolean(),
                0,
                true);
        boolean log = random.nextBoolean();
        DosageScale scale = log ? DosageScale.log10(0.1f) : DosageScale.LINEAR;
        Interval dosages = log ? new Interval(0, 100) : new Interval(-1, 2);
        Curve curve = Curve.of(line, scale, dosages);
        double lower = Double.POSITIVE_INFINITY;
        double upper = Double.NEGATIVE_INFINITY;
        double area = 0;
        for (int i = 0; i <= STEPS; i++) {
            double x = scale.position(dosages.from())
                    + (scale.position(dosages.to()) - scale.position(dosages.from())) * i / STEPS;
            double expected = effect(line, x);
            assertThat(curve.effect(x)).isCloseTo(expected, within(1e-9));
            lower = Math.min(lower, expected);
            upper = Math.max(upper, expected);
            area += expected * (i == 0 || i == STEPS ? 0.5 : 1) * 3 / STEPS;
        }
        double step = 3.0 / STEPS * 18; // six slopes of 3 at most
        assertThat(curve.control()).isCloseTo(effect(line, scale.position(dosages.from())), within(1e-12));
        assertThat(curve.lower()).isBetween(lower - step, lower + 1e-9);
        assertThat(curve.upper()).isBetween(upper - 1e-9, upper + step);
        assertThat(curve.areaOnScale()).isCloseTo(area, within(step * 6 / STEPS));
        double level = lower + random.nextDouble() * (upper - lower);
        for (BentLine.Crossing crossing : curve.crossings(level)) {
            assertThat(effect(line, scale.position(crossing.dosage()))).isCloseTo(level, within(1e-9));
        }
        int expected = lower == upper ? 1 : signChanges(line, scale, dosages, level); // of a flat line its first dosage
        assertThat(curve.crossings(level)).hasSize(expected);
    }

    /** Each crossing of a level that no stretch lies on is a change of sign between neighbouring places. */
    private static int signChanges(SegmentedLine line, DosageScale scale, Interval dosages, double level) {
        int changes = 0;
        double before = effect(line, scale.position(dosages.from())) - level;
        for (int i = 1; i <= 20 * STEPS; i++) {
            double x = scale.position(dosages.from())
                    + (scale.position(dosages.to()) - scale.position(dosages.from())) * i / (20 * STEPS);
            double after = effect(line, x) - level;
            changes += before * after < 0 ? 1 : 0;
            before = after;
        }
        return changes;
    }
}
