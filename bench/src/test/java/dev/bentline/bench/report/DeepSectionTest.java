package dev.bentline.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeepSectionTest {
    private static final ResultRow SHUFFLED = VerdictTest.line("SIMD engine, bent line", Family.BENTLINE, 1, 2);
    private static final ResultRow GRID =
            VerdictTest.line("SIMD engine, bent line, on a grid", Family.BENTLINE, 1, 0.2);
    private static final ResultRow ONNX = VerdictTest.line("ONNX Runtime, layers", Family.ONNX_RUNTIME, 1, 2_000);

    private static ResultTable table(String operation, ResultRow... lines) {
        return new ResultTable("deep", operation, operation, 4, 1_000, "ns/dosage", List.of(lines), List.of());
    }

    private static Section section(ResultTable... tables) {
        return DeepSection.of(new BenchmarkReport(Map.of(), List.of(tables)));
    }

    @Test
    void everyOrderStandsBesidePeersAndCompileTimes() {
        Section section = section(
                table("deep forward 1-2-2-1", SHUFFLED, GRID, ONNX),
                table(
                        "deep compile 1-2-2-1",
                        VerdictTest.line("BentLine.of", Family.BENTLINE, 1, 11),
                        VerdictTest.line("Engine.of", Family.BENTLINE, 1, 12)),
                table("deep compile 1-2-2-10", VerdictTest.line("Engine.of", Family.BENTLINE, 1, 99)));
        assertThat(section.grids().getFirst().headings())
                .containsExactly(
                        "layers, dosages", "Bentline, ns/dosage", "ONNX Runtime", "BentLine.of, ms", "Engine.of, ms");
        assertThat(section.grids().getFirst().rows())
                .containsExactly(
                        List.of("1-2-2-1, in no order", "2.000", "2000.0 (1,000)", "11.0", "12.0"),
                        List.of("1-2-2-1, on a grid", "0.200", "2000.0 (10,000)", "11.0", "12.0"));
    }

    @Test
    void whatIsMissingOrNotSettledIsLeftOut() {
        Section section = section(table("deep forward 1-2-2-1", SHUFFLED, GRID.withheld("why"), ONNX.withheld("why")));
        assertThat(section.grids().getFirst().rows()).containsExactly(List.of("1-2-2-1, in no order", "2.000", "", ""));
        assertThat(section(table("forward", SHUFFLED)).isEmpty()).isTrue();
        assertThat(section().markdown()).isEmpty();
    }
}
