package dev.bentline.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.bentline.Network;
import dev.bentline.bench.contender.Contender;
import dev.bentline.bench.contender.LibraryPeer;
import dev.bentline.bench.contender.Workload;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * ONNX Runtime on direct buffers that are there beforehand, for what goes in and for what comes out: a call runs the session
 * once for every chunk, and copies nothing.
 */
final class OnnxRuntime implements Contender {
    /** Bytes of tensors of a value for every node and dosage beyond which a machine may run out of memory. */
    private static final long MOST = 2L << 30;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final Workload workload;
    private final LibraryPeer peer;
    private final Batches chunks;
    private final FloatBuffer effects;
    private final List<OnnxTensor> dosages = new ArrayList<>();
    private final List<OnnxTensor> outputs = new ArrayList<>();
    private final List<OnnxTensor> observed = new ArrayList<>();
    private final Gradients gradients;

    @SuppressWarnings("NullAway.Init") // whichever is called for
    private OrtSession forward;

    @SuppressWarnings("NullAway.Init")
    private OrtSession gradient;

    OnnxRuntime(LibraryPeer peer, Workload workload) {
        this.peer = peer;
        this.workload = workload;
        chunks = Batches.of(peer, workload);
        long bytes = (long) workload.network().width() * chunks.length() * Float.BYTES;
        if (bytes > MOST) {
            throw new IllegalArgumentException(
                    "one tensor between two operations would take " + (bytes >> 20) + " MiB");
        }
        effects = direct(workload.size());
        gradients = new Gradients(workload.network());
        FloatBuffer x = direct(workload.size()).put(0, workload.dosages());
        FloatBuffer t = direct(workload.size()).put(0, workload.observed());
        try {
            for (int chunk = 0; chunk < chunks.count(); chunk++) {
                dosages.add(tensor(x, chunk));
                observed.add(tensor(t, chunk));
                outputs.add(tensor(effects, chunk));
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    static FloatBuffer direct(int floats) {
        return ByteBuffer.allocateDirect(floats * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private OnnxTensor tensor(FloatBuffer buffer, int chunk) throws OrtException {
        int length = chunks.length(chunk);
        return OnnxTensor.createTensor(environment, buffer.slice(chunks.from(chunk), length), new long[] {1, length});
    }

    static OrtSession session(byte[] model, int threads) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            return OrtEnvironment.getEnvironment().createSession(model, options);
        }
    }

    @Override
    public void forward() {
        try {
            if (forward == null) {
                forward = session(new OnnxModels(workload.network(), peer.form()).forward(), peer.threads());
            }
            for (int chunk = 0; chunk < dosages.size(); chunk++) {
                forward.run(
                                Map.of(OnnxModels.DOSAGES, dosages.get(chunk)),
                                Map.of(OnnxModels.EFFECTS, outputs.get(chunk)))
                        .close();
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void derivative() {
        throw new IllegalArgumentException("ONNX Runtime is asked for no derivative");
    }

    @Override
    public double[] gradient() {
        try {
            if (gradient == null) {
                gradient = session(new OnnxModels(workload.network(), peer.form()).gradient(), peer.threads());
            }
            gradients.clear();
            for (int chunk = 0; chunk < dosages.size(); chunk++) {
                Map<String, OnnxTensor> inputs =
                        Map.of(OnnxModels.DOSAGES, dosages.get(chunk), OnnxModels.OBSERVED, observed.get(chunk));
                try (OrtSession.Result result = gradient.run(inputs)) {
                    add(floats(result, OnnxModels.LOSS), floats(result, OnnxModels.SUMS));
                }
            }
            return gradients.sums();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FloatBuffer floats(OrtSession.Result result, String name) {
        return ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
    }

    /** The model leaves out that d is twice the residual, and what S0 and S1 are multiplied by. */
    private void add(FloatBuffer loss, FloatBuffer sums) {
        Network network = workload.network();
        for (int h = 0; h < network.width(); h++) {
            double s0 = 2.0 * sums.get(2 * h);
            double s1 = 2.0 * sums.get(2 * h + 1);
            double v = network.outputWeight(h);
            gradients.addNode(h, v * s1, v * s0, network.hiddenWeight(h) * s1 + network.hiddenBias(h) * s0);
        }
        gradients.add(loss.get(0), 2.0 * sums.get(2 * network.width()));
    }

    @Override
    public float[] mapped() {
        float[] y = new float[workload.size()];
        effects.get(0, y);
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
