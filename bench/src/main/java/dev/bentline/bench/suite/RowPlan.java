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
 * Plans a line of a table: one benchmark with its parameters, in JVMs of its own.
 *
 * @param threads on how many it runs
 * @param times what is measured is multiplied by, where all of the work would take too long; 1 otherwise
 */
public record RowPlan(
        String label,
        Family family,
        int threads,
        Optional<Implementation> implementation,
        Call call,
        Launch launch,
        int times) {

    /**
     * Names what JMH runs.
     *
     * @param benchmark the class and method, as JMH names it
     */
    public record Call(String benchmark, Map<String, String> parameters) {}

    /**
     * Tells how its JVM starts.
     *
     * @param jvmArguments in place of those of the benchmark's class; its method may add some
     * @param starter what its JVM is started through, or nothing
     * @param obstacle why it cannot run here, or empty
     * @param shots calls that are timed one by one, from the JVM's first on; 0 where it is the time of many, after a warm-up
     */
    public record Launch(
            List<String> jvmArguments, Optional<JvmStarter> starter, Optional<String> obstacle, int shots) {}

    String benchmark() {
        return call.benchmark();
    }

    /** Returns JMH's parameters. */
    public Map<String, String> parameters() {
        return call.parameters();
    }

    /** Returns the flags of its JVM. */
    public List<String> jvmArguments() {
        return launch.jvmArguments();
    }

    Optional<JvmStarter> starter() {
        return launch.starter();
    }

    /** Tells why it cannot run here, if so. */
    public Optional<String> obstacle() {
        return launch.obstacle();
    }

    /** Counts the calls that are timed one by one; 0 for an average. */
    public int shots() {
        return launch.shots();
    }

    private RowPlan with(String label, Call call, Launch launch, int times) {
        return new RowPlan(label, family, threads, implementation, call, launch, times);
    }

    /** Tells whether a call allocates by nature, as builds, fits and other libraries do, and the engine's operations do not. */
    boolean allocates() {
        return family != Family.CEILING
                && (implementation.isEmpty() || implementation.get().library().isPresent());
    }

    /** Multiplies the work, computed from one. */
    RowPlan times(int times) {
        return with(String.format(Locale.ROOT, "%,d x %s, computed", times, label), call, launch, times);
    }

    /** Runs it in a JVM with other flags, or gives it a reason not to run. */
    public RowPlan in(List<String> arguments, Optional<String> why) {
        return with(label, call, new Launch(arguments, launch.starter(), why, launch.shots()), times);
    }

    /** Times so many calls one by one, from the first of a JVM on. */
    RowPlan shots(int calls) {
        return with(label, call, new Launch(launch.jvmArguments(), launch.starter(), launch.obstacle(), calls), times);
    }

    /** Adds parameters, and words to the label. */
    RowPlan with(String words, Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(parameters());
        all.putAll(more);
        return with(label + words, new Call(benchmark(), all), launch, times);
    }

    /** Starts its JVM through something. */
    RowPlan through(JvmStarter starter) {
        return with(
                label,
                call,
                new Launch(launch.jvmArguments(), Optional.of(starter), launch.obstacle(), launch.shots()),
                times);
    }

    /** Names the row whose time tells whether HotSpot vectorised this one. */
    Optional<Implementation> withoutSuperWord() {
        return implementation.flatMap(loop -> switch (loop) {
            case TERNARY_LOOP -> Optional.of(Implementation.TERNARY_LOOP_NO_SUPER_WORD);
            case MATH_MAX_LOOP -> Optional.of(Implementation.MATH_MAX_LOOP_NO_SUPER_WORD);
            case SCALAR -> Optional.of(Implementation.SCALAR_NO_SUPER_WORD);
            default -> Optional.empty();
        });
    }

    /** Tells whether the other row runs the same loop, on whatever number of dosages. */
    boolean sameCode(RowPlan other) {
        return benchmark().equals(other.benchmark())
                && implementation.equals(other.implementation)
                && Objects.equals(parameters().get("width"), other.parameters().get("width"));
    }
}
