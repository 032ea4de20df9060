package dev.bentline.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bentline.Activation;
import dev.bentline.Fit;
import dev.bentline.Stop;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A search that goes through dosages from the left to the right proves the same least squares of their mirror image. Effects
 * below 0 hold lines at 0 on a dosage, where the two directions come to different cells.
 */
class MirrorTest {
    private static final int SETS = 1500;

    @ParameterizedTest
    @CsvSource({"1, RELU", "2, RELU", "3, RELU", "2, IDENTITY", "1, ", "2, ", "3, "})
    void mirroredDosagesHaveTheSameLeastSquares(int hidden, Activation output) {
        SplittableRandom random = new SplittableRandom(hidden);
        BendSearch search =
                output == null ? BendSearch.of(hidden) : BendSearch.of(hidden).withOutput(output);
        int proved = 0;
        for (int set = 0; set < SETS; set++) {
            int distinct = 3 + random.nextInt(8);
            float[] dosages = new float[distinct * (1 + random.nextInt(2))];
            float[] effects = new float[dosages.length];
            boolean whole = random.nextBoolean();
            for (int i = 0; i < dosages.length; i++) {
                dosages[i] = random.nextInt(distinct);
                effects[i] = whole ? random.nextInt(-2, 4) : (float) (random.nextDouble() - 0.4);
            }
            proved += isSame(search, search, dosages, effects) ? 1 : 0;
        }
        assertThat(proved).isGreaterThan(SETS * 9 / 10);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void monotoneFitsTurnRound(int hidden) {
        SplittableRandom random = new SplittableRandom(hidden);
        BendSearch rising = BendSearch.of(hidden).withMonotone(Monotone.INCREASING);
        BendSearch falling = BendSearch.of(hidden).withMonotone(Monotone.DECREASING);
        for (int set = 0; set < SETS / 3; set++) {
            float[] dosages = new float[12];
            float[] effects = new float[12];
            for (int i = 0; i < dosages.length; i++) {
                dosages[i] = random.nextInt(8);
                effects[i] = (float) (random.nextDouble() - 0.4);
            }
            isSame(rising, falling, dosages, effects);
        }
    }

    private static boolean isSame(BendSearch search, BendSearch mirrored, float[] dosages, float[] effects) {
        float[] mirror = new float[dosages.length];
        for (int i = 0; i < dosages.length; i++) {
            mirror[i] = -dosages[i];
        }
        Fit fit = search.fit(dosages, effects);
        Fit other = mirrored.fit(mirror, effects);
        if (fit.stop() != Stop.GLOBAL || other.stop() != Stop.GLOBAL) {
            return false;
        }
        assertThat(fit.sumOfSquaredResiduals())
                .as("%s %s", Arrays.toString(dosages), Arrays.toString(effects))
                .isCloseTo(
                        other.sumOfSquaredResiduals(), within(1e-9 + 1e-5 * Math.abs(other.sumOfSquaredResiduals())));
        return true;
    }
}
