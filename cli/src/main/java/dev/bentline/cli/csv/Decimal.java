package dev.bentline.cli.csv;

import dev.bentline.cli.console.Text;
import dev.bentline.cli.source.NearestFloat;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Decimal text to the nearest float: an optional sign, digits with an optional point, an optional exponent, spaces and
 * tabs around. Java's hexadecimal numbers, type suffixes, NaN and Infinity are not decimals.
 */
public final class Decimal {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?");
    private static final int MOST_DIGITS = 18;
    private static final String TOO_LARGE = " is too large for a float; the largest is " + Float.MAX_VALUE;

    private Decimal() {}

    /** The nearest float, infinite where the number is too large for one; NaN if the text is not a decimal. */
    public static float toFloat(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return toFloat(bytes, 0, bytes.length);
    }

    /** The nearest double, infinite where the number is too large for one; NaN if the text is not a decimal. */
    public static double toDouble(String text) {
        return DECIMAL.matcher(text.strip()).matches() ? Double.parseDouble(text) : Double.NaN;
    }

    /** The nearest float of a part of an array of UTF-8. */
    static float toFloat(byte[] text, int from, int count) {
        int at = from;
        int end = from + count;
        while (at < end && isSpace(text[at])) {
            at++;
        }
        while (at < end && isSpace(text[end - 1])) {
            end--;
        }
        int start = at;
        boolean negative = at < end && text[at] == '-';
        if (at < end && (negative || text[at] == '+')) {
            at++;
        }
        long digits = 0;
        int exponent = 0;
        int firstDigit = at;
        while (at < end && isDigit(text[at])) {
            digits = 10 * digits + (text[at++] - '0');
        }
        int digitCount = at - firstDigit;
        if (at < end && text[at] == '.') {
            int firstDecimal = ++at;
            while (at < end && isDigit(text[at])) {
                digits = 10 * digits + (text[at++] - '0');
            }
            exponent = firstDecimal - at;
            digitCount += at - firstDecimal;
        }
        if (digitCount == 0) {
            return Float.NaN;
        }
        if (at < end && (text[at] == 'e' || text[at] == 'E')) {
            at++;
            boolean down = at < end && text[at] == '-';
            if (at < end && (down || text[at] == '+')) {
                at++;
            }
            int firstOfExponent = at;
            int value = 0;
            while (at < end && isDigit(text[at])) {
                value = Math.min(10 * value + (text[at++] - '0'), 100_000);
            }
            if (at == firstOfExponent) {
                return Float.NaN;
            }
            exponent += down ? -value : value;
        }
        if (at < end) {
            return Float.NaN;
        }
        float nearest = digitCount <= MOST_DIGITS ? NearestFloat.ofDecimal(digits, exponent) : Float.NaN;
        if (!Float.isNaN(nearest)) {
            return negative ? -nearest : nearest;
        }
        return Float.parseFloat(new String(text, start, end - start, StandardCharsets.ISO_8859_1));
    }

    /** The nearest float of a part of an array of UTF-8 whose decimals stand behind a comma; NaN where there is a point. */
    static float withCommaToFloat(byte[] text, int from, int count) {
        int comma = -1;
        for (int i = from; i < from + count; i++) {
            if (text[i] == '.') {
                return Float.NaN;
            }
            if (text[i] == ',' && comma < 0) {
                comma = i;
            }
        }
        if (comma < 0) {
            return toFloat(text, from, count);
        }
        text[comma] = '.';
        float value = toFloat(text, from, count);
        text[comma] = ',';
        return value;
    }

    /** The nearest float of a text whose decimals stand behind a comma; NaN where there is a point. */
    static float withCommaToFloat(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return withCommaToFloat(bytes, 0, bytes.length);
    }

    /** Why a text is no finite float, and what would be one. */
    public static String fault(String text) {
        return Text.value(text)
                + (Float.isInfinite(toFloat(text)) ? TOO_LARGE : " is not a finite decimal number, such as 0.25");
    }

    /** Why a text is no finite float with a decimal comma, and what would be one. */
    static String withCommaFault(String text) {
        return Text.value(text)
                + (Float.isInfinite(withCommaToFloat(text))
                        ? TOO_LARGE
                        : " is not a finite decimal number with a decimal comma, such as 0,25");
    }

    static boolean isSpace(byte c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }
}
