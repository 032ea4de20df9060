package dev.bentline.bench.suite;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Names the parts of the set. Each table holds all it is compared with, so that a group stands for itself. */
public enum BenchmarkGroup {
    FORWARD,
    DERIVATIVE,
    GRADIENT,
    SOFTPLUS,
    WIDE,
    BENTLINE,
    WIDTH,
    CROSSOVER,
    COMPILE,
    DEEP,
    THREADS,
    POLLUTED,
    FIT,
    MEMORY,
    CURVES,
    GUARD,
    COLD;

    /** Groups that run only where they are named: each has a purpose, and a length, of its own. */
    public static final Set<BenchmarkGroup> NAMED = Collections.unmodifiableSet(EnumSet.of(CURVES, GUARD, COLD));

    /** The name on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a name from the command line. */
    static final class Converter implements ITypeConverter<BenchmarkGroup> {
        @Override
        public BenchmarkGroup convert(String word) {
            return Stream.of(values())
                    .filter(group -> group.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(word + " is no group; the groups are "
                            + Stream.of(values()).map(BenchmarkGroup::word).collect(Collectors.joining(", "))));
        }
    }
}
