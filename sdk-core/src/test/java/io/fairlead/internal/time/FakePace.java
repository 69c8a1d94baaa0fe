package io.fairlead.internal.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Time that passes only when a test says so, or when something sleeps: a sleep is over at once, and that much later.
 *
 * <p>Alarms run on the thread that lets the time pass, in the order of their times.
 */
public final class FakePace implements Pace {

    private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

    private final ReentrantLock lock = new ReentrantLock();
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
    private final List<Duration> slept = new ArrayList<>();
    private long nanos;
    private long order;

    @Override
    public Instant now() {
        return START.plusNanos(nanoTime());
    }

    @Override
    public long nanoTime() {
        lock.lock();
        try {
            return nanos;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        lock.lock();
        try {
            slept.add(duration);
        } finally {
            lock.unlock();
        }
        advance(duration);
    }

    @Override
    public Alarm schedule(Duration delay, Runnable task) {
        lock.lock();
        try {
            Task alarm = new Task(nanos + Math.max(0, delay.toNanos()), order++, task);
            tasks.add(alarm);
            return () -> remove(alarm);
        } finally {
            lock.unlock();
        }
    }

    /** Lets this much time pass, and runs what falls due in it. */
    public void advance(Duration duration) {
        long end = nanoTime() + duration.toNanos();
        for (Task due = next(end); due != null; due = next(end)) {
            due.task().run();
        }
    }

    /** Jumps to the next alarm and runs it; false when there is none. */
    public boolean jump() {
        Task due = next(Long.MAX_VALUE);
        if (due != null) {
            due.task().run();
        }
        return due != null;
    }

    /** How many alarms are set. */
    public int alarms() {
        lock.lock();
        try {
            return tasks.size();
        } finally {
            lock.unlock();
        }
    }

    /** How long was slept, each time. */
    public List<Duration> slept() {
        lock.lock();
        try {
            return List.copyOf(slept);
        } finally {
            lock.unlock();
        }
    }

    private void remove(Task alarm) {
        lock.lock();
        try {
            tasks.remove(alarm);
        } finally {
            lock.unlock();
        }
    }

    private Task next(long end) {
        lock.lock();
        try {
            Task first = tasks.peek();
            if (first == null || first.at() > end) {
                nanos = end == Long.MAX_VALUE ? nanos : Math.max(nanos, end);
                return null;
            }
            tasks.poll();
            nanos = Math.max(nanos, first.at());
            return first;
        } finally {
            lock.unlock();
        }
    }

    private record Task(long at, long order, Runnable task) {}
}
