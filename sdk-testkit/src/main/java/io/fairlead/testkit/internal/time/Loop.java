package io.fairlead.testkit.internal.time;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The single daemon thread of a Sandbox's own activity. */
final class Loop {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final int ROUNDS = 1_000_000;

    private final ScheduledThreadPoolExecutor thread;
    private final AtomicLong handedIn = new AtomicLong();

    Loop() {
        thread = new ScheduledThreadPoolExecutor(1, work -> {
            var daemon = new Thread(work, "fairlead-sandbox");
            daemon.setDaemon(true);
            return daemon;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void execute(Runnable work) {
        handedIn.incrementAndGet();
        try {
            thread.execute(guarded(work));
        } catch (RejectedExecutionException closed) {
            LOG.atDebug().log("Work after the end of the Sandbox is dropped");
        }
    }

    ScheduledFuture<?> schedule(long delayNanos, Runnable work) {
        return thread.schedule(guarded(work), delayNanos, TimeUnit.NANOSECONDS);
    }

    /** Waits until a whole round of the queue brought nothing new. */
    void settle() {
        for (int round = 0; round < ROUNDS; round++) {
            long before = handedIn.get();
            if (!await(submit(() -> {}))) {
                return;
            }
            if (handedIn.get() == before) {
                return;
            }
        }
        throw new IllegalStateException("The Sandbox does not settle: its controllers keep working on something.");
    }

    void close() {
        thread.shutdownNow();
    }

    boolean closed() {
        return thread.isShutdown();
    }

    private Future<?> submit(Runnable work) {
        try {
            return thread.submit(guarded(work));
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.completedFuture(null);
        }
    }

    private static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.atWarn().setCause(e).log("Work of the Sandbox failed");
            }
        };
    }

    private boolean await(Future<?> future) {
        try {
            future.get();
            return !closed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | CancellationException e) {
            return false;
        }
    }
}
