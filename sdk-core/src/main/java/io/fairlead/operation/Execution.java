package io.fairlead.operation;

import java.util.concurrent.CompletableFuture;

/**
 * An operation that runs on a thread of its own. Thread-safe.
 *
 * @param <R> what the operation gives back
 */
public interface Execution<R> {

    /**
     * Blocks until it has ended.
     *
     * @return how it ended
     * @throws io.fairlead.failure.Interrupted when the calling thread is interrupted; the operation goes on
     */
    Outcome<R> await();

    /**
     * Interrupts it: the write it is in is finished, none is started; {@code undoOnFailure} takes back. Waits for nothing.
     */
    void cancel();

    /** Whether it has ended. */
    boolean ended();

    /** The end as a future, for callers that must not block; cancelling the future does not cancel the operation. */
    CompletableFuture<Outcome<R>> future();
}
