package dev.bentline.bench;

import java.time.Duration;

/**
 * How long every row is measured. Each round gives every row one fresh JVM.
 *
 * @param rounds forks of each row, with all other rows between two of them
 * @param warmups iterations not counted
 * @param iterations iterations counted
 * @param iteration length of either
 */
record Effort(int rounds, int warmups, int iterations, Duration iteration) {
    static final Effort FULL = new Effort(3, 5, 5, Duration.ofMillis(400));
    /** Many rows, of which those in Java need up to a second until C2 has compiled them. */
    static final Effort PEERS = new Effort(3, 9, 4, Duration.ofMillis(120));

    static final Effort QUICK = new Effort(2, 10, 4, Duration.ofMillis(105));

    /** What a fork takes besides its iterations: the JVM's start, JMH, the data, the check. */
    private static final Duration AROUND = Duration.ofMillis(900);

    Duration fork() {
        return iteration.multipliedBy(warmups + iterations).plus(AROUND);
    }

    @Override
    public String toString() {
        return rounds + (rounds == 1 ? " round" : " rounds") + " of one fork, each " + warmups + " + " + iterations
                + " iterations of " + iteration.toMillis() + " ms";
    }
}
