package dev.bentline.cli;

import java.util.Arrays;

/**
 * Set of texts of which 64 bits each are kept: among ten million, two that differ are taken for one with a probability of
 * 3 in a million.
 */
final class Fingerprints {
    private static final int FIRST_ROOM = 1024;

    /** The numbers of FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo). */
    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;

    private static final long PRIME = 0x100000001b3L;

    /** Open addressing; 0 is a free place. */
    private long[] table = new long[FIRST_ROOM];

    private int count;

    void add(String text) {
        if (2 * ++count > table.length) {
            long[] old = table;
            table = new long[2 * old.length];
            Arrays.stream(old).filter(fingerprint -> fingerprint != 0).forEach(this::put);
        }
        put(fingerprint(text));
    }

    boolean contains(String text) {
        long fingerprint = fingerprint(text);
        return table[place(fingerprint)] == fingerprint;
    }

    private void put(long fingerprint) {
        table[place(fingerprint)] = fingerprint;
    }

    /** The place where a fingerprint is, or the free one where it belongs. */
    private int place(long fingerprint) {
        int place = (int) (fingerprint >>> 32) & (table.length - 1);
        while (table[place] != 0 && table[place] != fingerprint) {
            place = (place + 1) & (table.length - 1);
        }
        return place;
    }

    private static long fingerprint(String text) {
        long hash = OFFSET_BASIS;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        hash ^= hash >>> 32;
        return hash == 0 ? 1 : hash;
    }
}
