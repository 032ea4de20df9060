package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.testing.DenseReference;
import dev.bentline.testing.Networks;
import dev.bentline.testing.SumsReference;
import dev.bentline.testing.TestDosages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks one engine on many threads: the same bits. */
class ThreadsTest {
    private static final int CALLERS = 8;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void oneEngineUsedByManyThreadsAtOnce(int threads) throws Exception {
        Network network = Networks.wide();
        Engine engine = Engine.of(network, Formulation.DENSE).withThreads(threads);
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            List<Callable<Void>> calls = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                float[] x = TestDosages.grid(3000 + 500 * caller);
                float[] t = TestDosages.finite(caller, x.length);
                float[] effects = DenseReference.forward(network, x);
                float[] slopes = DenseReference.derivative(network, x);
                double[] gradient = SumsReference.gradient(network, x, t);
                calls.add(() -> {
                    float[] y = new float[x.length];
                    for (int round = 0; round < 20; round++) {
                        engine.forward(x, y);
                        assertThat(Arrays.mismatch(effects, y)).isEqualTo(-1);
                        engine.derivative(x, y);
                        assertThat(Arrays.mismatch(slopes, y)).isEqualTo(-1);
                        assertThat(SumsReference.numbers(engine.gradient(x, t))).isEqualTo(gradient);
                    }
                    return null;
                });
            }
            for (Future<Void> call : callers.invokeAll(calls)) {
                call.get();
            }
        }
    }

    /** An interrupt is no reason to give up, or to lose the flag. */
    @Test
    void interruptedCallerGetsItsAnswer() {
        float[] x = TestDosages.grid(20_000);
        float[] y = new float[x.length];
        Engine engine = Engine.of(Networks.wide());
        Gradient expected = engine.gradient(x, y);
        Thread.currentThread().interrupt();
        try {
            assertThat(engine.withThreads(2).gradient(x, y)).isEqualTo(expected);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    @DisabledIf("onlyOneProcessor")
    void aSecondThreadHelpsAndIsADaemon() {
        float[] x = new float[20_000];
        Engine.of(Networks.wide()).withThreads(2).forward(x, x);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("ForkJoinPool-"))
                .isNotEmpty()
                .allMatch(Thread::isDaemon);
    }

    static boolean onlyOneProcessor() {
        return Runtime.getRuntime().availableProcessors() == 1;
    }
}
