package dev.bentline.onnx;

/**
 * The numbers that may be made of a file, so that a small file that means much neither fills the memory nor takes long:
 * a residual network of 8 blocks of 256 nodes, of which every block reads all before, makes 2.5 for every byte of its
 * weights.
 */
final class Allowance {
    private static final long OF_ANY_FILE = 1L << 21;
    private static final long OF_A_BYTE = 4;

    /** Half a gigabyte of doubles: the largest file's weights take three quarters of them. */
    private static final long MOST = 1L << 26;

    private long all;
    private long taken;

    /** @param bytes of the file and of what lies beside it */
    Allowance(long bytes) {
        this.all = Math.min(OF_ANY_FILE + OF_A_BYTE * bytes, MOST);
    }

    void take(long numbers) {
        taken += numbers;
        if (taken > all) {
            throw new IllegalArgumentException(
                    "the graph makes more than " + all + " numbers, too many for a file of its size");
        }
    }

    /** Allows for more bytes, read from a file beside. */
    void add(long bytes) {
        all = Math.min(all + OF_A_BYTE * bytes, MOST);
    }
}
