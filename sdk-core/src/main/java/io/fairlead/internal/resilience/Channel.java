package io.fairlead.internal.resilience;

import java.util.concurrent.CompletableFuture;

/**
 * A way to the API server.
 *
 * @param <Q> the request
 */
@FunctionalInterface
public interface Channel<Q extends Sendable> {

    /**
     * Sends without blocking.
     *
     * @return the server's answer, whatever its code; or, exceptionally, a {@link NoAnswer}
     */
    CompletableFuture<Answer> send(Call<Q> call);
}
