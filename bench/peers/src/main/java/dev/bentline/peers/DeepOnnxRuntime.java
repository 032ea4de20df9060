package dev.bentline.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.bentline.bench.contender.DeepWorkload;
import dev.bentline.bench.contender.Forward;
import dev.bentline.bench.contender.LibraryPeer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** ONNX Runtime on networks of several layers, on direct buffers that are there beforehand: see {@link OnnxRuntime}. */
final class DeepOnnxRuntime implements Forward {
    private final LibraryPeer peer;
    private final FloatBuffer effects;
    private final OrtSession session;
    private final List<Map<String, OnnxTensor>> inputs = new ArrayList<>();
    private final List<Map<String, OnnxTensor>> outputs = new ArrayList<>();

    DeepOnnxRuntime(LibraryPeer peer, DeepWorkload workload) {
        this.peer = peer;
        Batches chunks = Batches.of(peer, workload);
        FloatBuffer dosages = OnnxRuntime.direct(workload.size()).put(0, workload.dosages());
        effects = OnnxRuntime.direct(workload.size());
        try {
            session = OnnxRuntime.session(OnnxModels.layers(workload.network().layers()), peer.threads());
            for (int chunk = 0; chunk < chunks.count(); chunk++) {
                inputs.add(Map.of(OnnxModels.DOSAGES, tensor(dosages, chunks, chunk)));
                outputs.add(Map.of(OnnxModels.EFFECTS, tensor(effects, chunks, chunk)));
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private static OnnxTensor tensor(FloatBuffer buffer, Batches chunks, int chunk) throws OrtException {
        int length = chunks.length(chunk);
        return OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), buffer.slice(chunks.from(chunk), length), new long[] {1, length});
    }

    @Override
    public void forward() {
        try {
            for (int chunk = 0; chunk < inputs.size(); chunk++) {
                session.run(inputs.get(chunk), outputs.get(chunk)).close();
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public float[] mapped() {
        float[] y = new float[effects.capacity()];
        effects.get(0, y);
        return y;
    }

    @Override
    public String evidence() {
        return peer.evidence();
    }
}
