package io.fairlead.testkit.internal.store;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The writes of one type since a moment, in order, waiting to be taken by one thread. */
public final class Watch implements AutoCloseable {
    private final Store.Snapshot snapshot;
    private final String namespace;
    private final LinkedBlockingQueue<Optional<Event>> queue;
    private final Consumer<Watch> onClose;
    private volatile boolean closed;

    Watch(Store.Snapshot snapshot, String namespace, int capacity, Consumer<Watch> onClose) {
        this.snapshot = snapshot;
        this.namespace = namespace;
        this.queue = new LinkedBlockingQueue<>(capacity);
        this.onClose = onClose;
    }

    /** What was there when the watch began; empty for one that continues. */
    public Store.Snapshot snapshot() {
        return snapshot;
    }

    /** Takes a write in; a watch that is not read ends once its queue is full, as the API server ends it. */
    void offer(Event event) {
        if (!namespace.isEmpty() && !event.after().namespace().equals(namespace)) {
            return;
        }
        if (!queue.offer(Optional.of(event))) {
            close();
        }
    }

    /** The next write; empty when none came within the time, or when the watch is over. */
    public Optional<Event> next(Duration within) throws InterruptedException {
        if (closed && queue.isEmpty()) {
            return Optional.empty();
        }
        Optional<Event> next = queue.poll(within.toNanos(), TimeUnit.NANOSECONDS);
        return next == null ? Optional.empty() : next;
    }

    /** The next write, without waiting. */
    public Optional<Event> poll() {
        Optional<Event> next = queue.poll();
        return next == null ? Optional.empty() : next;
    }

    /** Whether the watch is over: closed, or too far behind. */
    public boolean closed() {
        return closed;
    }

    /** Ends the watch and wakes its reader. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            onClose.accept(this);
            // The reader is woken by an empty entry; when the queue is full it is not asleep.
            boolean woken = queue.offer(Optional.empty());
            if (!woken) {
                queue.clear();
            }
        }
    }
}
