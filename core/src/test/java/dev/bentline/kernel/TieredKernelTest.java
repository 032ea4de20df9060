package dev.bentline.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import dev.bentline.kernel.simd.SimdKernelFactory;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TieredKernelTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int COUNT = 5000;

    private static final NetworkParameters PAIR = network(2, false);

    private static NetworkParameters network(int width, boolean softplus) {
        Random random = new Random(width);
        float[] w = new float[width];
        float[] b = new float[width];
        float[] v = new float[width];
        for (int h = 0; h < width; h++) {
            w[h] = random.nextFloat(0.5f, 2);
            b[h] = -w[h] * random.nextFloat();
            v[h] = random.nextFloat(-1, 1);
        }
        return new NetworkParameters(softplus, w, b, v, 0.25f, true, false);
    }

    private static float[] dosages() {
        Random random = new Random(7);
        float[] x = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            x[i] = i < COUNT / 2 ? 2f * i / COUNT : random.nextFloat(-1, 2);
        }
        x[17] = Float.NaN;
        x[4000] = Float.NEGATIVE_INFINITY;
        return x;
    }

    static Stream<Named<ScalarKernel>> references() {
        return Stream.of(
                Named.of("a pair", new ScalarDenseKernel(PAIR)),
                Named.of("one node", new ScalarDenseKernel(network(1, false))),
                Named.of("many nodes", new ScalarDenseKernel(network(21, false))),
                Named.of("softplus", new ScalarDenseKernel(network(3, true))),
                Named.of("few pieces", line(network(3, false))),
                Named.of("many pieces", line(network(60, false))),
                Named.of("a pair on a scale", new ScalarLogDosageKernel(new ScalarDenseKernel(PAIR), 0.125f, true)),
                Named.of("pieces on a scale", new ScalarLogDosageKernel(line(network(3, false)), 0.125f, false)));
    }

    private static ScalarKernel line(NetworkParameters network) {
        return new ScalarBentLineKernel(network, BentLineCompiler.compile(network));
    }

    /** Computes all dosages, in one call each for effects and slopes, and block by block for sums. */
    private static List<Object> results(Kernel kernel, float[] x) {
        Scratch scratch = new Scratch();
        float[] effects = new float[COUNT];
        float[] slopes = new float[COUNT];
        kernel.forward(x, 0, effects, 0, COUNT, scratch);
        kernel.derivative(x, 0, slopes, 0, COUNT, scratch);
        PartialSums partial = new PartialSums(kernel.partialSumsLength());
        for (int at = 0; at < COUNT; at += Kernel.BLOCK) {
            kernel.sums(x, at, effects, at, Math.min(Kernel.BLOCK, COUNT - at), at == 0, scratch, partial);
        }
        double[] total = new double[kernel.partialSumsLength()];
        partial.addTo(total);
        double[] sums = kernel.finish(total, scratch);
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            all.add(effects[i]);
            all.add(slopes[i]);
        }
        Arrays.stream(sums).boxed().forEach(all::add);
        return all;
    }

    @ParameterizedTest
    @MethodSource("references")
    void theSameBitsOnEveryThreadUntilSimdHasTakenOver(ScalarKernel scalar) {
        float[] x = dosages();
        List<Object> expected = results(scalar, x);
        TieredKernel kernel = new TieredKernel(scalar, SimdKernelFactory::new);
        assertThat(results(kernel, x)).isEqualTo(expected);
        String simd = new SimdKernelFactory().of(scalar).description();
        List<AssertionError> failures = new ArrayList<>();
        assertTimeoutPreemptively(PATIENCE, () -> {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                threads.add(Thread.ofPlatform().start(() -> {
                    try {
                        while (Arrays.stream(KernelOperation.values())
                                .anyMatch(operation ->
                                        !KernelWarmup.of(scalar, operation).isFaster())) {
                            assertThat(kernel.reason()).isIn("", "until SIMD has proved to be faster");
                            assertThat(results(kernel, x)).isEqualTo(expected);
                        }
                        assertThat(results(kernel, x)).isEqualTo(expected);
                    } catch (AssertionError e) {
                        synchronized (failures) {
                            failures.add(e);
                        }
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        });
        assertThat(failures).isEmpty();
        assertThat(kernel.description()).isEqualTo(simd);
        assertThat(kernel.reason()).isEmpty();
    }

    @Test
    void aCallThatIsFollowedByNoOtherStaysOnTheReference() {
        NetworkParameters alone = network(2, true);
        TieredKernel kernel = new TieredKernel(new ScalarDenseKernel(alone), () -> {
            throw new AssertionError("asked for");
        });
        kernel.forward(new float[100], 0, new float[100], 0, 100, new Scratch());
        assertThat(kernel.description()).isEqualTo("scalar");
    }

    @Test
    void callsBeforeItAllocateNothing() {
        TieredKernel kernel = new TieredKernel(new ScalarDenseKernel(PAIR), SimdKernelFactory::new);
        float[] x = dosages();
        Scratch scratch = new Scratch();
        PartialSums partial = new PartialSums(kernel.partialSumsLength());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10; i++) {
                kernel.forward(x, 0, x, 0, 100, scratch);
                kernel.derivative(x, 0, x, 0, 100, scratch);
                kernel.sums(x, 0, x, 0, 100, true, scratch, partial);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }

    @Test
    void whatDoesNotLoadIsSaid() throws InterruptedException {
        KernelWarmup warmUp = new KernelWarmup(KernelOperation.FORWARD);
        Supplier<KernelFactory> broken = () -> {
            throw new NoClassDefFoundError("jdk/incubator/vector/FloatVector");
        };
        warmUp.worked(1 << 28, new ScalarDenseKernel(PAIR), broken);
        long begin = System.nanoTime();
        while (warmUp.finding().isEmpty() && System.nanoTime() - begin < PATIENCE.toNanos()) {
            Thread.sleep(1);
        }
        assertThat(warmUp.finding())
                .isEqualTo("forward: java.lang.NoClassDefFoundError: jdk/incubator/vector/FloatVector");
        assertThat(warmUp.isFaster()).isFalse();
        warmUp.worked(1 << 28, new ScalarDenseKernel(PAIR), () -> {
            throw new AssertionError("asked for again");
        });
    }

    @Test
    void whatIsNotCompiledIsGivenUp() {
        ScalarDenseKernel scalar = new ScalarDenseKernel(PAIR);
        WarmupWorkload workload = new WarmupWorkload(KernelOperation.FORWARD, scalar, new Slow(scalar, 1_000_000));
        assertThat(workload.succeeds(System.nanoTime() + 300_000_000)).isFalse();
        assertThat(workload.toString()).matches("SIMD is not compiled after \\d+ calls");
    }

    @Test
    void whatIsNeverFasterIsGivenUp() {
        ScalarDenseKernel scalar = new ScalarDenseKernel(PAIR);
        // compiled, as it is after the work that makes a warm-up worth its time
        float[] x = new float[Kernel.BLOCK];
        Scratch scratch = new Scratch();
        for (int i = 0; i < 8_000; i++) {
            scalar.forward(x, 0, x, 0, x.length, scratch);
        }
        WarmupWorkload workload = new WarmupWorkload(KernelOperation.FORWARD, scalar, new Slow(scalar, 10_000));
        assertThat(workload.succeeds(System.nanoTime() + 1_000_000_000)).isFalse();
        assertThat(workload.toString()).matches("16384 dosages took SIMD \\d+ ns and the scalar kernel \\d+ ns");
    }

    /** Kernel whose forward takes longer than the scalar one's, by so much a call. */
    private record Slow(ScalarDenseKernel scalar, long nanos) implements Kernel {
        @Override
        public void forward(float[] x, int from, float[] y, int to, int count, Scratch scratch) {
            scalar.forward(x, from, y, to, count, scratch);
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < nanos) {
                Thread.onSpinWait();
            }
        }

        @Override
        public void derivative(float[] x, int from, float[] slopes, int to, int count, Scratch scratch) {}

        @Override
        public String description() {
            return "slow";
        }

        @Override
        public int partialSumsLength() {
            return scalar.partialSumsLength();
        }

        @Override
        public void sums(
                float[] x,
                int from,
                float[] t,
                int fromT,
                int count,
                boolean observed,
                Scratch scratch,
                PartialSums partial) {}
    }
}
