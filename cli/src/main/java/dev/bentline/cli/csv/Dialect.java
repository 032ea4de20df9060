package dev.bentline.cli.csv;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The way in which a CSV file is written. */
final class Dialect {
    final byte delimiter;

    /** Separates fields, too: a tab, where the delimiter is a space. */
    final byte otherDelimiter;

    final boolean decimalComma;

    /** The byte that lines which are no rows begin with, or {@link StatedDialect#NONE}. */
    final int comment;

    /** Rows begin with a name that the header does not name, as R's {@code write.table} writes them. */
    final boolean rowNames;

    private final byte[][] missing;

    /** Those of the words that are numbers, which may be written in other ways. */
    private final float[] missingNumbers;

    Dialect(int delimiter, boolean decimalComma, int comment, boolean rowNames, List<String> missing) {
        this.delimiter = (byte) delimiter;
        this.otherDelimiter = delimiter == ' ' ? (byte) '\t' : this.delimiter;
        this.decimalComma = decimalComma;
        this.comment = comment;
        this.rowNames = rowNames;
        this.missing = missing.stream()
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        this.missingNumbers = new float[missing.size()];
        for (int i = 0; i < missingNumbers.length; i++) {
            String word = missing.get(i);
            missingNumbers[i] = decimalComma ? Decimal.withCommaToFloat(word) : Decimal.toFloat(word);
        }
    }

    boolean separates(byte b) {
        return b == delimiter || b == otherDelimiter;
    }

    /** Tells whether any number of delimiters separates two fields. */
    boolean areRunsOfDelimiters() {
        return otherDelimiter != delimiter;
    }

    /**
     * Tells whether a part of an array is a word for a missing value, without spaces and tabs around it.
     *
     * @param value the number that it is, or NaN
     */
    boolean isMissing(byte[] text, int from, int to, float value) {
        if (missing.length == 0) {
            return false;
        }
        for (float number : missingNumbers) {
            if (value == number) {
                return true;
            }
        }
        int begin = from;
        int end = to;
        while (begin < end && Decimal.isSpace(text[begin])) {
            begin++;
        }
        while (begin < end && Decimal.isSpace(text[end - 1])) {
            end--;
        }
        for (byte[] word : missing) {
            if (Arrays.equals(word, 0, word.length, text, begin, end)) {
                return true;
            }
        }
        return false;
    }
}
