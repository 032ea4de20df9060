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
import java.util.Arrays;

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
        NetworkParameters network = network(parameters);
        Kernel kernel = kernels.of(new ScalarDenseKernel(network));
        ArrayExecution execution = new ArrayExecution(Execution.dense(kernel, network, threads));
        Scratch scratch = ScratchPool.take();
        double[] sums = execution.sums(true, data.dosages(), 0, data.effects(), 0, data.count(), scratch);
        differentiate(network, sums, gradient);
        double loss = sums[SumsLayout.LOSS];
        ScratchPool.giveBack(scratch);
        return loss;
    }

    /** Returns the network of the nearest floats. */
    private NetworkParameters network(double[] parameters) {
        float[] numbers = new float[parameters.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) parameters[i];
        }
        int width = shape.width();
        return new NetworkParameters(
                shape.softplus(),
                Arrays.copyOfRange(numbers, 0, width),
                Arrays.copyOfRange(numbers, width, 2 * width),
                Arrays.copyOfRange(numbers, 2 * width, 3 * width),
                numbers[shape.outputBias()],
                shape.reluOutput(),
                shape.bendOne());
    }

    /** Writes the gradient of the loss, whose derivative is twice what was summed; see {@link SumsLayout}. */
    private void differentiate(NetworkParameters network, double[] sums, double[] gradient) {
        for (int h = 0; h < shape.width(); h++) {
            int node = SumsLayout.node(h);
            double v = network.v()[h];
            gradient[shape.hiddenWeight(h)] = v * (2 * sums[node + 1]);
            gradient[shape.hiddenBias(h)] = v * (2 * sums[node]);
            gradient[shape.outputWeight(h)] = 2 * sums[node + 2];
        }
        gradient[shape.outputBias()] = 2 * sums[SumsLayout.D];
    }
}
