package dev.bentline.cli;

import dev.bentline.cli.console.Text;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * An option with a value.
 *
 * @param <T> what the value is
 */
final class Option<T> implements Argument {
    private final OptionSpec spec;

    private Option(OptionSpec spec) {
        this.spec = spec;
    }

    private static OptionSpec.Builder builder(String name, String label, String description) {
        OptionSpec.Builder builder = OptionSpec.builder(name).paramLabel(label).description(description);
        return isChoice(label)
                ? builder.completionCandidates(
                        () -> List.of(label.split("[|]", -1)).iterator())
                : builder;
    }

    /** Tells whether a label names the values themselves, as csv|parquet does, and FILE.png|.svg not. */
    private static boolean isChoice(String label) {
        return label.indexOf('|') > 0 && label.indexOf(',') < 0 && label.equals(label.toLowerCase(Locale.ROOT));
    }

    static Option<String> text(String name, String label, String description) {
        return new Option<>(builder(name, label, description).type(String.class).build());
    }

    /** Makes one whose value is one of the words that the label names, in small letters; capital letters do as well. */
    static Option<String> word(String name, String label, String description) {
        return converted(name, label, String.class, text -> text.toLowerCase(Locale.ROOT), description);
    }

    /** Makes one without which its command does not start. */
    static Option<String> requiredText(String name, String label, String description) {
        return new Option<>(builder(name, label, description)
                .type(String.class)
                .required(true)
                .build());
    }

    /** Makes one that takes all texts up to the next option. */
    static Option<List<String>> texts(String name, String label, String description) {
        return new Option<>(builder(name, label, description)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1..*")
                .build());
    }

    static Option<Long> wholeNumber(String name, String label, String description) {
        return new Option<>(builder(name, label, description)
                .type(Long.class)
                .converters(new WholeNumber())
                .build());
    }

    static Option<Double> finiteDouble(String name, String label, String description) {
        return new Option<>(builder(name, label, description)
                .type(Double.class)
                .converters(new FiniteDouble())
                .build());
    }

    static Option<Float> finiteFloat(String name, String label, String description) {
        return new Option<>(builder(name, label, description)
                .type(Float.class)
                .converters(new FiniteFloat())
                .build());
    }

    /** Makes one whose value a converter reads. */
    static <T> Option<T> converted(
            String name, String label, Class<T> type, ITypeConverter<T> converter, String description) {
        return new Option<>(builder(name, label, description)
                .type(type)
                .converters(converter)
                .build());
    }

    /** Makes one whose values the label names; capital letters do as well. */
    static <E extends Enum<E>> Option<E> choice(String name, String label, Class<E> type, String description) {
        return converted(name, label, type, text -> constant(type, label, text), description);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String label, String text) {
        try {
            return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(Text.quoted(text) + " is not one of " + label.replace("|", ", "));
        }
    }

    @Override
    public void addTo(CommandSpec command) {
        command.addOption(spec);
    }

    /** Its name. */
    @Override
    public String toString() {
        return spec.longestName();
    }

    boolean isGiven() {
        return value() != null;
    }

    /** The value that was given, or null. */
    @Nullable
    T value() {
        return spec.getValue();
    }

    /** The value as it was typed; empty where none was. */
    String typed() {
        List<String> texts = spec.originalStringValues();
        return texts.isEmpty() ? "" : texts.getLast();
    }

    /** The value that was given, or another. */
    T orElse(T otherwise) {
        T value = value();
        return value != null ? value : otherwise;
    }
}
