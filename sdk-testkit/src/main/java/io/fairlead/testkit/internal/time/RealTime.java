package io.fairlead.testkit.internal.time;

import java.time.Duration;
import java.time.Instant;

/** The machine's time. */
final class RealTime implements SandboxTime {
    private final Loop loop = new Loop();

    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public void execute(Runnable work) {
        loop.execute(work);
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable work) {
        if (loop.closed()) {
            return () -> {};
        }
        var task = loop.schedule(Math.max(0, delay.toNanos()), work);
        return () -> task.cancel(false);
    }

    @Override
    public void advance(Duration by) {
        throw new UnsupportedOperationException(
                "This Sandbox runs on the machine's time, which cannot be advanced; start it with a jumping clock.");
    }

    @Override
    public void settle() {
        loop.settle();
    }

    @Override
    public void close() {
        loop.close();
    }
}
