package dev.bentline.cli;

import dev.bentline.Parameter;
import dev.bentline.ParameterSet;
import dev.bentline.cli.console.Text;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value of {@code --train}. */
final class TrainedParameters {
    private static final String ALL = "all";
    private static final Pattern ITEM = Pattern.compile("([wbv])([0-9]*)|c");
    private static final int MOST_DIGITS = 9;

    private TrainedParameters() {}

    /**
     * The parameters of a list such as {@code w,b1,c}; nodes are numbered from 1, as {@code show} does.
     *
     * @param width the number of hidden nodes there are
     * @throws IllegalArgumentException if the list names anything else
     */
    static ParameterSet parse(String list, int width) {
        ParameterSet set = ParameterSet.of();
        for (String item : list.split(",", -1)) {
            set = and(set, item.strip(), list, width);
        }
        return set;
    }

    private static ParameterSet and(ParameterSet set, String item, String list, int width) {
        Matcher parts = ITEM.matcher(item);
        if (item.equals(ALL)) {
            return ParameterSet.all();
        }
        if (item.isEmpty()) {
            throw new IllegalArgumentException("--train has an empty item in " + Text.quoted(list));
        }
        if (!parts.matches()) {
            throw new IllegalArgumentException("--train has " + Text.quoted(item)
                    + "; it takes all, or a list of w, b, v, c and single ones such as w1");
        }
        Parameter kind = kind(item.substring(0, 1));
        String node = parts.group(2);
        if (node == null || node.isEmpty()) {
            return set.and(kind);
        }
        int number = node.length() > MOST_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(node);
        if (number < 1 || number > width) {
            throw new IllegalArgumentException("--train has " + Text.quoted(item) + "; "
                    + (width == 1 ? "the only hidden node is 1" : "the hidden nodes are 1 to " + width));
        }
        return set.and(kind, number - 1);
    }

    private static Parameter kind(String letter) {
        for (Parameter kind : Parameter.values()) {
            if (kind.letter().equals(letter)) {
                return kind;
            }
        }
        throw new AssertionError(letter);
    }
}
