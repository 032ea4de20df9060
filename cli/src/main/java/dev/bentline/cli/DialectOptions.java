package dev.bentline.cli;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.csv.StatedDialect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The options that say how a CSV input is written, where the file does not tell. */
final class DialectOptions implements Argument {
    private static final String NO_DELIMITERS = "\"'.+-_";

    private final Option<String> delimiter = Option.text(
            "--delimiter",
            "CHAR",
            "What separates the fields of a CSV input: a character, tab, or space (any spaces and tabs); by default"
                    + " the file tells, of , ; | tab and space.");

    private final Flag decimalComma = Flag.of(
            "--decimal-comma", "A CSV input's numbers have decimal commas, as in 0,25; by default the file tells.");

    private final Option<Long> skipLines =
            Option.wholeNumber("--skip-lines", "N", "Leave out the first lines of a CSV input.");

    private final Option<String> comment =
            Option.text("--comment", "CHAR", "Leave out lines of a CSV input that begin with this, such as #.");

    private final Option<String> missing = Option.text(
            "--missing",
            "WORDS",
            "Words for a missing value in a CSV input, such as NA,-999 or '' for nothing, with semicolons between them"
                    + " if they have commas; such rows are left out and counted.");

    @Override
    public void addTo(CommandSpec command) {
        List.of(delimiter, decimalComma, skipLines, comment, missing).forEach(option -> option.addTo(command));
    }

    /** The first option that is given, or null. */
    @Nullable
    String given() {
        return decimalComma.isGiven()
                ? "--decimal-comma"
                : List.of(delimiter, skipLines, comment, missing).stream()
                        .filter(Option::isGiven)
                        .map(Option::toString)
                        .findFirst()
                        .orElse(null);
    }

    /** Returns what the user says. */
    StatedDialect stated() {
        if (skipLines.orElse(0L) < 0) {
            throw CommandException.wrongUsage("--skip-lines is " + skipLines.value() + "; it must be at least 0");
        }
        return new StatedDialect(
                delimiterByte(),
                decimalComma.isGiven(),
                skipLines.orElse(0L),
                commentByte(),
                missing.isGiven() ? words(missing.orElse("")) : List.of());
    }

    private int delimiterByte() {
        String text = delimiter.value();
        if (text == null) {
            return StatedDialect.TOLD;
        }
        if (text.equals("tab") || text.equals("\\t")) {
            return '\t';
        }
        if (text.equals("space")) {
            return ' ';
        }
        boolean one = text.length() == 1 && (text.charAt(0) >= ' ' || text.equals("\t")) && text.charAt(0) < 127;
        if (!one || Character.isLetterOrDigit(text.charAt(0)) || NO_DELIMITERS.contains(text)) {
            throw CommandException.wrongUsage(
                    "--delimiter is " + Text.quoted(text)
                            + "; it must be tab, space, or one character such as ',' or ';' that numbers and names do not have");
        }
        return text.charAt(0);
    }

    private int commentByte() {
        String text = comment.value();
        if (text == null) {
            return StatedDialect.NONE;
        }
        char c = text.length() == 1 ? text.charAt(0) : 0;
        if (c <= ' ' || c >= 127 || Character.isDigit(c) || "\"+-.".indexOf(c) >= 0 || c == delimiterByte()) {
            throw CommandException.wrongUsage("--comment is " + Text.quoted(text)
                    + "; it must be one character that no row begins with, such as '#'");
        }
        return text.charAt(0);
    }

    /** The words between commas, or between semicolons if there are any; each may be empty. */
    private static List<String> words(String list) {
        char separator = list.indexOf(';') >= 0 ? ';' : ',';
        List<String> words = new ArrayList<>();
        int begin = 0;
        for (int end = list.indexOf(separator); end >= 0; end = list.indexOf(separator, begin)) {
            words.add(list.substring(begin, end).strip());
            begin = end + 1;
        }
        words.add(list.substring(begin).strip());
        return words;
    }
}
