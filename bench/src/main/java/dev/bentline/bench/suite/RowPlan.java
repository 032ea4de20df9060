package dev.bentline.bench.suite;

import dev.bentline.bench.contender.Implementation;
import dev.bentline.bench.contender.JvmStarter;
import dev.bentline.bench.report.Family;
import java.util.LinkedHashMap;
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
 * @param starter what its JVM is started through, or nothing
 * @param obstacle why it cannot run here, or empty
 * @param shots calls that are timed one by one, from the JVM's first on; 0 where it is the time of many, after a warm-up
 * @param times what is measured is multiplied by, where all of the work would take too long; 1 otherwise
 */
public record RowPlan(
        String label,
        Family family,
        int threads,
        Optional<Implementation> implementation,
        String benchmark,
        Map<String, String> parameters,
        List<String> jvmArguments,
        Optional<JvmStarter> starter,
        Optional<String> obstacle,
        int shots,
        int times) {

    /** So many times the same work, computed from one. */
    RowPlan times(int times) {
        return new RowPlan(
                String.format(Locale.ROOT, "%,d x %s, computed", times, label),
                family,
                threads,
                implementation,
                benchmark,
                parameters,
                jvmArguments,
                starter,
                obstacle,
                shots,
                times);
    }

    /** The same in a JVM with other flags, or with a reason not to run. */
    public RowPlan in(List<String> arguments, Optional<String> why) {
        return new RowPlan(
                label, family, threads, implementation, benchmark, parameters, arguments, starter, why, shots, times);
    }

    /** So many calls, timed one by one from the first of a JVM on. */
    RowPlan shots(int calls) {
        return new RowPlan(
                label,
                family,
                threads,
                implementation,
                benchmark,
                parameters,
                jvmArguments,
                starter,
                obstacle,
                calls,
                times);
    }

    /** The same with more parameters, and more to say. */
    RowPlan with(String words, Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.putAll(more);
        return new RowPlan(
                label + words,
                family,
                threads,
                implementation,
                benchmark,
                all,
                jvmArguments,
                starter,
                obstacle,
                shots,
                times);
    }

    /** The same in a JVM that is started through something. */
    RowPlan through(JvmStarter starter) {
        return new RowPlan(
                label,
                family,
                threads,
                implementation,
                benchmark,
                parameters,
                jvmArguments,
                Optional.of(starter),
                obstacle,
                shots,
                times);
    }

    /** Whose time tells whether HotSpot vectorised this one. */
    Optional<Implementation> withoutSuperWord() {
        return implementation.flatMap(Implementation::withoutSuperWord);
    }

    /** Whether the other row runs the same loop, on whatever number of dosages. */
    boolean sameCode(RowPlan other) {
        return benchmark.equals(other.benchmark)
                && implementation.equals(other.implementation)
                && Objects.equals(parameters.get("width"), other.parameters.get("width"));
    }
}
