package dev.bentline.onnx;

/**
 * The numbers that may be made of a file, so that a small file that means much neither fills the memory nor takes long:
 * a residual network of 8 blocks of 256 nodes, of which every block reads all before, makes 2.5 for every byte of its
 * weights.
 */
final class Allowance {
    private static final long OF_ANY_FILE = 1L << 21;
    private static final long OF_A_BYTE = 4;

    private final long all;
    private long left;

    /** @param bytes of the file and of what lies beside it */
    Allowance(long bytes) {
        this.all = OF_ANY_FILE + OF_A_BYTE * bytes;
        this.left = all;
    }

    void take(long numbers) {
        left -= numbers;
        if (left < 0) {
            throw new IllegalArgumentException(
                    "the graph makes more than " + all + " numbers, too many for a file of its size");
        }
    }

    /** Allows for more bytes, read from a file beside. */
    void add(long bytes) {
        left += OF_A_BYTE * bytes;
    }
}
