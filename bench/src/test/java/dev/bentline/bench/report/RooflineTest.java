package dev.bentline.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RooflineTest {
    private static final ResultTable CEILINGS = sheet(
            "memory",
            "ceilings",
            0,
            ceiling("read, C, AVX-512 intrinsics", 0.05),
            ceiling("copy, System.arraycopy", 0.1),
            ceiling("copy, Vector API", 0.2),
            ceiling("fill, Arrays.fill", 0.06),
            ceiling("fused multiply-add, Vector API", 0.01));

    private static ResultRow ceiling(String label, double nanos) {
        return VerdictTest.line(label, Family.CEILING, 1, nanos);
    }

    private static ResultTable sheet(String group, String operation, int nodes, ResultRow... lines) {
        String title = operation + ", " + nodes + " nodes";
        return new ResultTable(group, title, operation, nodes, 1_000, "ns/dosage", List.of(lines), List.of());
    }

    private static List<String> kernel(ResultTable... sheets) {
        List<ResultTable> all = new ArrayList<>(List.of(sheets));
        all.add(CEILINGS);
        List<List<String>> rows =
                new Roofline(new BenchmarkReport(Map.of(), all)).kernels().rows();
        assertThat(rows).hasSize(1);
        List<String> row = rows.getFirst();
        return row.subList(1, row.size());
    }

    private static ResultRow engine(String label, double nanos) {
        return VerdictTest.line(label, Family.BENTLINE, 1, nanos);
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
                        VerdictTest.line("C, AVX-512 intrinsics", Family.INTRINSICS, 1, 1.92))))
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
        ResultTable threads = sheet(
                "forward", "forward", 2, VerdictTest.line("SIMD engine, dense, 2 threads", Family.BENTLINE, 2, 0.1));
        ResultTable other = new ResultTable(
                "forward",
                "larger",
                "forward",
                2,
                5_000,
                "ns/dosage",
                List.of(engine("SIMD engine, dense", 0.2)),
                List.of());
        assertThat(new Roofline(new BenchmarkReport(Map.of(), List.of(CEILINGS, threads, other))).isEmpty())
                .isTrue();
        assertThat(new Roofline(new BenchmarkReport(Map.of(), List.of())).isEmpty())
                .isTrue();
    }

    @Test
    void ceilingsAreRates() {
        ResultTable any = sheet("forward", "forward", 2, engine("SIMD engine, dense", 0.2));
        assertThat(new Roofline(new BenchmarkReport(Map.of(), List.of(CEILINGS, any)))
                        .ceilings()
                        .rows())
                .contains(
                        List.of("read, 1,000 floats", "0.050", "80.0 GB/s", "C, AVX-512 intrinsics"),
                        List.of("copy, 1,000 floats", "0.100", "80.0 GB/s", "System.arraycopy"),
                        List.of("fused multiply-add, 1,000 floats", "0.010", "200.0 GFLOP/s", "Vector API"));
    }
}
