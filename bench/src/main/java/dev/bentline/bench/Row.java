package dev.bentline.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One line of a table: one benchmark with its parameters, in JVMs of its own.
 *
 * @param benchmark the class and method, as JMH names it
 * @param obstacle why it cannot run here, or empty
 * @param times what is measured is multiplied by, where all of the work would take too long; 1 otherwise
 */
record Row(
        String label,
        Role role,
        Optional<Implementation> implementation,
        String benchmark,
        Map<String, String> parameters,
        List<String> jvmArguments,
        Optional<String> obstacle,
        int times) {

    /** A row that shows what is measured. */
    Row(
            String label,
            Role role,
            Optional<Implementation> implementation,
            String benchmark,
            Map<String, String> parameters,
            List<String> jvmArguments,
            Optional<String> obstacle) {
        this(label, role, implementation, benchmark, parameters, jvmArguments, obstacle, 1);
    }

    /** So many times the same work, computed from one. */
    Row times(int times) {
        return new Row(
                String.format(Locale.ROOT, "%,d x %s, computed", times, label),
                role,
                implementation,
                benchmark,
                parameters,
                jvmArguments,
                obstacle,
                times);
    }

    /** Whose time tells whether HotSpot vectorised this one. */
    Optional<Implementation> withoutSuperWord() {
        return implementation.flatMap(Implementation::withoutSuperWord);
    }

    /** Whether the other row runs the same loop, on whatever number of dosages. */
    boolean sameCode(Row other) {
        return benchmark.equals(other.benchmark)
                && implementation.equals(other.implementation)
                && Objects.equals(parameters.get("width"), other.parameters.get("width"));
    }

    /** What a row is in its panel. */
    enum Role {
        /** Measured against the others. */
        CONTENDER,
        /** The baseline: ratios are to the fastest of them. */
        C,
        /** What moving the bytes costs: ratios are to the fastest of them. */
        CEILING
    }
}
