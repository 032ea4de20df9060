package dev.bentline.cli;

import dev.bentline.Parameter;
import dev.bentline.ParameterSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value of {@code --train}. */
final class TrainedParameters {
    private static final String ALL = "all";
    private static final Pattern ITEM = Pattern.compile("([wbv])([0-9]*)|c");
    private static final int MOST_DIGITS = 9;

    private TrainedParameters() {}

    /**
     * The parameters of a list such as {@code w,b0,c}.
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
                    + "; it takes all, or a list of w, b, v, c and single ones such as w0");
        }
        Parameter kind = kind(item.substring(0, 1));
        String node = parts.group(2);
        if (node == null || node.isEmpty()) {
            return set.and(kind);
        }
        if (node.length() > MOST_DIGITS || Integer.parseInt(node) >= width) {
            throw new IllegalArgumentException("--train has " + Text.quoted(item) + "; "
                    + (width == 1 ? "the only hidden node is 0" : "the hidden nodes are 0 to " + (width - 1)));
        }
        return set.and(kind, Integer.parseInt(node));
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
