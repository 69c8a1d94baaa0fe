package io.fairlead.internal.resilience;

import io.fairlead.internal.time.Pace;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Holds calls back from a server that is gone, and lets one through at times to see whether it is back.
 *
 * <p>Only silence opens it (refused, lost or stalled connections); an answer of any code is a sign of life.
 */
final class CircuitChannel<Q extends Sendable> implements Channel<Q> {

    /** So many calls in a row without any answer mean that the server is gone. */
    static final int SILENT_CALLS = 8;

    /** How long no call is let through before the next look. */
    static final Duration OPEN_FOR = Duration.ofSeconds(1);

    private final Channel<Q> inner;
    private final CircuitBreaker circuit;
    private final Pace pace;

    CircuitChannel(Channel<Q> inner, Pace pace, CallObserver observer) {
        this.inner = inner;
        this.pace = pace;
        this.circuit = CircuitBreaker.of(
                "kube-apiserver",
                CircuitBreakerConfig.custom()
                        .slidingWindow(
                                SILENT_CALLS,
                                SILENT_CALLS,
                                SlidingWindowType.COUNT_BASED,
                                CircuitBreakerConfig.SlidingWindowSynchronizationStrategy.SYNCHRONIZED)
                        .failureRateThreshold(100)
                        .slowCallRateThreshold(100)
                        .slowCallDurationThreshold(Duration.ofDays(1))
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .waitDurationInOpenState(OPEN_FOR)
                        .clock(new PaceClock(pace))
                        .currentTimestampFunction(clock -> pace.nanoTime(), TimeUnit.NANOSECONDS)
                        .build());
        circuit.getEventPublisher().onStateTransition(event -> {
            switch (event.getStateTransition().getToState()) {
                case OPEN -> observer.circuitOpened();
                case CLOSED -> observer.circuitClosed();
                default -> {}
            }
        });
    }

    @Override
    public CompletableFuture<Answer> send(Call<Q> call) {
        if (!circuit.tryAcquirePermission()) {
            return CompletableFuture.failedFuture(new NoAnswer(
                    NoAnswer.Fate.NOT_SENT,
                    "the API server has not answered the last " + SILENT_CALLS + " calls",
                    null));
        }
        long start = pace.nanoTime();
        return inner.send(call).whenComplete((answer, thrown) -> {
            long took = pace.nanoTime() - start;
            if (answer != null) {
                circuit.onSuccess(took, TimeUnit.NANOSECONDS);
            } else if (call.withdrawn()) {
                circuit.releasePermission();
            } else {
                circuit.onError(took, TimeUnit.NANOSECONDS, thrown);
            }
        });
    }
}
