package dev.bentline.cli.csv;

import dev.bentline.cli.source.WantedColumn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds out how a CSV file is written, from what the user says and from its beginning, where that leaves no doubt: the
 * header has the wanted columns, and the first rows have as many fields. Commas come first, so that no file that is
 * written with them is taken for another.
 */
final class DialectSniffer {
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|', ' ');
    private static final String SEPARATOR_LINE = "sep=";
    private static final char USUAL_COMMENT = '#';
    private static final int MOST_LINES = 100;

    private final CsvInput in;
    private final StatedDialect stated;
    private final List<WantedColumn> columns;

    private int delimiter;
    private byte[] beginning = {};
    private boolean whole;
    private String hint = "";

    /** The header and the first rows as each delimiter cuts them, once the lines before are read. */
    private final Map<Integer, SampleRows> samples = new HashMap<>();

    /**
     * Starts with a file that nothing of has been read.
     *
     * @param columns the wanted columns, which differ
     */
    DialectSniffer(CsvInput in, StatedDialect stated, List<WantedColumn> columns) {
        this.in = in;
        this.stated = stated;
        this.columns = columns;
        this.delimiter = stated.delimiter();
    }

    /** Finds the dialect, and reads the lines before the header. */
    Dialect sniff() throws IOException {
        long skipped = in.skipLines(stated.skippedLines());
        look();
        if (skipped < stated.skippedLines()) {
            hint = "it has " + skipped + (skipped == 1 ? " line" : " lines") + " where --skip-lines is "
                    + stated.skippedLines();
        }
        readSeparatorLine();
        if (stated.comment() != StatedDialect.NONE) {
            skipComments(stated.comment());
        } else if (!rows(',').haveColumns(columns)) {
            skipUsualComments();
        }
        if (beginning.length == 0 && in.line() > 1 && hint.isEmpty()) {
            hint = "nothing follows its first " + (in.line() - 1) + " lines, which were left out";
        }
        SampleRows rows = tellDelimiter();
        boolean decimalComma = stated.decimalComma() || rows.haveDecimalCommas(columns);
        return new Dialect(delimiter, decimalComma, stated.comment(), rows.haveRowNames(columns), stated.missing());
    }

    /** Returns what may help where the header lacks a column, a part of a sentence; empty if nothing is known to. */
    String hint() {
        return hint;
    }

    private void look() throws IOException {
        samples.clear();
        beginning = in.beginning();
        whole = beginning.length < CsvInput.BEGINNING;
    }

    private void skipLines(long count) throws IOException {
        in.skipLines(count);
        look();
    }

    private SampleRows rows(int delimiter) {
        return samples.computeIfAbsent(delimiter, candidate -> rows(0, candidate));
    }

    private SampleRows rows(int from, int delimiter) {
        return SampleRows.of(beginning, from, whole, delimiter, stated.comment());
    }

    /** Reads the line that tells a spreadsheet the delimiter. */
    private void readSeparatorLine() throws IOException {
        String line = line(0).replace("\"", "").toLowerCase(Locale.ROOT);
        if (line.startsWith(SEPARATOR_LINE) && line.length() == SEPARATOR_LINE.length() + 1) {
            if (delimiter == StatedDialect.TOLD) {
                delimiter = line.charAt(SEPARATOR_LINE.length());
            }
            skipLines(1);
        }
    }

    private void skipComments(int comment) throws IOException {
        for (int lines = comments(comment, false); lines > 0; lines = comments(comment, true)) {
            skipLines(lines);
        }
    }

    /** Skips comments that the user did not mention, if a header follows. */
    private void skipUsualComments() throws IOException {
        int lines = comments(USUAL_COMMENT, false);
        int header = begin(lines);
        if (lines > 0
                && DELIMITERS.stream()
                        .anyMatch(candidate -> rows(header, candidate).haveColumns(columns))) {
            skipLines(lines);
        } else if (lines > 0
                && DELIMITERS.stream()
                        .noneMatch(candidate -> rows(header, candidate).haveNoHeader())) {
            hint = "--comment '#' leaves out lines that begin so";
        }
    }

    private SampleRows tellDelimiter() {
        SampleRows plain = rows(',');
        if (delimiter != StatedDialect.TOLD) {
            return told(delimiter);
        }
        if (plain.haveColumns(columns) && !plain.failed() && !stated.decimalComma()) {
            return told(',');
        }
        List<Character> fitting = candidates().stream().filter(this::fits).toList();
        for (char candidate : fitting) {
            if (rows(candidate).haveColumns(columns)) {
                return told(candidate);
            }
        }
        List<Character> cutting = fitting.stream()
                .filter(candidate -> rows(candidate).areCut() || rows(candidate).haveRowNames(columns))
                .toList();
        if (cutting.size() == 1) {
            return told(cutting.getFirst());
        }
        return told(stated.decimalComma() && !plain.haveColumns(columns) ? ';' : ',');
    }

    private boolean fits(char candidate) {
        return rows(candidate).fit() || rows(candidate).haveRowNames(columns);
    }

    /** Delimiters that may be meant: no space in fields that another one cuts; no comma between decimals alone. */
    private List<Character> candidates() {
        boolean spaceInFields = DELIMITERS.stream()
                .anyMatch(other -> other != ' ' && fits(other) && rows(other).areCut());
        boolean decimalsAlone = stated.decimalComma() && rows(',').header.size() == 1;
        return DELIMITERS.stream()
                .filter(candidate -> !(candidate == ' ' && spaceInFields) && !(candidate == ',' && decimalsAlone))
                .toList();
    }

    private SampleRows told(int told) {
        delimiter = told;
        SampleRows rows = rows(told);
        if (rows.haveColumns(columns)) {
            hint = "";
        } else {
            findHeader();
        }
        return rows;
    }

    /** Looks for the wanted columns with other delimiters and in later lines. */
    private void findHeader() {
        List<Character> candidates = candidates();
        int begin = 0;
        for (int line = 0; line < MOST_LINES; line++, begin = next(begin)) {
            String text = line(begin);
            if (columns.stream().allMatch(column -> text.contains(latin(column.name())))) {
                for (char candidate : candidates) {
                    if ((line > 0 || candidate != ' ' || fits(candidate))
                            && rows(begin, candidate).haveColumns(columns)) {
                        hint = line > 0
                                ? "line " + (in.line() + line) + " looks like the header: --skip-lines "
                                        + (in.line() + line - 1)
                                : "--delimiter " + name(candidate) + " finds it";
                        return;
                    }
                }
            }
        }
    }

    /** A character for each byte of UTF-8, as lines are looked at. */
    private static String latin(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String name(char delimiter) {
        return delimiter == '\t' ? "tab" : delimiter == ' ' ? "space" : "'" + delimiter + "'";
    }

    /**
     * Counts the next lines that are comments, and blank ones behind them.
     *
     * @param behindOne whether a comment stands before the first of them
     */
    private int comments(int comment, boolean behindOne) {
        int lines = 0;
        for (int at = 0; at < beginning.length; at = next(at)) {
            boolean blank = (behindOne || lines > 0) && isBreak(at);
            if (beginning[at] != comment && !blank) {
                break;
            }
            lines++;
        }
        return lines;
    }

    /** Position where one of the next lines begins. */
    private int begin(int line) {
        int at = 0;
        for (int i = 0; i < line; i++) {
            at = next(at);
        }
        return at;
    }

    /** Position behind the line that begins at another one. */
    private int next(int begin) {
        int at = Math.min(beginning.length, begin + line(begin).length() + 1);
        boolean two = at < beginning.length && beginning[at] == '\n' && beginning[at - 1] == '\r';
        return two ? at + 1 : at;
    }

    /** The line that begins at a position, a character for each byte. */
    private String line(int begin) {
        int end = begin;
        while (end < beginning.length && !isBreak(end)) {
            end++;
        }
        return new String(beginning, begin, end - begin, StandardCharsets.ISO_8859_1);
    }

    private boolean isBreak(int at) {
        return beginning[at] == '\n' || beginning[at] == '\r';
    }
}
