package dev.bentline.bench.suite;

import static dev.bentline.bench.contender.Implementation.*;

import dev.bentline.bench.contender.Implementation;
import dev.bentline.bench.contender.Operation;
import java.util.List;

/** Plans what of every group fits into minutes. */
record QuickPlans(TablePlans plans) {
    private static final int MILLION = 1_000_000;

    /** Plans what of a group fits into minutes. */
    List<TablePlan> of(BenchmarkGroup group) {
        return switch (group) {
            case FORWARD ->
                quickRelu(
                        group,
                        Operation.FORWARD,
                        TERNARY_LOOP,
                        MATH_MAX_LOOP,
                        MATH_MAX_LOOP_NO_SUPER_WORD,
                        SIMD,
                        GCC,
                        GCC_ALIGNED,
                        CLANG);
            case GRADIENT ->
                quickRelu(group, Operation.GRADIENT, TERNARY_LOOP, MATH_MAX_LOOP, SIMD, GCC, GCC_ALIGNED, CLANG);
            case SOFTPLUS -> List.of(plans.of(group, Operation.SOFTPLUS, 2, 100_000, MATH_LOOP, SIMD, GCC, CLANG));
            case BENTLINE -> List.of(plans.of(group, Operation.FORWARD, 1_024, MILLION, BENT_LINE, GCC));
            case FIT -> List.of(plans.fits().quickEpochs(10 * MILLION));
            case CURVES -> plans.curves().all();
            case COLD -> plans.cold().quick();
            case DERIVATIVE, WIDE, WIDTH, CROSSOVER, COMPILE, DEEP, THREADS, POLLUTED, MEMORY, GUARD -> List.of();
        };
    }

    private List<TablePlan> quickRelu(BenchmarkGroup group, Operation operation, Implementation... implementations) {
        return List.of(
                plans.of(group, operation, 2, 100_000, implementations),
                plans.of(group, operation, 2, 10_000_000, MATH_MAX_LOOP, SIMD, GCC, CLANG));
    }
}
