package io.fairlead.testkit.internal.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time of a Sandbox, with the one thread on which everything in it that acts by itself does so.
 *
 * <p>Work runs in the order in which it was handed in, one piece after the other, so controllers need no locks. Work that
 * throws is logged and forgotten: a controller's own queue decides what is tried again. Safe for use by many threads.
 */
public sealed interface SandboxTime extends InstantSource, AutoCloseable permits RealTime, JumpingTime {

    /** The machine's time. */
    static SandboxTime real() {
        return new RealTime();
    }

    /** A clock that stands at {@code start} until {@link #advance} moves it. */
    static SandboxTime jumping(Instant start) {
        return new JumpingTime(start);
    }

    /** Now, in this Sandbox. */
    default Instant now() {
        return instant();
    }

    /** Runs work as soon as possible, after all that was handed in before. */
    void execute(Runnable work);

    /** Runs work when the delay has passed; at equal times in the order in which it was scheduled. */
    Scheduled schedule(Duration delay, Runnable work);

    /**
     * Lets time pass and everything that falls due in it happen, in order; returns when all has settled.
     *
     * @throws UnsupportedOperationException if this is the machine's time
     */
    void advance(Duration by);

    /** Waits until nothing is left to do now; what is scheduled for later does not count. */
    void settle();

    /** Stops: nothing runs any more, and what is scheduled is dropped. */
    @Override
    void close();

    /** Work that waits for its time. */
    @FunctionalInterface
    interface Scheduled {
        /** Drops the work unless it has begun. */
        void cancel();
    }
}
