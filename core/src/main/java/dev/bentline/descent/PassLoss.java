package dev.bentline.descent;

import dev.bentline.execution.ArrayExecution;
import dev.bentline.execution.Execution;
import dev.bentline.execution.ScratchPool;
import dev.bentline.kernel.BentLineTable;
import dev.bentline.kernel.FormulationChoice;
import dev.bentline.kernel.KernelFactory;
import dev.bentline.kernel.NetworkParameters;
import dev.bentline.kernel.ScalarBentLineKernel;
import dev.bentline.kernel.ScalarDenseKernel;
import dev.bentline.kernel.Scratch;
import dev.bentline.kernel.SumsLayout;
import org.jspecify.annotations.Nullable;

/**
 * Loss of a network by a kernel's pass over all observations, on the nearest floats of the parameters: the bits of an
 * engine. Kernels are immutable and as small as the network, so every evaluation has its own.
 */
public final class PassLoss implements LossFunction {
    private final float[] x;
    private final float[] t;
    private final Shape shape;
    private final KernelFactory kernels;
    private final int threads;
    private @Nullable First first;

    /** The evaluation of a start. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record First(double loss, double[] gradient) {}

    /**
     * Keeps the arrays.
     *
     * @param x dosages
     * @param t effects, as many
     */
    public PassLoss(float[] x, float[] t, Shape shape, KernelFactory kernels, int threads) {
        this.x = x;
        this.t = t;
        this.shape = shape;
        this.kernels = kernels;
        this.threads = threads;
    }

    /**
     * Evaluates a start, and gathers the statistics of the observations on the way. The next evaluation, which has to be
     * of the same start, is this one.
     *
     * @throws IllegalArgumentException if an observation is not finite
     */
    public ObservationStatistics begin(double[] start) {
        NetworkParameters network = shape.network(start);
        Execution execution = execution(network);
        StatisticsKernel kernel = new StatisticsKernel(execution.kernel(), x.length);
        double[] gradient = new double[shape.parameters()];
        double loss = evaluate(network, new Execution(kernel, execution.dosageWork(), threads), gradient);
        ObservationStatistics statistics = kernel.statistics();
        if (!statistics.isFinite()) {
            ObservationSort.refuseInfinite(x, t, threads);
        }
        first = new First(loss, gradient);
        return statistics;
    }

    @Override
    public double evaluate(double[] parameters, double[] gradient) {
        First begun = first;
        if (begun != null) {
            first = null;
            System.arraycopy(begun.gradient, 0, gradient, 0, gradient.length);
            return begun.loss;
        }
        NetworkParameters network = shape.network(parameters);
        return evaluate(network, execution(network), gradient);
    }

    private double evaluate(NetworkParameters network, Execution execution, double[] gradient) {
        Scratch scratch = ScratchPool.take();
        double[] sums = new ArrayExecution(execution).sums(true, x, 0, t, 0, x.length, scratch);
        SumsLayout.gradient(network, sums, 2, gradient);
        double loss = sums[SumsLayout.LOSS];
        ScratchPool.giveBack(scratch);
        return loss;
    }

    private Execution execution(NetworkParameters network) {
        BentLineTable table = FormulationChoice.bentLine(network);
        return table == null
                ? Execution.dense(kernels.of(new ScalarDenseKernel(network)), network, threads)
                : Execution.bentLine(kernels.of(new ScalarBentLineKernel(network, table)), threads);
    }
}
