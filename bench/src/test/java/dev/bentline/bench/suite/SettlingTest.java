package dev.bentline.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.bench.contender.Implementation;
import dev.bentline.bench.contender.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SettlingTest {
    private static final int WARMUPS = 10;
    private static final int COUNTED = 4;
    private static final double ITERATION = 105e6;
    private static final double ALLOWANCE = 2_112;
    private static final Settling STRICT = new Settling(ALLOWANCE, ITERATION);

    private static Fork fork(IntToDoubleFunction nanos, IntToDoubleFunction bytes, IntToDoubleFunction compiled) {
        List<Iteration> all = IntStream.range(0, WARMUPS + COUNTED)
                .mapToObj(i -> new Iteration(nanos.applyAsDouble(i), bytes.applyAsDouble(i), compiled.applyAsDouble(i)))
                .toList();
        return new Fork(all.subList(0, WARMUPS), all.subList(WARMUPS, WARMUPS + COUNTED));
    }

    private static Fork fork(IntToDoubleFunction nanos) {
        return fork(nanos, _ -> 136, _ -> 0);
    }

    @Test
    void aTimeThatIsStillFallingIsNotWarm() {
        assertThat(STRICT.obstacle(fork(i -> 1e6 * Math.pow(0.8, i))))
                .hasValueSatisfying(why -> assertThat(why).startsWith("its time was still falling"));
        assertThat(STRICT.obstacle(fork(i -> 1e6 * Math.pow(0.95, i)))).isPresent();
        assertThat(STRICT.obstacle(fork(i -> i < 9 ? 1e6 : 1e3))).isPresent();
        assertThat(STRICT.obstacle(fork(i -> i < 10 ? 1e6 : 1e3))).isPresent();
        assertThat(STRICT.obstacle(fork(i -> i < 12 ? 1e6 : 1e3))).isPresent();
        assertThat(STRICT.obstacle(fork(i -> i < 7 ? 1e6 : 1e3))).isEmpty();
    }

    @Test
    void aForkThatWasCompiledWhileItWasCountedIsNotWarm() {
        assertThat(STRICT.obstacle(fork(i -> i < 13 ? 1e6 : 1e3))).hasValue("its iterations differ by 1000.0 times");
        assertThat(STRICT.obstacle(fork(i -> i == 11 ? 1e3 : 1e6))).hasValue("its iterations differ by 1000.0 times");
    }

    /** Replays what a busy machine once published as a verdict: 331 ns a dosage and 26 MB a call, iteration for iteration. */
    @Test
    void anUncompiledPlateauIsSeenByWhatItAllocates() {
        Fork plateau = fork(_ -> 33.1e6, _ -> 26e6, _ -> 0);
        assertThat(STRICT.obstacle(plateau)).hasValue("it allocated 26,000,000 bytes a call, where none are expected");
        assertThat(new Settling(Double.POSITIVE_INFINITY, ITERATION).obstacle(plateau))
                .isEmpty();
    }

    @Test
    void aPlateauInWhichTheJvmCompilesIsNotWarm() {
        assertThat(STRICT.obstacle(fork(_ -> 1e6, _ -> 136, _ -> 60)))
                .hasValue("its JVM was still compiling, for 60 of 105 ms");
        assertThat(STRICT.obstacle(fork(_ -> 1e6, _ -> 136, _ -> 2))).isEmpty();
        // the check behind the last iteration
        assertThat(STRICT.obstacle(fork(_ -> 1e6, _ -> 136, i -> i == WARMUPS + COUNTED - 1 ? 497 : 2)))
                .isEmpty();
        assertThat(STRICT.obstacle(fork(_ -> 1e6, _ -> 136, _ -> Double.NaN))).isEmpty();
    }

    /** JMH's own bytes fall on fewer calls, the longer a call takes. */
    @Test
    void whatJmhItselfAllocatesIsExpected() {
        assertThat(STRICT.obstacle(fork(_ -> 200e6, _ -> 16_000, _ -> 0))).isEmpty();
        assertThat(STRICT.obstacle(fork(_ -> 1e3, _ -> 16_000, _ -> 0))).isPresent();
        assertThat(STRICT.obstacle(fork(_ -> 1e3, _ -> Double.NaN, _ -> 0))).isEmpty();
    }

    @Test
    void noiseAndSlowDriftAreWarm() {
        for (int seed = 0; seed < 10_000; seed++) {
            Random random = new Random(seed);
            assertThat(STRICT.obstacle(fork(_ -> 1e6 * random.nextDouble(0.95, 1.05))))
                    .isEmpty();
        }
        // one outlier of a shared machine is no fall
        assertThat(STRICT.obstacle(fork(i -> i == 8 || i == 10 ? 1.6e6 : 1e6))).isEmpty();
        assertThat(STRICT.obstacle(fork(i -> 1e6 * Math.pow(0.99, i)))).isEmpty();
        assertThat(STRICT.obstacle(fork(i -> 1e6 * Math.pow(1.1, i)))).isEmpty();
    }

    @Test
    void forksThatDifferByMoreThanTwiceAreNotToBeBelieved() {
        assertThat(STRICT.obstacle(List.of(fork(_ -> 1e6), fork(_ -> 1.9e6)))).isEmpty();
        assertThat(STRICT.obstacle(List.of(fork(_ -> 1e6), fork(_ -> 2.5e6))))
                .hasValue("its rounds differ by 2.5 times");
        assertThat(STRICT.obstacle(List.of(fork(_ -> 1e6)))).isEmpty();
    }

    @Test
    void oneIterationTellsNothing() {
        assertThat(STRICT.obstacle(new Fork(List.of(), List.of(new Iteration(1, 0, 0)))))
                .isEmpty();
    }

    @Test
    void onlyWhatShouldNotAllocateIsHeldToIt() {
        TablePlans plans = new TablePlans(Map.of());
        IterationPlan plan = new IterationPlan(2, 10, 4, Duration.ofMillis(105));
        TablePlan gradient = plans.of(
                BenchmarkGroup.GRADIENT, Operation.GRADIENT, 2, 1_000, Implementation.SIMD, Implementation.TWO_THREADS);
        assertThat(Settling.of(gradient, gradient.rows().getFirst(), plan).allowance())
                .isEqualTo(ALLOWANCE);
        assertThat(Settling.of(gradient, gradient.rows().get(1), plan).allowance())
                .isBetween(1e4, 1e5);
        TablePlan fit = plans.fits().fit(1_000, 1);
        assertThat(Settling.of(fit, fit.rows().getFirst(), plan).allowance()).isInfinite();
        assertThat(Settling.of(fit, fit.rows().getLast(), plan).allowance()).isFinite();
    }
}
