package io.fairlead.policy;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.immutables.value.Value;

/**
 * How long one request of the API server may take.
 *
 * <p>Immutable.
 */
@Value.Immutable
@PolicyStyle
public interface TimeBudget {

    /**
     * The time for one attempt, from sending it to the last byte of its answer; 35 s by default, since the slowest admission
     * webhook may take 30 s and the server's own word on it is worth more than a time-out of ours.
     */
    @Value.Default
    default Duration attempt() {
        return Duration.ofSeconds(35);
    }

    /** The time for all attempts and the pauses between them; 2 min by default. */
    @Value.Default
    default Duration total() {
        return Duration.ofMinutes(2);
    }

    /** Refuses what cannot be meant. */
    @Value.Check
    default void check() {
        Checks.require(!attempt().isNegative() && !attempt().isZero(), "attempt must be positive", attempt());
        Checks.require(
                total().compareTo(attempt()) >= 0,
                "total must not be shorter than attempt (" + attempt() + ")",
                total());
    }

    /** The documented defaults. */
    static TimeBudget ofDefaults() {
        return builder().build();
    }

    /** The defaults, changed as the configurator says. */
    static TimeBudget of(UnaryOperator<Builder> configurator) {
        return configurator.apply(builder()).build();
    }

    /** A builder that starts from the defaults. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link TimeBudget}. */
    final class Builder extends ImmutableTimeBudget.Builder {}
}
