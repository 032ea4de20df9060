package dev.bentline.bench.contender;

import java.util.Locale;

/**
 * Describes another library's way to do the work.
 *
 * @param chunks whether it works on parts of the arrays that fit in the L2 cache, one after the other
 */
public record LibraryPeer(Library library, Form form, boolean chunks, int threads) {
    /** Dosages of a chunk, at most: what they are summed to is added up in double. */
    public static final int LARGEST_CHUNK = 1 << 18;

    /** Lists the libraries. */
    public enum Library {
        ONNX_RUNTIME("ONNX Runtime"),
        PYTORCH("PyTorch"),
        DUCKDB("DuckDB");

        private final String label;

        Library(String label) {
            this.label = label;
        }

        /** Its name in a text. */
        public String label() {
            return label;
        }
    }

    /** Lists the forms a network can be put in. */
    public enum Form {
        /** Operation by operation on whole tensors. */
        ELEMENTWISE("element-wise"),
        /** Fully connected layers: products of matrices. */
        LAYERS("layers"),
        SQL("SQL");

        private final String label;

        Form(String label) {
            this.label = label;
        }
    }

    /** Counts the float additions that an accumulator of a gradient takes at most for so many dosages. */
    public int floatAdditions(int size) {
        return chunks ? Math.min(size, LARGEST_CHUNK) : size;
    }

    /** Names the version that runs. */
    public String evidence() {
        return library.label + " " + LibraryPeers.built().version(library) + ", " + threads
                + (threads == 1 ? " thread" : " threads");
    }

    /** Returns what a table calls it. */
    public String label() {
        return String.format(
                Locale.ROOT,
                "%s, %s%s%s",
                library.label,
                form.label,
                chunks ? ", in chunks" : "",
                threads > 1 ? ", " + threads + " threads" : "");
    }
}
