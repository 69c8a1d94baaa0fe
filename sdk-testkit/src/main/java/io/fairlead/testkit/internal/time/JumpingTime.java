package io.fairlead.testkit.internal.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;

/** A clock that stands still and jumps from one due piece of work to the next when it is told to. */
final class JumpingTime implements SandboxTime {
    private record Task(Instant due, long order, Runnable work) {}

    private final Loop loop = new Loop();
    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock advancing = new ReentrantLock();
    private final PriorityQueue<Task> later =
            new PriorityQueue<>(Comparator.comparing(Task::due).thenComparingLong(Task::order));
    private volatile Instant now;
    private long scheduled;

    JumpingTime(Instant start) {
        this.now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void execute(Runnable work) {
        loop.execute(work);
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable work) {
        if (delay.isZero() || delay.isNegative()) {
            loop.execute(work);
            return () -> {};
        }
        lock.lock();
        try {
            var task = new Task(now.plus(delay), scheduled++, work);
            later.add(task);
            return () -> drop(task);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void advance(Duration by) {
        advancing.lock();
        try {
            Instant target = now.plus(by);
            loop.settle();
            for (var due = takeDue(target); !due.isEmpty() && !loop.closed(); due = takeDue(target)) {
                due.forEach(task -> loop.execute(task.work()));
                loop.settle();
            }
            now = target;
        } finally {
            advancing.unlock();
        }
    }

    @Override
    public void settle() {
        loop.settle();
    }

    @Override
    public void close() {
        loop.close();
    }

    /** All work of the next due instant, which becomes now. */
    private List<Task> takeDue(Instant target) {
        lock.lock();
        try {
            var due = new ArrayList<Task>();
            Task next = later.peek();
            if (next != null && !next.due().isAfter(target)) {
                now = next.due();
                while (next != null && next.due().equals(now)) {
                    due.add(later.remove());
                    next = later.peek();
                }
            }
            return due;
        } finally {
            lock.unlock();
        }
    }

    private void drop(Task task) {
        lock.lock();
        try {
            later.remove(task);
        } finally {
            lock.unlock();
        }
    }
}
