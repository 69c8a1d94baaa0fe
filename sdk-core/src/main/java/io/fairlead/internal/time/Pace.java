package io.fairlead.internal.time;

import java.time.Duration;
import java.time.Instant;

/**
 * The time as the kernel sees it: reads of the clock, pauses and alarms all come from here.
 *
 * <p>Thread-safe. A wait with a limit is an alarm that wakes the waiter: {@link #schedule} and a condition of a lock.
 */
public interface Pace {

    /** The time of day, for records and messages. */
    Instant now();

    /** A clock that only goes forward, in nanoseconds, for measuring. */
    long nanoTime();

    /**
     * Waits for this long.
     *
     * @throws InterruptedException when the thread is interrupted before the end
     */
    void sleep(Duration duration) throws InterruptedException;

    /**
     * Runs a task after a delay, on a thread of the pace's own.
     *
     * @param delay how long to wait; nothing or less means as soon as possible
     * @param task must be short and must not block: all alarms share one thread
     */
    Alarm schedule(Duration delay, Runnable task);

    /** The machine's own time. */
    static Pace real() {
        return RealPace.INSTANCE;
    }

    /** A task that waits for its time. */
    @FunctionalInterface
    interface Alarm {

        /** Takes the task back; without effect once it ran. */
        void cancel();
    }
}
