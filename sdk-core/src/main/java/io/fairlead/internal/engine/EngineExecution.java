package io.fairlead.internal.engine;

import io.fairlead.failure.Interrupted;
import io.fairlead.operation.Execution;
import io.fairlead.operation.Operation;
import io.fairlead.operation.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** An operation on a thread of its own. */
final class EngineExecution<R> implements Execution<R> {

    private final CompletableFuture<Outcome<R>> end = new CompletableFuture<>();
    private final Thread thread;
    private final String name;

    EngineExecution(Engine engine, Operation<R> operation) {
        this.name = EngineWork.described(operation);
        this.thread = new Thread(
                () -> {
                    try {
                        end.complete(engine.attempt(operation));
                    } catch (Throwable e) {
                        end.completeExceptionally(e);
                    }
                },
                "fairlead-run");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public Outcome<R> await() {
        try {
            return end.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted("await the end of " + name, null, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void cancel() {
        thread.interrupt();
    }

    @Override
    public boolean ended() {
        return end.isDone();
    }

    @Override
    public CompletableFuture<Outcome<R>> future() {
        return end.copy();
    }
}
