package dev.bentline.bench.suite;

import java.time.Duration;
import java.util.Collection;

/**
 * Sets how long every row is measured. Each round gives every row one fresh JVM.
 *
 * @param rounds forks of each row, with all other rows between two of them
 * @param warmups iterations not counted
 * @param iterations iterations counted
 * @param iteration length of either
 * @param doublings how often a fork that is not warm may be tried again, each time with twice the warm-up
 * @param shotRounds forks of each row of single calls, of which one fork tells as much as one iteration
 */
public record IterationPlan(
        int rounds, int warmups, int iterations, Duration iteration, int doublings, int shotRounds) {
    static final IterationPlan FULL = new IterationPlan(3, 5, 5, Duration.ofMillis(400), 2, 20);
    /** Many rows, of which those in Java need up to a second until C2 has compiled them. */
    static final IterationPlan PEERS = new IterationPlan(3, 9, 4, Duration.ofMillis(120), 2, 20);

    static final IterationPlan QUICK = new IterationPlan(2, 10, 4, Duration.ofMillis(105), 2, 3);

    /** Time a fork takes besides its iterations: the JVM's start, JMH, the data, the check. */
    private static final Duration AROUND = Duration.ofMillis(900);

    /** Time a single call takes, some of them seconds and some milliseconds. */
    private static final Duration SHOT = Duration.ofMillis(15);

    /** A row of single calls' loading, compiling and checking. */
    private static final Duration COLD = Duration.ofMillis(900);

    /** Gives all rows as many rounds, and no fork a second try. */
    IterationPlan(int rounds, int warmups, int iterations, Duration iteration) {
        this(rounds, warmups, iterations, iteration, 0, rounds);
    }

    Duration fork() {
        return iteration.multipliedBy(warmups + iterations).plus(AROUND);
    }

    /** Returns the number of forks of a row. */
    int rounds(RowPlan row) {
        return row.shots() > 0 ? shotRounds : rounds;
    }

    /** About how long all forks of a row take. */
    Duration duration(RowPlan row) {
        Duration one = row.shots() > 0 ? AROUND.plus(COLD).plus(SHOT.multipliedBy(row.shots())) : fork();
        return one.multipliedBy(rounds(row));
    }

    /** Says in words how rows are measured. */
    String of(Collection<RowPlan> rows) {
        if (rows.stream().noneMatch(row -> row.shots() > 0)) {
            return toString();
        }
        String shots = shotRounds + (shotRounds == 1 ? " round" : " rounds") + " of single calls in a fresh JVM";
        return rows.stream().allMatch(row -> row.shots() > 0) ? shots : this + "; " + shots;
    }

    @Override
    public String toString() {
        return rounds + (rounds == 1 ? " round" : " rounds") + " of one fork, each " + warmups + " + " + iterations
                + " iterations of " + iteration.toMillis() + " ms"
                + (doublings == 0 ? "" : ", or up to " + (warmups << doublings) + " until it is warm");
    }
}
