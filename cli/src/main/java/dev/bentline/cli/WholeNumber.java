package dev.bentline.cli;

import dev.bentline.cli.console.Text;
import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An option's value that counts: digits, perhaps in groups (10_000), or a power of ten (1e6) that is whole. */
final class WholeNumber implements ITypeConverter<Long> {
    private static final String DIGITS = "[+-]?[0-9]+(_[0-9]+)*";
    private static final String POWER = "[+-]?[0-9]{1,20}([.][0-9]{1,20})?[eE][+]?[0-9]{1,3}";
    private static final int MOST_PLAIN = 19;

    @Override
    public Long convert(String text) {
        if (text.length() < MOST_PLAIN && text.chars().allMatch(c -> c >= '0' && c <= '9') && !text.isEmpty()) {
            return Long.valueOf(text); // a start without regular expressions
        }
        if (!text.matches(DIGITS) && !text.matches(POWER)) {
            throw notWhole(text);
        }
        BigDecimal value = new BigDecimal(text.replace("_", ""));
        if (value.stripTrailingZeros().scale() > 0) {
            throw notWhole(text);
        }
        try {
            return value.longValueExact();
        } catch (ArithmeticException e) {
            throw new TypeConversionException(Text.quoted(text)
                    + (value.signum() > 0
                            ? " is too large; the largest is " + Long.MAX_VALUE
                            : " is too small; the smallest is " + Long.MIN_VALUE));
        }
    }

    private static TypeConversionException notWhole(String text) {
        return new TypeConversionException(Text.quoted(text) + " is not a whole number, such as 2, 10_000 or 1e6");
    }
}
