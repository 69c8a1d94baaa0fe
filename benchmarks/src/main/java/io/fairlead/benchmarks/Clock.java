package io.fairlead.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Takes the time and this JVM's processor time of a piece of work, its garbage collector's and compiler's included. */
final class Clock {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Clock() {}

    /** Work that may fail. */
    @FunctionalInterface
    interface Task {
        void run() throws Exception;
    }

    /** What the work took. */
    static Took of(Task task) throws Exception {
        long cpu = SYSTEM.getProcessCpuTime();
        long wall = System.nanoTime();
        task.run();
        Duration took = Duration.ofNanos(System.nanoTime() - wall);
        return new Took(took, Duration.ofNanos(SYSTEM.getProcessCpuTime() - cpu));
    }

    /** How many processes wanted a processor during the last minute, on this machine. */
    static double load() {
        return SYSTEM.getSystemLoadAverage();
    }
}
