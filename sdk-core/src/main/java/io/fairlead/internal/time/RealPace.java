package io.fairlead.internal.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The machine's time, with one daemon thread for all alarms of the process. */
final class RealPace implements Pace {

    static final RealPace INSTANCE = new RealPace();

    private final ScheduledThreadPoolExecutor alarms;

    private RealPace() {
        alarms = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "fairlead-alarms");
            thread.setDaemon(true);
            return thread;
        });
        // Nearly every alarm is a limit that is taken back: without this they would pile up until their time comes.
        alarms.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(Math.max(0, duration.toNanos()));
    }

    @Override
    public Alarm schedule(Duration delay, Runnable task) {
        Future<?> alarm = alarms.schedule(task, Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
        return () -> alarm.cancel(false);
    }
}
