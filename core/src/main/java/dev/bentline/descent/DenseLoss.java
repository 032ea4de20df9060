package dev.bentline.descent;

import dev.bentline.execution.ArrayExecution;
import dev.bentline.execution.Execution;
import dev.bentline.execution.ScratchPool;
import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.KernelFactory;
import dev.bentline.kernel.NetworkParameters;
import dev.bentline.kernel.ScalarDenseKernel;
import dev.bentline.kernel.Scratch;
import dev.bentline.kernel.SumsLayout;

/**
 * Loss of a softplus network, which is no bent line: a kernel's pass over all observations, on the nearest floats of the
 * parameters. Kernels are immutable and as small as the network, so every evaluation has its own.
 */
public final class DenseLoss implements LossFunction {
    private final SortedObservations data;
    private final Shape shape;
    private final KernelFactory kernels;
    private final int threads;

    public DenseLoss(SortedObservations data, Shape shape, KernelFactory kernels, int threads) {
        this.data = data;
        this.shape = shape;
        this.kernels = kernels;
        this.threads = threads;
    }

    @Override
    public double evaluate(double[] parameters, double[] gradient) {
        NetworkParameters network = shape.network(parameters);
        Kernel kernel = kernels.of(new ScalarDenseKernel(network));
        ArrayExecution execution = new ArrayExecution(Execution.dense(kernel, network, threads));
        Scratch scratch = ScratchPool.take();
        double[] sums = execution.sums(true, data.dosages(), 0, data.effects(), 0, data.count(), scratch);
        SumsLayout.gradient(network, sums, 2, gradient);
        double loss = sums[SumsLayout.LOSS];
        ScratchPool.giveBack(scratch);
        return loss;
    }
}
