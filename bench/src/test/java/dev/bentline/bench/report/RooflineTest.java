package dev.bentline.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RooflineTest {
    private static final Sheet CEILINGS = sheet(
            "memory",
            "ceilings",
            0,
            ceiling("read, C, AVX-512 intrinsics", 0.05),
            ceiling("copy, System.arraycopy", 0.1),
            ceiling("copy, Vector API", 0.2),
            ceiling("fill, Arrays.fill", 0.06),
            ceiling("fused multiply-add, Vector API", 0.01));

    private static Line ceiling(String label, double nanos) {
        return StandingTest.line(label, Family.CEILING, 1, nanos);
    }

    private static Sheet sheet(String group, String operation, int nodes, Line... lines) {
        String title = operation + ", " + nodes + " nodes";
        return new Sheet(group, title, operation, nodes, 1_000, "ns/dosage", List.of(lines), List.of());
    }

    private static List<String> kernel(Sheet... sheets) {
        List<Sheet> all = new ArrayList<>(List.of(sheets));
        all.add(CEILINGS);
        List<List<String>> rows =
                new Roofline(new Report(Map.of(), all)).kernels().rows();
        assertThat(rows).hasSize(1);
        List<String> row = rows.getFirst();
        return row.subList(1, row.size());
    }

    private static Line engine(String label, double nanos) {
        return StandingTest.line(label, Family.BENTLINE, 1, nanos);
    }

    @Test
    void fewNodesAreBoundByTheFastestCopy() {
        assertThat(kernel(sheet("forward", "forward", 2, engine("SIMD engine, dense", 0.2))))
                .containsExactly("0.200", "8", "4", "copy", "0.100", "50 %", "");
    }

    @Test
    void manyNodesByMultiplyAdds() {
        assertThat(kernel(sheet(
                        "wide",
                        "forward",
                        64,
                        engine("SIMD engine, dense", 2.56),
                        StandingTest.line("C, AVX-512 intrinsics", Family.INTRINSICS, 1, 1.92))))
                .containsExactly("2.560", "8", "128", "fused multiply-add", "1.280", "50 %", "75 %");
    }

    @Test
    void aGradientReadsTwoArraysAndWritesNone() {
        assertThat(kernel(sheet("gradient", "gradient", 2, engine("SIMD engine, dense", 0.4))))
                .containsExactly("0.400", "8", "6", "read", "0.100", "25 %", "");
    }

    @Test
    void aSegmentIsOneMultiplyAddWhateverTheWidth() {
        assertThat(kernel(sheet("wide", "forward", 1_024, engine("SIMD engine, bent line, sorted", 0.125))))
                .containsExactly("0.125", "8", "1", "copy", "0.100", "80 %", "");
    }

    @Test
    void softplusIsMultiplications() {
        assertThat(kernel(sheet("softplus", "softplus forward", 2, engine("SIMD engine, dense", 1.04))))
                .containsExactly("1.040", "8", "52", "fused multiply-add", "0.520", "50 %", "");
    }

    @Test
    void twoThreadsAndOtherSizesHaveNoCeilingHere() {
        Sheet threads = sheet(
                "forward", "forward", 2, StandingTest.line("SIMD engine, dense, 2 threads", Family.BENTLINE, 2, 0.1));
        Sheet other = new Sheet(
                "forward",
                "larger",
                "forward",
                2,
                5_000,
                "ns/dosage",
                List.of(engine("SIMD engine, dense", 0.2)),
                List.of());
        assertThat(new Roofline(new Report(Map.of(), List.of(CEILINGS, threads, other))).isEmpty())
                .isTrue();
        assertThat(new Roofline(new Report(Map.of(), List.of())).isEmpty()).isTrue();
    }

    @Test
    void ceilingsAreRates() {
        Sheet any = sheet("forward", "forward", 2, engine("SIMD engine, dense", 0.2));
        assertThat(new Roofline(new Report(Map.of(), List.of(CEILINGS, any)))
                        .ceilings()
                        .rows())
                .contains(
                        List.of("read, 1,000 floats", "0.050", "80.0 GB/s", "C, AVX-512 intrinsics"),
                        List.of("copy, 1,000 floats", "0.100", "80.0 GB/s", "System.arraycopy"),
                        List.of("fused multiply-add, 1,000 floats", "0.010", "200.0 GFLOP/s", "Vector API"));
    }
}
