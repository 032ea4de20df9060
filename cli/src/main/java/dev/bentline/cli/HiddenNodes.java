package dev.bentline.cli;

import dev.bentline.cli.console.Text;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The value of {@code --hidden}.
 *
 * @param auto whether the observations choose
 * @param count how many there are otherwise
 */
record HiddenNodes(boolean auto, long count) {
    static final String AUTO = "auto";

    static HiddenNodes of(long count) {
        return new HiddenNodes(false, count);
    }

    /** Reads {@code auto}, in capital letters, too, or a whole number. */
    static final class Converter implements ITypeConverter<HiddenNodes> {
        @Override
        public HiddenNodes convert(String text) {
            if (text.equalsIgnoreCase(AUTO)) {
                return new HiddenNodes(true, 0);
            }
            if (text.isEmpty() || Character.isLetter(text.charAt(0))) {
                throw new TypeConversionException(
                        Text.quoted(text) + " is not a whole number, such as 2, and not " + AUTO);
            }
            return HiddenNodes.of(new WholeNumber().convert(text));
        }
    }
}
