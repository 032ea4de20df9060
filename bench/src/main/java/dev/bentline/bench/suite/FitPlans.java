package dev.bentline.bench.suite;

import static dev.bentline.bench.contender.Implementation.BENT_LINE;
import static dev.bentline.bench.contender.Implementation.CLANG;
import static dev.bentline.bench.contender.Implementation.GCC;
import static dev.bentline.bench.contender.Implementation.SIMD;
import static dev.bentline.bench.contender.Implementation.TWO_THREADS;
import static dev.bentline.bench.suite.RowPlans.inHeapFor;
import static dev.bentline.bench.suite.TablePlans.grouped;

import dev.bentline.Optimizer;
import dev.bentline.bench.EpochBenchmark;
import dev.bentline.bench.FitBenchmark;
import dev.bentline.bench.IndexBenchmark;
import dev.bentline.bench.contender.Implementation;
import dev.bentline.bench.contender.ObservationOrder;
import dev.bentline.bench.report.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Plans fits: their epochs, their index, and whole ones beside passes over the same observations. */
final class FitPlans {
    /** The most passes of a fit that are measured, not computed. */
    private static final int MOST_PASSES = 100;

    private static final String INDEX_HEAP = """
            An index keeps 8.875 bytes an observation: sorted dosages and effects, and for every 96 of them moments of 80 \
            bytes and a dosage of 4.
            Building it from unsorted arrays (B/call) takes 16 more for a while.
            100,000,000 observations: 0.89 GB kept, at most 2.4 GB while it is built, and the caller's arrays of 0.8 GB.\
            """;

    private final RowPlans rows;

    FitPlans(RowPlans rows) {
        this.rows = rows;
    }

    /** Plans epochs of fits beside passes over the same observations. */
    TablePlan epochs(int width, int size) {
        List<RowPlan> all = new ArrayList<>();
        all.add(epochs("index, first 100 epochs, Adam", "firstEpochs", Optimizer.Kind.ADAM, width, size));
        all.add(epochs("index, 10,000 epochs, Adam", "epochs", Optimizer.Kind.ADAM, width, size));
        all.add(epochs(
                "index, 10,000 epochs, gradient descent", "epochs", Optimizer.Kind.GRADIENT_DESCENT, width, size));
        all.add(pass(SIMD, width, size, 1));
        if (width > 2) {
            all.add(pass(BENT_LINE, width, size, 1));
        }
        all.add(pass(GCC, width, size, 1));
        all.add(pass(CLANG, width, size, 1));
        all.add(inHeapFor(size, MemoryPlans.readTwo(size)));
        return new TablePlan(
                        BenchmarkGroup.FIT,
                        "epoch, " + grouped(width) + " nodes, " + grouped(size) + " observations",
                        new TablePlan.Task("epoch", width, size),
                        Unit.EPOCH,
                        all)
                .noting(
                        "Index rows: real fits from a new start each call, one thread; loss, gradient, update and moved bends,"
                                + " but neither the index build nor the fit's last pass, which the whole fits have.",
                        "Pass rows: loss and gradient, no update, one thread.");
    }

    /** Plans a pass over all observations of a fit of two nodes, for other libraries. */
    RowPlan pass(Implementation implementation, int size) {
        return pass(implementation, 2, size, 1);
    }

    /** Plans what of the epochs fits into minutes. */
    TablePlan quickEpochs(int size) {
        TablePlan all = epochs(2, size);
        Set<String> left =
                Set.of("index, 10,000 epochs, Adam", pass(SIMD, 2, size, 1).label());
        return all.of(
                all.title(),
                all.rows().stream()
                        .filter(row -> row.family() == Family.C || left.contains(row.label()))
                        .toList());
    }

    private static RowPlan epochs(String label, String method, Optimizer.Kind optimizer, int width, int size) {
        Map<String, String> parameters =
                Map.of("width", Integer.toString(width), "size", Integer.toString(size), "optimizer", optimizer.name());
        return inHeapFor(
                size,
                RowPlans.bare(label, Family.BENTLINE, 1, EpochBenchmark.class.getName() + "." + method, parameters));
    }

    private RowPlan pass(Implementation implementation, int width, int size, int passes) {
        String what = passes == 1 ? "gradient pass, " : grouped(passes) + " gradient passes, ";
        return inHeapFor(size, rows.pass(what + implementation.label(), implementation, width, size, passes));
    }

    /** Plans what building an index costs, and takes. */
    TablePlan index(ObservationOrder order, int size) {
        List<RowPlan> all = List.of(
                index("index build, 1 thread", "index", Family.BENTLINE, order, 1, size),
                index("index build, all processors", "index", Family.BENTLINE, order, 0, size),
                index("copy and Arrays.sort of as many longs", "sort", Family.JAVA, order, 1, size),
                index("copy and Arrays.parallelSort of as many longs", "sort", Family.JAVA, order, 0, size),
                index("System.arraycopy of two arrays", "copy", Family.CEILING, order, 1, size),
                inHeapFor(size, MemoryPlans.readTwo(size)));
        return new TablePlan(
                        BenchmarkGroup.FIT,
                        "index build, " + grouped(size) + " observations " + order.words(),
                        new TablePlan.Task("index build", 0, size),
                        Unit.MILLISECONDS,
                        all)
                .noting(INDEX_HEAP.split("\n"));
    }

    private static RowPlan index(
            String label, String method, Family family, ObservationOrder order, int threads, int size) {
        Map<String, String> parameters =
                Map.of("order", order.name(), "threads", Integer.toString(threads), "size", Integer.toString(size));
        return inHeapFor(
                size,
                RowPlans.bare(
                        label, family, threadsOf(threads), IndexBenchmark.class.getName() + "." + method, parameters));
    }

    /** Plans whole fits beside as many passes; as many as would take too long are computed from one. */
    TablePlan fit(int size, int epochs) {
        List<RowPlan> all = new ArrayList<>();
        all.add(fit("whole fit, 1 thread", "fit", epochs, 1, size));
        all.add(fit("whole fit, all processors", "fit", epochs, 0, size));
        all.add(fit("whole fit by an index, 1 thread", "index", epochs, 1, size));
        for (Implementation implementation : List.of(SIMD, TWO_THREADS, GCC, CLANG)) {
            all.add(
                    epochs > MOST_PASSES
                            ? pass(implementation, 2, size, 1).times(epochs)
                            : pass(implementation, 2, size, epochs));
        }
        RowPlan read = inHeapFor(size, MemoryPlans.readTwo(size));
        all.add(epochs == 1 ? read : read.times(epochs));
        String task = "fit of " + grouped(epochs) + (epochs == 1 ? " epoch" : " epochs");
        String title = task + ", 2 nodes, " + grouped(size) + " observations";
        return new TablePlan(BenchmarkGroup.FIT, title, new TablePlan.Task(task, 2, size), Unit.MILLISECONDS, all)
                .noting(
                        "Whole fits: from arrays in no order, by passes, one more than epochs, or an index and a last pass,"
                                + " whatever their epochs pay for, or by an index always.");
    }

    private static RowPlan fit(String label, String method, int epochs, int threads, int size) {
        Map<String, String> parameters = Map.of(
                "epochs", Integer.toString(epochs),
                "threads", Integer.toString(threads),
                "size", Integer.toString(size));
        return inHeapFor(
                size,
                RowPlans.bare(
                        label,
                        Family.BENTLINE,
                        threadsOf(threads),
                        FitBenchmark.class.getName() + "." + method,
                        parameters));
    }

    /** Counts the threads a parameter means: 0 is all processors. */
    private static int threadsOf(int parameter) {
        return parameter == 0 ? Runtime.getRuntime().availableProcessors() : parameter;
    }
}
