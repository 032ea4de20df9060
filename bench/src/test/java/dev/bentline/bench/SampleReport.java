package dev.bentline.bench;

import dev.bentline.bench.report.BenchmarkReport;
import dev.bentline.bench.report.Family;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The report of {@code bench --peers} with made-up times, on a machine that has everything but clang. */
final class SampleReport {
    private static final List<Double> NOISE = List.of(0.97, 1.0, 1.03);

    private SampleReport() {}

    static BenchmarkReport of(BenchmarkGroup... groups) {
        Map<Compiler, Build> builds = new EnumMap<>(Compiler.class);
        for (Compiler compiler : Compiler.values()) {
            builds.put(
                    compiler,
                    Set.of(Compiler.CLANG, Compiler.CLANG_STRICT).contains(compiler)
                            ? Build.missing(compiler, "no clang on this machine")
                            : new Build(compiler, Optional.of(Path.of("c.so")), "gcc 1", "libmvec expf on 16 floats"));
        }
        PeerPlans set = new PeerPlans(new TablePlans(builds));
        List<TablePlan> panels = Stream.of(groups)
                .flatMap(group -> set.of(group).stream())
                .map(SampleReport::allBuilt)
                .toList();
        Map<PlannedRow, Measurement> measurements = new LinkedHashMap<>();
        for (TablePlan panel : panels) {
            for (RowPlan row : panel.rows()) {
                if (row.obstacle().isEmpty()) {
                    measurements.put(new PlannedRow(panel, row), measured(panel, row));
                }
            }
        }
        return new BenchmarkReport(environment(), new ResultTables(measurements).of(panels));
    }

    /** The report of {@code bench --only cold}: SIMD takes over at the hundredth pass. */
    static BenchmarkReport cold() {
        List<TablePlan> panels = new TablePlans(Map.of())
                .cold().full().stream().map(SampleReport::allBuilt).toList();
        Map<PlannedRow, Measurement> measurements = new LinkedHashMap<>();
        for (TablePlan panel : panels) {
            for (RowPlan row : panel.rows()) {
                measurements.put(
                        new PlannedRow(panel, row), row.shots() == 0 ? measured(panel, row) : shots(panel, row));
            }
        }
        return new BenchmarkReport(environment(), new ResultTables(measurements).of(panels));
    }

    private static Measurement shots(TablePlan panel, RowPlan row) {
        Measurement measurement = new Measurement();
        for (double noise : NOISE) {
            measurement.add(IntStream.rangeClosed(1, row.shots())
                    .mapToObj(shot -> noise * shot(panel, row, shot))
                    .toList());
        }
        return measurement;
    }

    /** Seconds of processes, and milliseconds of calls. */
    private static double shot(TablePlan panel, RowPlan row, int shot) {
        double millions = panel.task().dosages() * 1e-6;
        if (panel.unit().equals(Unit.PROCESS)) {
            double start = row.family() == Family.JAVA ? 0.05 : row.label().contains(", no") ? 0.3 : 0.15;
            return start + 0.002 * millions;
        }
        boolean simd = row.label().startsWith("SIMD");
        if (simd && shot == 1) {
            return 900 + millions / 4;
        }
        boolean fast = simd || (row.label().startsWith("auto") && shot >= 100);
        return (fast ? 0.25 : 1.5) * millions + (shot == 1 ? 20 : 0);
    }

    static BenchmarkReport whole() {
        return of(Arrays.stream(BenchmarkGroup.values())
                .filter(group -> !BenchmarkGroup.NAMED.contains(group))
                .toArray(BenchmarkGroup[]::new));
    }

    private static Map<String, Object> environment() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("date", "2026-11-01T12:00:00Z");
        facts.put("command", "./bentline bench --peers");
        facts.put("effort", "3 rounds");
        facts.put("cpu", "A <fast> processor");
        facts.put("processors", 2);
        facts.put("caches", "L1 Data 32K");
        facts.put("jdk", "VM 25");
        facts.put("gcc", "gcc 1, -O3");
        facts.put("stealPercent", 0.5);
        facts.put("rivals", List.of("ONNX Runtime 1", "PyTorch 2 through DJL 3"));
        facts.put("forks", List.of("ternary loop: plain Java", "SIMD engine, dense: kernel simd"));
        return facts;
    }

    /** Other libraries are not on the class path of these tests, but their rows belong to the report. */
    private static TablePlan allBuilt(TablePlan panel) {
        return panel.of(
                panel.title(),
                panel.rows().stream()
                        .map(row -> row.family() == Family.C && row.obstacle().isPresent()
                                ? row
                                : row.in(row.jvmArguments(), Optional.empty()))
                        .toList());
    }

    private static Measurement measured(TablePlan panel, RowPlan row) {
        Measurement measurement = new Measurement();
        for (double noise : NOISE) {
            measurement.add(DoubleStream.of(0.99, 1, 1.02)
                    .map(each -> each * noise * row.times() * cost(panel, row))
                    .boxed()
                    .toList());
        }
        measurement.addBytes(16);
        return measurement;
    }

    private static double cost(TablePlan panel, RowPlan row) {
        double node = 0.05 * Math.max(1, panel.task().nodes()) / row.threads();
        double memory = panel.task().dosages() > 1_000_000 ? 0.1 : 0;
        return memory
                + switch (row.family()) {
                    case BENTLINE -> row.label().contains("bent line") ? 0.12 : 0.9 * node;
                    case JAVA -> row.label().contains("UseSuperWord") ? 20 * node : 3 * node;
                    case C -> node;
                    case INTRINSICS -> 0.8 * node;
                    case ONNX_RUNTIME -> 10 * node;
                    case PYTORCH -> 14 * node;
                    case DUCKDB -> 1_500 * node;
                    case CEILING -> row.label().startsWith("fused") ? 0.012 : 0.05;
                };
    }
}
