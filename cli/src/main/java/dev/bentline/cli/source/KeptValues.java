package dev.bentline.cli.source;

/** A tile's values of a {@link KeptColumn}; row i belongs to dosage i. A format that can say more of them extends this. */
public interface KeptValues {
    /** Tells whether a row has no value. */
    boolean isNull(int row);

    /**
     * Appends a row's value as text, one character for each byte of its UTF-8, so that bytes which are no UTF-8 are kept,
     * too; nothing if there is none.
     */
    void append(int row, StringBuilder bytes);
}
