package dev.bentline.bench.contender;

import java.util.Optional;
import java.util.ServiceLoader;

/** Makes contenders of other libraries: a service, because those are built for {@code bench --peers} alone. */
public interface LibraryPeers {
    /**
     * A rival bound to a workload.
     *
     * @throws IllegalArgumentException if it cannot do this work
     */
    Contender contender(LibraryPeer rival, Workload workload);

    /** The version of a library, as it says itself. */
    String version(LibraryPeer.Library library);

    /** The service, where it was built. */
    static Optional<LibraryPeers> find() {
        return ServiceLoader.load(LibraryPeers.class).findFirst();
    }
}
