package io.fairlead.internal.resilience;

import io.fairlead.internal.time.Pace;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Gives each call its deadline; the decorators below keep to it. */
final class BudgetedChannel<Q extends Sendable> implements Channel<Q> {

    private final Channel<Q> inner;
    private final long total;
    private final Pace pace;

    BudgetedChannel(Channel<Q> inner, Duration total, Pace pace) {
        this.inner = inner;
        this.total = total.toNanos();
        this.pace = pace;
    }

    @Override
    public CompletableFuture<Answer> send(Call<Q> call) {
        call.endAt(pace.nanoTime() + total);
        return inner.send(call);
    }
}
