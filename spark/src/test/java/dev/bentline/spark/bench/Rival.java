package dev.bentline.spark.bench;

import java.util.Arrays;

/**
 * Way to do some work, of which the processor time is taken.
 *
 * @param name what it is
 * @param units rows, or curves, of a run
 * @param run does it once; returns the nanoseconds
 */
record Rival(String name, long units, Run run) {
    /** Runs it. */
    @FunctionalInterface
    interface Run {
        /** Returns the nanoseconds of processors. */
        long nanoseconds() throws Exception;
    }

    /** Returns a rival that runs under some settings, which are taken back. */
    Rival with(Runnable settings, Runnable back) {
        return new Rival(name, units, () -> {
            settings.run();
            try {
                return run.nanoseconds();
            } finally {
                back.run();
            }
        });
    }

    /** Nanoseconds a unit of runs in turns with those of the others, the first of which warm up. */
    static double[] medians(Rival[] rivals, int warmUps, int rounds) throws Exception {
        double[][] times = new double[rivals.length][rounds];
        for (int round = -warmUps; round < rounds; round++) {
            for (int i = 0; i < rivals.length; i++) {
                int at = Math.floorMod(round, 2) == 0 ? i : rivals.length - 1 - i; // there and back
                double time = (double) rivals[at].run().nanoseconds() / rivals[at].units();
                if (round >= 0) {
                    times[at][round] = time;
                }
            }
        }
        return Arrays.stream(times)
                .mapToDouble(of -> Arrays.stream(of).sorted().toArray()[rounds / 2])
                .toArray();
    }
}
