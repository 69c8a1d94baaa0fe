package io.fairlead.internal.resilience;

import io.fairlead.internal.time.Pace;
import io.fairlead.policy.Concurrency;
import io.fairlead.policy.RetryPolicy;
import io.fairlead.policy.TimeBudget;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * The policies of one connection, and the stack of decorators they make.
 *
 * @param retry how a request is tried again
 * @param budget how long a request may take
 * @param concurrency how many at a time
 * @param pace the time
 * @param random numbers from 0 to 1, for pauses
 */
public record Resilience(
        RetryPolicy retry, TimeBudget budget, Concurrency concurrency, Pace pace, DoubleSupplier random) {

    /** The documented defaults, in real time. */
    public static Resilience ofDefaults() {
        return new Resilience(
                RetryPolicy.ofDefaults(),
                TimeBudget.ofDefaults(),
                Concurrency.ofDefaults(),
                Pace.real(),
                () -> ThreadLocalRandom.current().nextDouble());
    }

    /** The same with another retry policy. */
    public Resilience with(RetryPolicy other) {
        return new Resilience(other, budget, concurrency, pace, random);
    }

    /** The same with another time budget. */
    public Resilience with(TimeBudget other) {
        return new Resilience(retry, other, concurrency, pace, random);
    }

    /** The same with another concurrency. */
    public Resilience with(Concurrency other) {
        return new Resilience(retry, budget, other, pace, random);
    }

    /** The same at another pace. */
    public Resilience with(Pace other) {
        return new Resilience(retry, budget, concurrency, other, random);
    }

    /** {@code time budget → retry → circuit → window → attempt limit → transport}. */
    public <Q extends Sendable> Channel<Q> around(Channel<Q> transport, CallObserver observer) {
        CallObserver safe = new SafeObservers(List.of(observer));
        Channel<Q> limited = new LimitedChannel<>(transport, budget.attempt(), pace, safe);
        Channel<Q> windowed = new WindowedChannel<>(limited, concurrency, pace, safe);
        Channel<Q> guarded = new CircuitChannel<>(windowed, pace, safe);
        Channel<Q> retrying = new RetryingChannel<>(guarded, retry, pace, random, safe);
        return new BudgetedChannel<>(retrying, budget.total(), pace);
    }
}
