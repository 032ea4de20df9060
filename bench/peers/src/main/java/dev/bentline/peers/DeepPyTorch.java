package dev.bentline.peers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import dev.bentline.Layer;
import dev.bentline.bench.contender.DeepWorkload;
import dev.bentline.bench.contender.Forward;
import dev.bentline.bench.contender.LibraryPeer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** PyTorch on networks of several layers, on tensors that are there beforehand: see {@link PyTorch}. */
final class DeepPyTorch implements Forward {
    private final LibraryPeer peer;
    private final Batches chunks;
    private final NDManager manager = NDManager.newBaseManager();
    private final List<LinearLayer> layers;
    private final List<NDArray> dosages = new ArrayList<>();
    private final List<NDArray> effects = new ArrayList<>();

    /** A layer in tensors. */
    private record LinearLayer(NDArray weights, NDArray biases, boolean relu) {
        static LinearLayer of(Layer layer, NDManager manager) {
            return new LinearLayer(
                    manager.create(layer.weights()),
                    manager.create(layer.biases()),
                    layer.activation() == dev.bentline.Activation.RELU);
        }

        NDArray of(NDArray x) {
            NDArray p = Linear.linear(x, weights, biases).singletonOrThrow();
            if (!relu) {
                return p;
            }
            try (p) {
                return Activation.relu(p);
            }
        }
    }

    DeepPyTorch(LibraryPeer peer, DeepWorkload workload) {
        this.peer = peer;
        PyTorch.setThreads(peer.threads());
        chunks = Batches.of(peer, workload);
        layers = workload.network().layers().stream()
                .map(layer -> LinearLayer.of(layer, manager))
                .toList();
        for (int chunk = 0; chunk < chunks.count(); chunk++) {
            int from = chunks.from(chunk);
            int length = chunks.length(chunk);
            float[] part = Arrays.copyOfRange(workload.dosages(), from, from + length);
            dosages.add(manager.create(part, new Shape(length, 1)));
        }
    }

    @Override
    public void forward() {
        effects.forEach(NDArray::close);
        effects.clear();
        for (NDArray x : dosages) {
            NDArray y = throughLayers(x);
            y.attach(manager);
            effects.add(y);
        }
    }

    private NDArray throughLayers(NDArray x) {
        NDArray h = layers.getFirst().of(x);
        for (LinearLayer layer : layers.subList(1, layers.size())) {
            try (NDArray before = h) {
                h = layer.of(before);
            }
        }
        return h;
    }

    @Override
    public float[] mapped() {
        float[] y = new float[chunks.size()];
        for (int chunk = 0; chunk < effects.size(); chunk++) {
            float[] part = effects.get(chunk).toFloatArray();
            System.arraycopy(part, 0, y, chunks.from(chunk), part.length);
        }
        return y;
    }

    @Override
    public String evidence() {
        return peer.evidence();
    }
}
