package dev.bentline.cli;

import dev.bentline.cli.console.Text;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An option's value that counts. */
final class WholeNumber implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException(Text.quoted(text)
                    + (text.matches("[+]?[0-9]+")
                            ? " is too large; the largest is " + Long.MAX_VALUE
                            : " is not a whole number, such as 2"));
        }
    }
}
