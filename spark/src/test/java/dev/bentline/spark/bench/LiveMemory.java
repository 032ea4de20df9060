package dev.bentline.spark.bench;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import org.apache.spark.SparkContext;

/** Tells the most memory that any executor holds: what a collection leaves of its heap, and its direct buffers. */
final class LiveMemory {
    private final SparkContext context;

    LiveMemory(SparkContext context) {
        this.context = context;
    }

    /** Megabytes that an executor holds at most while something runs. */
    long megabytes(Runnable action) {
        Executors.ask(context, Watch::begin);
        action.run();
        return Collections.max(Executors.ask(context, Watch::most).values()) >> 20;
    }

    /** A thread of an executor that collects garbage again and again, and looks at what is left. */
    private static final class Watch {
        private static final long PAUSE_MILLISECONDS = 20;

        private static boolean running;
        private static long most;

        static synchronized long begin() {
            most = 0;
            if (!running) {
                running = true;
                Thread.ofPlatform().daemon().start(Watch::run);
            }
            return 0;
        }

        static synchronized long most() {
            return most;
        }

        private static synchronized void saw(long bytes) {
            most = Math.max(most, bytes);
        }

        private static void run() {
            try {
                while (true) {
                    System.gc();
                    saw(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
                            + ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                                    .mapToLong(BufferPoolMXBean::getMemoryUsed)
                                    .sum());
                    Thread.sleep(PAUSE_MILLISECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
