package dev.bentline.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.bench.contender.Build;
import dev.bentline.bench.contender.Compiler;
import dev.bentline.bench.contender.Implementation;
import dev.bentline.bench.contender.Operation;
import dev.bentline.bench.report.BenchmarkReport;
import dev.bentline.bench.report.Family;
import dev.bentline.bench.report.ReportRenderer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TablesTest {
    private final TablePlans plans = new TablePlans(Map.of(
            Compiler.GCC,
            new Build(Compiler.GCC, Optional.of(Path.of("gcc.so")), "gcc 1", "libmvec expf on 16 floats"),
            Compiler.CLANG,
            Build.missing(Compiler.CLANG, "no clang on this machine")));
    private final TablePlan table = plans.of(
            BenchmarkGroup.FORWARD,
            Operation.FORWARD,
            2,
            1_000,
            Implementation.TERNARY_LOOP,
            Implementation.TERNARY_LOOP_NO_SUPER_WORD,
            Implementation.MATH_MAX_LOOP,
            Implementation.MATH_MAX_LOOP_NO_SUPER_WORD,
            Implementation.SIMD,
            Implementation.GCC,
            Implementation.GCC_ALIGNED,
            Implementation.CLANG);

    @Test
    void ratiosAreToTheFastestCRowAndTheCeiling() {
        assertThat(line("SIMD engine")).contains("| 0.600 |", "| 1.50 |", "| 3.00 |");
        assertThat(line("aligned off-heap")).contains("| 0.400 |", "| 1.00 |", "| 2.00 |");
        assertThat(line("System.arraycopy")).contains("| 0.200 |", "| 0.50 |", "| 1.00 |");
    }

    @Test
    void aLoopIsCalledVectorisedWhereItIsMuchSlowerWithoutSuperWord() {
        assertThat(line("Math.max loop (HotSpot vectorises it)")).contains("| 1.000 |");
        assertThat(line("ternary loop  ")).contains("| 5.000 |");
    }

    @Test
    void whatDidNotRunSaysWhy() {
        assertThat(line("clang")).contains("skipped: no clang on this machine");
        assertThat(text(Implementation.SIMD)).contains("failed: out of luck");
    }

    @Test
    void numbersAreInTheUnitOfTheirPanel() {
        TablePlan compile = TablePlans.compile(1_024);
        Measurement measurement = new Measurement();
        measurement.add(List.of(12.5));
        String text = text(Map.of(new PlannedRow(compile, compile.rows().getFirst()), measurement), compile);
        assertThat(text).contains("ms/call |").containsPattern("BentLine.of +\\| +12.5 \\|");
        assertThat(text(Implementation.MATH_LOOP)).contains("ns/dosage |");
    }

    @Test
    void whatIsComputedSaysSo() {
        RowPlan row = table.rows().getFirst();
        assertThat(row.times(10_000).label()).isEqualTo("10,000 x " + row.label() + ", computed");
    }

    @Test
    void notesStandBelowTheirTable() {
        TablePlan noted = table.noting("one", "another");
        assertThat(text(Map.of(), noted, table)).containsOnlyOnce("|\n\none  \nanother\n\n### ");
    }

    @Test
    void ratiosFarBelowOneKeepTheirDigits() {
        TablePlan epochs = plans.fits().epochs(2, 1_000);
        Map<PlannedRow, Measurement> measurements = new LinkedHashMap<>();
        for (RowPlan row : epochs.rows()) {
            Measurement measurement = new Measurement();
            measurement.add(List.of(row.family() == Family.C ? 1 : 1.5e-4));
            measurements.put(new PlannedRow(epochs, row), measurement);
        }
        assertThat(text(measurements, epochs)).contains("us/epoch |", " 1.5e-04 |");
    }

    private String line(String start) {
        return text(Implementation.MATH_LOOP)
                .lines()
                .filter(line -> line.contains(start))
                .findFirst()
                .orElseThrow()
                .replaceAll(" +", " ");
    }

    private String text(Implementation failed) {
        Map<PlannedRow, Measurement> measurements = new LinkedHashMap<>();
        for (RowPlan row : table.rows()) {
            if (row.obstacle().isEmpty()) {
                Measurement measurement = new Measurement();
                if (row.implementation().equals(Optional.of(failed))) {
                    measurement.fail("out of luck");
                } else {
                    measurement.add(List.of(nanos(row)));
                    measurement.addBytes(0);
                }
                measurements.put(new PlannedRow(table, row), measurement);
            }
        }
        return text(measurements, table);
    }

    private static String text(Map<PlannedRow, Measurement> measurements, TablePlan... plans) {
        return new ReportRenderer(new BenchmarkReport(Map.of(), new ResultTables(measurements).of(List.of(plans))))
                .tables();
    }

    private static double nanos(RowPlan row) {
        return row.implementation()
                .map(implementation -> switch (implementation) {
                    case TERNARY_LOOP, TERNARY_LOOP_NO_SUPER_WORD, MATH_MAX_LOOP_NO_SUPER_WORD -> 5.0;
                    case MATH_MAX_LOOP -> 1.0;
                    case SIMD -> 0.6;
                    case GCC -> 0.5;
                    default -> 0.4;
                })
                .orElse(0.2);
    }
}
