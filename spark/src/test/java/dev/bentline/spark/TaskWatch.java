package dev.bentline.spark;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Counts the tasks of a session that succeeded, and those that were lost with their executors. */
final class TaskWatch extends SparkListener {
    private final AtomicInteger succeeded = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();

    int succeeded() {
        return succeeded.get();
    }

    int lost() {
        return lost.get();
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        if (end.reason() instanceof ExecutorLostFailure) {
            lost.incrementAndGet();
        } else if (end.taskInfo().successful()) {
            succeeded.incrementAndGet();
        }
    }
}
