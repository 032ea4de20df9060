package dev.bentline.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.DosageIndex;
import dev.bentline.Fit;
import dev.bentline.GradientDescent;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/**
 * Small data sets of all kinds, to which no descent of 32 random starts fits a network better than a search does. The
 * profile {@code fuzz} tries a thousand, and a plain build a few; a seed makes the same ones everywhere.
 */
class FuzzTest {
    private static final long SETS = Math.max(1, Long.getLong("bentline.fuzz.inputs", 8_000) / 1000);
    private static final long SEED = Long.getLong("bentline.fuzz.seed", 1);

    /** The share of the effects' spread that rounding the parameters to floats may cost either. */
    private static final double ROUNDING = 0x1p-19;

    @Test
    void noDescentFindsABetterNetwork() {
        SplittableRandom seeds = new SplittableRandom(SEED);
        for (long set = 0; set < SETS; set++) {
            long seed = seeds.nextLong();
            SplittableRandom random = new SplittableRandom(seed);
            int hidden = 1 + random.nextInt(BendSearch.MOST_HIDDEN);
            DosageIndex index = draw(random);
            Fit search = BendSearch.of(hidden).fit(index);
            Fit descent = GradientDescent.random(hidden, seed, 32)
                    .withEpochs(10_000)
                    .withThreads(1)
                    .fit(index);
            double most = Math.sqrt(descent.sumOfSquaredResiduals()) + ROUNDING * Math.sqrt(spread(index));
            assertThat(Math.sqrt(search.sumOfSquaredResiduals()))
                    .as("%s nodes, set %s of seed %s: %s", hidden, set, SEED, index)
                    .isLessThanOrEqualTo(most);
        }
    }

    private static double spread(DosageIndex index) {
        double mean = 0;
        for (int i = 0; i < index.count(); i++) {
            mean += index.effect(i) / index.count();
        }
        double sum = 0;
        for (int i = 0; i < index.count(); i++) {
            sum += (index.effect(i) - mean) * (index.effect(i) - mean);
        }
        return sum;
    }

    /** Draws 6 to 60 observations, of few dosages or as many, in series of doubling or any, with noise or without. */
    private static DosageIndex draw(SplittableRandom random) {
        int count = 6 + random.nextInt(55);
        int distinct = random.nextInt(3) == 0 ? count : 2 + random.nextInt(Math.min(14, count - 1));
        boolean doubling = random.nextBoolean();
        double[] dosages = DoubleStream.iterate(0.01, dosage -> doubling ? 1.6 * dosage : 10 * random.nextDouble())
                .limit(distinct)
                .toArray();
        double largest = Arrays.stream(dosages).max().orElseThrow();
        double half = largest * random.nextDouble(0.05, 0.95);
        double spike = dosages[random.nextInt(distinct)];
        int kind = random.nextInt(8);
        double noise = random.nextInt(4) == 0 ? 0 : 0.02 * Math.pow(10, 1.2 * random.nextDouble());
        double dosageUnit = Math.pow(10, random.nextInt(-2, 3));
        double effectUnit = Math.pow(10, random.nextInt(-3, 4));
        float[] x = new float[count];
        float[] t = new float[count];
        for (int i = 0; i < count; i++) {
            double dosage = dosages[i < distinct ? i : random.nextInt(distinct)];
            double effect = effect(kind, dosage, half, dosage == spike, largest, random);
            x[i] = (float) (dosageUnit * dosage);
            t[i] = (float) (effectUnit * (effect + noise * random.nextGaussian()));
        }
        return DosageIndex.of(x, t, 1);
    }

    private static double effect(
            int kind, double dosage, double half, boolean isSpike, double largest, SplittableRandom random) {
        return switch (kind) {
            case 0 -> (1 + 2 * dosage / half) / (1 + Math.pow(dosage / half, 3)); // hormesis
            case 1 -> 1 / (1 + Math.pow(dosage / half, 4));
            case 2 -> isSpike ? 1 : 0;
            case 3 -> random.nextGaussian();
            case 4 -> Math.sin(6 * dosage / largest);
            case 5 -> Math.exp(-3 * dosage / largest) - 0.3;
            case 6 -> Math.max(0, 1 - Math.abs(dosage - half) / (0.2 * largest));
            default -> dosage < half ? 1 : 0;
        };
    }
}
