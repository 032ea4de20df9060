package dev.bentline.bench;

import dev.bentline.bench.report.Family;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One line of a table: one benchmark with its parameters, in JVMs of its own.
 *
 * @param threads on how many it runs
 * @param benchmark the class and method, as JMH names it
 * @param preload a library its JVM is started with, in place of the system's functions
 * @param obstacle why it cannot run here, or empty
 * @param times what is measured is multiplied by, where all of the work would take too long; 1 otherwise
 */
record Row(
        String label,
        Family family,
        int threads,
        Optional<Implementation> implementation,
        String benchmark,
        Map<String, String> parameters,
        List<String> jvmArguments,
        Optional<Path> preload,
        Optional<String> obstacle,
        int times) {

    /** So many times the same work, computed from one. */
    Row times(int times) {
        return new Row(
                String.format(Locale.ROOT, "%,d x %s, computed", times, label),
                family,
                threads,
                implementation,
                benchmark,
                parameters,
                jvmArguments,
                preload,
                obstacle,
                times);
    }

    /** The same in a JVM with other flags, or with a reason not to run. */
    Row in(List<String> arguments, Optional<String> why) {
        return new Row(label, family, threads, implementation, benchmark, parameters, arguments, preload, why, times);
    }

    /** The same in a JVM that loads a library before all others. */
    Row preloading(Path library) {
        return new Row(
                label,
                family,
                threads,
                implementation,
                benchmark,
                parameters,
                jvmArguments,
                Optional.of(library),
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
}
