package dev.bentline.cli.parquet;

/** Byte strings, one after the other: value i is from offset i up to offset i + 1. */
final class Binaries {
    private final byte[] bytes;
    private final int[] offsets;

    Binaries(byte[] bytes, int[] offsets) {
        this.bytes = bytes;
        this.offsets = offsets;
    }

    byte[] bytes() {
        return bytes;
    }

    int start(int place) {
        return offsets[place];
    }

    int length(int place) {
        return offsets[place + 1] - offsets[place];
    }
}
