package dev.bentline.spark.bench;

import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function0;
import scala.Tuple2;

/** Asks the JVMs of executors. */
final class Executors {
    /** Tasks, and the time each holds its core, so that every executor has some. */
    private static final int TASKS = 16;

    private static final long TASK_MILLISECONDS = 50;

    private Executors() {}

    /** Returns the answer of each executor, by its name. */
    static Map<String, Long> ask(SparkContext context, Function0<Long> question) {
        return JavaSparkContext.fromSparkContext(context)
                .parallelize(Collections.nCopies(TASKS, 0), TASKS)
                .mapToPair(task -> {
                    Thread.sleep(TASK_MILLISECONDS);
                    return new Tuple2<>(SparkEnv.get().executorId(), question.call());
                })
                .reduceByKey(Math::max)
                .collectAsMap();
    }

    /** Nanoseconds of processors that the executors spend on an action, with their compilers and collectors. */
    static long processorTime(SparkContext context, Runnable action) {
        long before = processorTime(context);
        action.run();
        return processorTime(context) - before;
    }

    private static long processorTime(SparkContext context) {
        return ask(
                        context,
                        () -> ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                                .getProcessCpuTime())
                .values()
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
