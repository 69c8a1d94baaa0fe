package io.fairlead.policy;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import org.immutables.value.Value;

/**
 * How a request that got no usable answer is tried again.
 *
 * <p>What is tried again: an answer that asks for it (429, or 503 with {@code Retry-After}), for every verb, since such a
 * request was not taken; a lost connection and the answers 500, 502, 503 and 504 only where sending twice does no more than
 * sending once. A refusal on the merits (a conflict, a denied admission, a failed webhook, an invalid object) never is.
 *
 * <pre>{@code
 * RetryPolicy patient = RetryPolicy.of(retry -> retry.attempts(12).maxDelay(Duration.ofSeconds(30)));
 * }</pre>
 *
 * <p>Immutable.
 */
@Value.Immutable
@PolicyStyle
public interface RetryPolicy {

    /**
     * How often a request is sent at most, the first time included; 8 by default. Answers that ask to come back later do
     * not count: the {@link TimeBudget} alone ends those.
     */
    @Value.Default
    default int attempts() {
        return 8;
    }

    /** The pause before the second attempt; 100 ms by default. */
    @Value.Default
    default Duration firstDelay() {
        return Duration.ofMillis(100);
    }

    /** By how much each pause is longer than the one before; 2 by default. */
    @Value.Default
    default double factor() {
        return 2;
    }

    /** No computed pause is longer; 10 s by default. The server may ask for more. */
    @Value.Default
    default Duration maxDelay() {
        return Duration.ofSeconds(10);
    }

    /**
     * The random part of a computed pause, so that clients do not come back in step: 0.5 (the default) means between half
     * of it and one and a half. A pause that the server asks for is only made longer, by at most half of this share.
     */
    @Value.Default
    default double jitter() {
        return 0.5;
    }

    /** Refuses what cannot be meant. */
    @Value.Check
    default void check() {
        Checks.require(attempts() >= 1, "attempts must be 1 or more", attempts());
        Checks.require(!firstDelay().isNegative(), "firstDelay must not be negative", firstDelay());
        Checks.require(factor() >= 1, "factor must be 1 or more", factor());
        Checks.require(
                maxDelay().compareTo(firstDelay()) >= 0,
                "maxDelay must not be shorter than firstDelay (" + firstDelay() + ")",
                maxDelay());
        Checks.require(jitter() >= 0 && jitter() <= 1, "jitter must be between 0 and 1", jitter());
    }

    /**
     * The pause after so many failures in a row: grown by the factor, held by the longest, spread by the jitter.
     *
     * @param failures from 1
     * @param random gives numbers from 0 to 1
     */
    default Duration delay(int failures, DoubleSupplier random) {
        double nanos = firstDelay().toNanos() * Math.pow(factor(), failures - 1.0);
        double held = Math.min(nanos, (double) maxDelay().toNanos());
        return Duration.ofNanos((long) (held * (1 + (2 * random.getAsDouble() - 1) * jitter())));
    }

    /** The documented defaults. */
    static RetryPolicy ofDefaults() {
        return builder().build();
    }

    /** Every request is sent once; answers that ask to come back later are still honoured. */
    static RetryPolicy never() {
        return builder().attempts(1).build();
    }

    /** The defaults, changed as the configurator says. */
    static RetryPolicy of(UnaryOperator<Builder> configurator) {
        return configurator.apply(builder()).build();
    }

    /** A builder that starts from the defaults. */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link RetryPolicy}. */
    final class Builder extends ImmutableRetryPolicy.Builder {}
}
