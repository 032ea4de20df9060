package dev.bentline.peers;

import dev.bentline.bench.contender.DeepWorkload;
import dev.bentline.bench.contender.LibraryPeer;
import dev.bentline.bench.contender.Workload;

/** The parts of the arrays a library gets at a time: all, or as many dosages as have their tensors in the caches. */
record Batches(int size, int length) {
    /**
     * Floats of a tensor of a value for every node and dosage: what was fastest of powers of two. PyTorch through DJL takes
     * microseconds for every operation, so that its chunks are larger.
     */
    private static int floats(LibraryPeer.Library library) {
        return library == LibraryPeer.Library.PYTORCH ? 1 << 19 : 1 << 17;
    }

    static Batches of(LibraryPeer peer, Workload workload) {
        return of(
                peer,
                workload.size(),
                floats(peer.library()) / workload.network().width());
    }

    /**
     * Parts for networks of several layers, by the widest: as fast as twice as many floats, or half, for both libraries, and
     * in PyTorch without jemalloc two to nine times as fast as four times as many.
     */
    static Batches of(LibraryPeer peer, DeepWorkload workload) {
        return of(peer, workload.size(), (1 << 17) / workload.widest());
    }

    private static Batches of(LibraryPeer peer, int size, int most) {
        return new Batches(size, peer.chunks() ? Math.min(size, Math.clamp(most, 1, LibraryPeer.LARGEST_CHUNK)) : size);
    }

    int count() {
        return Math.ceilDiv(size, length);
    }

    int from(int chunk) {
        return chunk * length;
    }

    int length(int chunk) {
        return Math.min(length, size - from(chunk));
    }
}
