package dev.bentline.peers;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import dev.bentline.Network;
import dev.bentline.bench.contender.Contender;
import dev.bentline.bench.contender.LibraryPeer;
import dev.bentline.bench.contender.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * PyTorch through DJL, on tensors that are there beforehand. Effects stay in tensors: handing them to Java is not timed.
 * The gradient is autograd's. Its JVM has jemalloc loaded and told to keep what it has got, where there is one: with the
 * system's own, a tensor of more than some hundred kilobytes is a new mapping each time, and ten times slower to write.
 */
final class PyTorch implements Contender {
    /** Bytes of a tensor of a value for every node and dosage, of which autograd keeps several. */
    private static final long MOST = 1L << 30;

    /** The most nodes whose operations are written out one by one; more are rows of one tensor. */
    private static final int WRITTEN_OUT = 4;

    private final LibraryPeer peer;
    private final Workload workload;
    private final boolean layers;
    private final Batches chunks;
    private final NDManager manager = NDManager.newBaseManager();
    private final List<NDArray> dosages = new ArrayList<>();
    private final List<NDArray> observed = new ArrayList<>();
    private final List<NDArray> effects = new ArrayList<>();
    private final Gradients gradients;
    private final List<Node> nodes = new ArrayList<>();
    private final NDArray w;
    private final NDArray b;
    private final NDArray v;
    private final NDArray c;

    /** The parameters of a node that is written out. */
    private record Node(NDArray w, NDArray b, NDArray v) {}

    PyTorch(LibraryPeer peer, Workload workload) {
        this.peer = peer;
        this.workload = workload;
        layers = peer.form() == LibraryPeer.Form.LAYERS;
        chunks = Batches.of(peer, workload);
        setThreads(peer.threads());
        Network network = workload.network();
        int width = network.width();
        long bytes = (long) width * chunks.length() * Float.BYTES;
        if (bytes > MOST) {
            throw new IllegalArgumentException(
                    "one tensor between two operations would take " + (bytes >> 20) + " MiB");
        }
        gradients = new Gradients(network);
        for (int chunk = 0; chunk < chunks.count(); chunk++) {
            dosages.add(part(workload.dosages(), chunk));
            observed.add(part(workload.observed(), chunk));
        }
        w = manager.create(network.hiddenWeights(), new Shape(width, 1));
        b = manager.create(network.hiddenBiases(), layers ? new Shape(width) : new Shape(width, 1));
        v = manager.create(network.outputWeights(), new Shape(1, width));
        c = manager.create(new float[] {network.outputBias()});
        if (!layers && width <= WRITTEN_OUT) {
            for (int h = 0; h < width; h++) {
                nodes.add(new Node(
                        manager.create(network.hiddenWeight(h)),
                        manager.create(network.hiddenBias(h)),
                        manager.create(network.outputWeight(h))));
            }
        }
    }

    static void setThreads(int threads) {
        JniUtils.setNumThreads(threads);
        if (JniUtils.getNumThreads() != threads) {
            throw new IllegalStateException("PyTorch runs on " + JniUtils.getNumThreads() + " threads, not " + threads);
        }
    }

    private NDArray part(float[] values, int chunk) {
        int from = chunks.from(chunk);
        float[] part = Arrays.copyOfRange(values, from, from + chunks.length(chunk));
        return manager.create(part, layers ? new Shape(part.length, 1) : new Shape(1, part.length));
    }

    @Override
    public void forward() {
        effects.forEach(NDArray::close);
        effects.clear();
        for (NDArray x : dosages) {
            NDArray y = layers ? throughLayers(x, false) : inPlace(x);
            y.attach(manager);
            effects.add(y);
        }
    }

    /** Node by node, where a node's result is made once and then changed in place. */
    private NDArray inPlace(NDArray x) {
        Network network = workload.network();
        if (nodes.isEmpty()) {
            return elementwise(x, false);
        }
        NDArray sum = null;
        for (int h = 0; h < network.width(); h++) {
            NDArray p = x.mul(network.hiddenWeight(h)).addi(network.hiddenBias(h));
            NDArray f = activation(p);
            p.close();
            f.muli(network.outputWeight(h));
            if (sum == null) {
                sum = f;
            } else {
                sum.addi(f);
                f.close();
            }
        }
        if (sum == null) {
            throw new IllegalStateException("a network without nodes");
        }
        sum.addi(network.outputBias());
        return output(sum, false);
    }

    /** Node by node for autograd, which needs every result as it was: a tensor for every node and parameter. */
    private NDArray writtenOut(NDArray x) {
        NDArray z = c;
        for (Node node : nodes) {
            z = z.add(activation(x.mul(node.w).add(node.b)).mul(node.v));
        }
        return output(z, true);
    }

    private NDArray elementwise(NDArray x, boolean kept) {
        NDArray p = w.mul(x);
        NDArray q = kept ? p.add(b) : p.addi(b);
        NDArray f = activation(q);
        NDArray z = v.matMul(f);
        NDArray sum = kept ? z.add(c) : z.addi(c);
        if (!kept) {
            p.close();
            f.close();
        }
        return output(sum, kept);
    }

    private NDArray throughLayers(NDArray x, boolean kept) {
        NDArray p = Linear.linear(x, w, b).singletonOrThrow();
        NDArray f = activation(p);
        NDArray z = Linear.linear(f, v, c).singletonOrThrow();
        if (!kept) {
            p.close();
            f.close();
        }
        return output(z, kept);
    }

    private NDArray activation(NDArray p) {
        return workload.network().hidden() == dev.bentline.Activation.RELU
                ? Activation.relu(p)
                : Activation.softPlus(p);
    }

    private NDArray output(NDArray z, boolean kept) {
        if (workload.network().output() != dev.bentline.Activation.RELU) {
            return z;
        }
        NDArray y = Activation.relu(z);
        if (!kept) {
            z.close();
        }
        return y;
    }

    @Override
    public void derivative() {
        throw new IllegalArgumentException("PyTorch is asked for no derivative");
    }

    @Override
    public double[] gradient() {
        gradients.clear();
        List<NDArray> parameters = new ArrayList<>(List.of(c));
        if (nodes.isEmpty()) {
            parameters.addAll(List.of(w, b, v));
        } else {
            nodes.forEach(node -> parameters.addAll(List.of(node.w, node.b, node.v)));
        }
        for (NDArray parameter : parameters) {
            if (!parameter.hasGradient()) {
                parameter.setRequiresGradient(true);
            }
        }
        for (int chunk = 0; chunk < dosages.size(); chunk++) {
            add(dosages.get(chunk), observed.get(chunk));
        }
        return gradients.sums();
    }

    /** Every chunk's gradient is read and added in double: what autograd adds up itself it adds in float. */
    private void add(NDArray x, NDArray t) {
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            // what comes of a tensor is freed with its manager
            scope.tempAttachAll(x, t, w, b, v, c);
            nodes.forEach(node -> scope.tempAttachAll(node.w, node.b, node.v));
            NDArray y = layers ? throughLayers(x, true) : nodes.isEmpty() ? elementwise(x, true) : writtenOut(x);
            NDArray loss = y.sub(t).square().sum();
            collector.backward(loss);
            if (nodes.isEmpty()) {
                float[] dw = read(w);
                float[] db = read(b);
                float[] dv = read(v);
                for (int h = 0; h < dw.length; h++) {
                    gradients.addNode(h, dw[h], db[h], dv[h]);
                }
            } else {
                for (int h = 0; h < nodes.size(); h++) {
                    Node node = nodes.get(h);
                    gradients.addNode(h, read(node.w)[0], read(node.b)[0], read(node.v)[0]);
                }
            }
            gradients.add(loss.getFloat(), read(c)[0]);
        }
    }

    private static float[] read(NDArray parameter) {
        try (NDArray gradient = parameter.getGradient()) {
            float[] values = gradient.toFloatArray();
            gradient.subi(gradient);
            return values;
        }
    }

    @Override
    public float[] mapped() {
        float[] y = new float[workload.size()];
        for (int chunk = 0; chunk < effects.size(); chunk++) {
            float[] part = effects.get(chunk).toFloatArray();
            System.arraycopy(part, 0, y, chunks.from(chunk), part.length);
        }
        return y;
    }

    @Override
    public int floatAdditions() {
        return peer.floatAdditions(workload.size());
    }

    @Override
    public String evidence() {
        return peer.evidence();
    }

    @Override
    public double[] summed() {
        return gradients.sums();
    }
}
