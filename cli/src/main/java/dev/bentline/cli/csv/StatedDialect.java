package dev.bentline.cli.csv;

import java.util.List;

/**
 * The things that a user says about how CSV files are written.
 *
 * @param delimiter what separates fields, {@link #TOLD} if the file tells; a space stands for any spaces and tabs
 * @param decimalComma whether numbers have a comma where others have a point; if not, the file may tell it
 * @param skippedLines lines before the header, which are left out
 * @param comment what lines that are left out begin with, {@link #NONE} if nothing
 * @param missing words that stand where a value is missing
 */
public record StatedDialect(int delimiter, boolean decimalComma, long skippedLines, int comment, List<String> missing) {
    /** No delimiter is stated. */
    public static final int TOLD = -1;

    /** No line is a comment. */
    public static final int NONE = -1;

    /** States nothing. */
    public static final StatedDialect NOTHING = new StatedDialect(TOLD, false, 0, NONE, List.of());
}
