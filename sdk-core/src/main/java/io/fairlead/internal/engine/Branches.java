package io.fairlead.internal.engine;

import io.fairlead.failure.FairleadException;
import io.fairlead.failure.Interrupted;
import io.fairlead.operation.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs operations side by side, each on a thread of its own: the first failure stops the others at their next step, and is the one
 * that is reported.
 */
final class Branches {

    private final RunWork outer;
    private final Stop stop;
    private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();
    private final CountDownLatch open;

    Branches(RunWork outer, int parts) {
        this.outer = outer;
        this.stop = new Stop(outer.stop());
        this.open = new CountDownLatch(parts);
    }

    /** Branches beyond this many wait for one to end, in their order: a thousand of them are no thousand threads. */
    static final int MOST_AT_ONCE = 64;

    <T> List<T> run(List<? extends Operation<? extends T>> parts) {
        List<Ledger> ledgers = new ArrayList<>();
        List<AtomicReference<@Nullable T>> results = new ArrayList<>();
        Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < parts.size(); i++) {
            Operation<? extends T> part = parts.get(i);
            Ledger own = new Ledger();
            AtomicReference<@Nullable T> result = new AtomicReference<>();
            List<String> scope = outer.branchScope(parts, i);
            ledgers.add(own);
            results.add(result);
            waiting.add(() -> carryOut(outer.branch(own, stop, scope), part, result));
        }
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Math.min(parts.size(), MOST_AT_ONCE); i++) {
            threads.add(started("fairlead-branch-" + (i + 1), waiting));
        }
        boolean interrupted = awaitAll(threads);
        ledgers.forEach(own -> outer.ledger().addAll(own.entries()));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        report(interrupted);
        return results.stream().map(Branches::value).toList();
    }

    @SuppressWarnings("NullAway") // an operation of Void gives null
    private static <T> T value(AtomicReference<@Nullable T> result) {
        return result.get();
    }

    private <T> void carryOut(RunWork branch, Operation<? extends T> part, AtomicReference<@Nullable T> result) {
        try {
            branch.proceed();
            result.set(branch.call(part));
        } catch (Throwable e) {
            if (!(e instanceof Stop.Stopped)) {
                first.compareAndSet(null, e);
            }
            stop.stop();
        } finally {
            branch.end();
            open.countDown();
        }
    }

    private static Thread started(String name, Queue<Runnable> waiting) {
        Thread thread = new Thread(
                () -> {
                    Runnable next = waiting.poll();
                    while (next != null) {
                        next.run();
                        next = waiting.poll();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Waits for all branches; an interrupt is passed on to them, and waited out. */
    private boolean awaitAll(List<Thread> threads) {
        boolean interrupted = false;
        while (true) {
            try {
                open.await();
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
                stop.stop();
                threads.forEach(Thread::interrupt);
            }
        }
    }

    private void report(boolean interrupted) {
        Throwable failure = first.get();
        if (failure instanceof FairleadException known) {
            throw known;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
        if (interrupted) {
            throw new Interrupted("run operations side by side", null, null);
        }
        if (stop.isStopped()) {
            throw new Stop.Stopped();
        }
    }
}
