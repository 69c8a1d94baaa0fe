package io.fairlead.internal.resilience;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * One request on its way through the decorators: its deadline, how often it may have been taken, whether it is still wanted.
 *
 * <p>Thread-safe.
 *
 * @param <Q> the request
 */
public final class Call<Q extends Sendable> {

    private final Q request;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger attempts = new AtomicInteger();
    private volatile long deadline = Long.MAX_VALUE;
    private volatile boolean withdrawn;

    /** A call of this request. */
    public Call(Q request) {
        this.request = request;
    }

    /** What is asked. */
    public Q request() {
        return request;
    }

    /** Stops it where it is not under way: no further attempt is made. */
    public void withdraw() {
        withdrawn = true;
    }

    /** Whether nobody waits for it any more. */
    public boolean withdrawn() {
        return withdrawn;
    }

    /** How many earlier attempts the server may have taken without our hearing of it. */
    public int maybeTaken() {
        return taken.get();
    }

    /** How often it was sent so far. */
    public int attempts() {
        return attempts.get();
    }

    int sending() {
        return attempts.incrementAndGet();
    }

    void mayHaveBeenTaken() {
        taken.incrementAndGet();
    }

    /** The nano time at which it is given up. */
    long deadline() {
        return deadline;
    }

    void endAt(long nanoTime) {
        deadline = nanoTime;
    }
}
