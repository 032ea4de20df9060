package dev.bentline.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Facts of a scalar kernel on which the way to SIMD decides. */
class ScalarDenseKernelTest {
    private static ScalarDenseKernel kernel(boolean softplus, int width) {
        float[] w = new float[width];
        float[] b = new float[width];
        float[] v = new float[width];
        for (int h = 0; h < width; h++) {
            w[h] = h + 1;
            b[h] = 3;
            v[h] = -h;
        }
        return new ScalarDenseKernel(new NetworkParameters(softplus, w, b, v, 1, true, false));
    }

    @Test
    void loopsThatAreNotTheSameAreNamedApart() {
        assertThat(kernel(false, 2).loopsKey(KernelOperation.FORWARD)).isEqualTo("pair forward");
        assertThat(kernel(false, 3).loopsKey(KernelOperation.DERIVATIVE)).isEqualTo("relu derivative");
        assertThat(kernel(false, 1).loopsKey(KernelOperation.SUMS)).isEqualTo("relu gradient");
        assertThat(kernel(true, 2).loopsKey(KernelOperation.FORWARD)).isEqualTo("softplus forward");
        assertThat(kernel(true, 2).description()).isEqualTo("scalar");
    }

    @Test
    void aSoftplusNodeIsAsMuchWorkAsThirtyTwoOthers() {
        assertThat(kernel(false, 5).dosageWork()).isEqualTo(5);
        assertThat(kernel(true, 5).dosageWork()).isEqualTo(160);
    }

    @Test
    void aWarmUpHasSixNodesAtMost() {
        ScalarDenseKernel six = kernel(false, 6);
        assertThat(six.forWarmup()).isSameAs(six);
        ScalarDenseKernel few = (ScalarDenseKernel) kernel(true, 7).forWarmup();
        assertThat(few.network().w()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(few.network().softplus()).isTrue();
    }

    @Test
    void bendsAreWhereTheNodesAreZero() {
        assertThat(kernel(false, 3).bends()).containsExactly(-3, -1.5f, -1);
    }
}
