package dev.bentline.peers;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import dev.bentline.bench.Contender;
import dev.bentline.bench.Rival;
import dev.bentline.bench.Rivals;
import dev.bentline.bench.Workload;

/** All of them. */
public final class Peers implements Rivals {
    @Override
    public Contender contender(Rival rival, Workload workload) {
        return switch (rival.library()) {
            case ONNX_RUNTIME -> new OnnxRuntime(rival, workload);
            case PYTORCH -> new PyTorch(rival, workload);
            case DUCKDB -> new DuckDb(rival, workload);
        };
    }

    @Override
    public String version(Rival.Library library) {
        return switch (library) {
            case ONNX_RUNTIME -> OrtEnvironment.getEnvironment().getVersion();
            case PYTORCH -> Engine.getInstance().getVersion() + " through DJL " + Engine.getDjlVersion();
            case DUCKDB -> DuckDb.version();
        };
    }
}
