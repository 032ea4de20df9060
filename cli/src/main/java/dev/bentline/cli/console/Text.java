package dev.bentline.cli.console;

import java.math.BigDecimal;
import java.math.MathContext;

/** Values as messages show them. */
public final class Text {
    private static final int LONGEST = 60;
    private static final MathContext DIGITS = new MathContext(5);

    private Text() {}

    /** Puts a text in quotes, shortened if long. */
    public static String quoted(String value) {
        return "'" + shortened(value) + "'";
    }

    /** Puts a file's value in quotes, shortened if long; what is no text is not shown. */
    public static String value(String value) {
        boolean binary = value.indexOf('\ufffd') >= 0
                || 2 * value.chars().filter(Text::isNoText).count() > value.length();
        return binary ? "a value that is no text" : quoted(value);
    }

    /** Tells whether a character stands in no text: a control, or what bytes become that are no UTF-8. */
    public static boolean isNoText(int c) {
        return c == '\ufffd' || (Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r');
    }

    /** The beginning of a long text. */
    public static String shortened(String value) {
        return value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "...";
    }

    /** Without line breaks and other control characters. */
    public static String oneLine(String message) {
        StringBuilder line = new StringBuilder(message.length());
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            if (!Character.isISOControl(c)) {
                line.append(c);
            } else if (c == '\n') {
                line.append("\\n");
            } else {
                line.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
            }
        }
        return line.toString();
    }

    /** The shortest decimals that read back to the same float, without an empty fraction: {@code -16}, {@code 0.5}. */
    public static String number(float value) {
        return withoutEmptyFraction(Float.toString(value));
    }

    private static String withoutEmptyFraction(String text) {
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** At most five digits that count, for people. */
    public static String rounded(double value) {
        double size = Math.abs(value);
        if (size >= 1e-3 && size < 1e5) { // the first BigDecimal of a process takes 15 ms
            double power = Math.pow(10, 4 - Math.floor(Math.log10(size)));
            return withoutEmptyFraction(Double.toString(Math.copySign(Math.round(size * power) / power, value)));
        }
        if (!Double.isFinite(value) || value == 0) {
            return value == 0 ? "0" : String.valueOf(value);
        }
        BigDecimal digits = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        boolean plain = Math.abs(value) >= 1e-4 && Math.abs(value) < 1e7;
        return plain ? digits.toPlainString() : digits.toString();
    }
}
