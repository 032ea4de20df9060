package dev.bentline.bench.contender;

import java.util.Optional;
import java.util.ServiceLoader;

/** Makes contenders of other libraries. A service, because those are built for {@code bench --peers} alone. */
public interface LibraryPeers {
    /**
     * Binds a peer to a workload.
     *
     * @throws IllegalArgumentException if it cannot do this work
     */
    Contender contender(LibraryPeer peer, Workload workload);

    /**
     * Binds a peer to a network of several layers, as layers in chunks.
     *
     * @throws IllegalArgumentException if it cannot do this work
     */
    Forward deep(LibraryPeer peer, DeepWorkload workload);

    /** Returns the version of a library, as it says itself. */
    String version(LibraryPeer.Library library);

    /** Says that the service is missing, and what builds it. */
    String NOT_BUILT = "not built; --peers builds it";

    /** Finds the service, where it was built. */
    static Optional<LibraryPeers> find() {
        return ServiceLoader.load(LibraryPeers.class).findFirst();
    }

    /** Returns the service, or says how to build it. */
    static LibraryPeers built() {
        return find().orElseThrow(() -> new IllegalStateException(NOT_BUILT));
    }
}
