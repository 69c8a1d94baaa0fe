package io.fairlead.policy;

import java.util.function.UnaryOperator;
import org.immutables.value.Value;

/**
 * How many requests are under way at a time.
 *
 * <p>The window starts at {@link #initial}, grows while answers come quickly, and shrinks when the server says that it is
 * overloaded (429) or answers much more slowly than it can. All threads that use one cluster share one window.
 *
 * <p>Immutable.
 */
@Value.Immutable
@PolicyStyle
public interface Concurrency {

    /** The window at the start; 16 by default. */
    @Value.Default
    default int initial() {
        return Math.min(16, max());
    }

    /** The window never shrinks below; 1 by default. */
    @Value.Default
    default int min() {
        return 1;
    }

    /** The window never grows above; 64 by default, where one API server was found to be busy. */
    @Value.Default
    default int max() {
        return 64;
    }

    /** Refuses what cannot be meant. */
    @Value.Check
    default void check() {
        Checks.require(min() >= 1, "min must be 1 or more", min());
        Checks.require(
                min() <= initial() && initial() <= max(),
                "min, initial and max must be in this order",
                min() + ", " + initial() + ", " + max());
    }

    /** The documented defaults. */
    static Concurrency ofDefaults() {
        return builder().build();
    }

    /** Always this many, whatever the server says. */
    static Concurrency fixed(int requests) {
        return builder().min(requests).initial(requests).max(requests).build();
    }

    /** The defaults, changed as the configurator says. */
    static Concurrency of(UnaryOperator<Builder> configurator) {
        return configurator.apply(builder()).build();
    }

    /** A builder that starts from the defaults. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link Concurrency}. */
    final class Builder extends ImmutableConcurrency.Builder {}
}
