package dev.bentline.spark.bench;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Adds up the processor time of tasks: what executors spend on them, without compilers, collectors and the driver. */
final class TaskTimes extends SparkListener {
    private final SparkContext context;
    private final AtomicLong nanoseconds = new AtomicLong();

    TaskTimes(SparkContext context) {
        this.context = context;
        context.addSparkListener(this);
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd task) {
        if (task.taskMetrics() != null) {
            nanoseconds.addAndGet(
                    task.taskMetrics().executorCpuTime() + task.taskMetrics().executorDeserializeCpuTime());
        }
    }

    /** The nanoseconds that the tasks of an action take. */
    long of(Runnable action) {
        flush();
        long before = nanoseconds.get();
        action.run();
        flush();
        return nanoseconds.get() - before;
    }

    /** Waits for events that are on their way. */
    private void flush() {
        try {
            context.listenerBus().waitUntilEmpty();
        } catch (java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("Spark's events do not arrive", e);
        }
    }
}
