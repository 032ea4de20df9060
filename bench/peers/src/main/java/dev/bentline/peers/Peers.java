package dev.bentline.peers;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import dev.bentline.bench.contender.Contender;
import dev.bentline.bench.contender.DeepWorkload;
import dev.bentline.bench.contender.Forward;
import dev.bentline.bench.contender.LibraryPeer;
import dev.bentline.bench.contender.LibraryPeers;
import dev.bentline.bench.contender.Workload;

/** Makes the peers of all libraries. */
public final class Peers implements LibraryPeers {
    @Override
    public Contender contender(LibraryPeer peer, Workload workload) {
        return switch (peer.library()) {
            case ONNX_RUNTIME -> new OnnxRuntime(peer, workload);
            case PYTORCH -> new PyTorch(peer, workload);
            case DUCKDB -> new DuckDb(peer, workload);
        };
    }

    @Override
    public Forward deep(LibraryPeer peer, DeepWorkload workload) {
        return switch (peer.library()) {
            case ONNX_RUNTIME -> new DeepOnnxRuntime(peer, workload);
            case PYTORCH -> new DeepPyTorch(peer, workload);
            case DUCKDB -> throw new IllegalArgumentException("DuckDB is asked for no network of several layers");
        };
    }

    @Override
    public String version(LibraryPeer.Library library) {
        return switch (library) {
            case ONNX_RUNTIME -> OrtEnvironment.getEnvironment().getVersion();
            case PYTORCH -> Engine.getInstance().getVersion() + " through DJL " + Engine.getDjlVersion();
            case DUCKDB -> DuckDb.version();
        };
    }
}
