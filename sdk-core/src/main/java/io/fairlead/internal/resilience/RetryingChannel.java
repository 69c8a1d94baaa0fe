package io.fairlead.internal.resilience;

import io.fairlead.internal.time.Pace;
import io.fairlead.policy.RetryPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Sends again what may be sent again, after the pause that the server or the policy asks for. */
final class RetryingChannel<Q extends Sendable> implements Channel<Q> {

    /** An address where nothing ever answered is more likely wrong than restarting: say so soon. */
    private static final int ATTEMPTS_AT_A_STRANGER = 4;

    private final Channel<Q> inner;
    private final RetryPolicy policy;
    private final Pace pace;
    private final DoubleSupplier random;
    private final CallObserver observer;
    private volatile boolean answeredBefore;

    RetryingChannel(Channel<Q> inner, RetryPolicy policy, Pace pace, DoubleSupplier random, CallObserver observer) {
        this.inner = inner;
        this.policy = policy;
        this.pace = pace;
        this.random = random;
        this.observer = observer;
    }

    @Override
    public CompletableFuture<Answer> send(Call<Q> call) {
        CompletableFuture<Answer> result = new CompletableFuture<>();
        attempt(call, result, 1);
        return result;
    }

    private void attempt(Call<Q> call, CompletableFuture<Answer> result, int number) {
        Futures.whenDone(inner.send(call), (answer, thrown) -> {
            try {
                settle(call, result, number, answer, thrown);
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
    }

    private void settle(
            Call<Q> call,
            CompletableFuture<Answer> result,
            int number,
            @Nullable Answer answer,
            @Nullable Throwable thrown) {
        Optional<Again> again;
        if (answer != null) {
            answeredBefore = true;
            again = afterAnswer(call, number, answer);
        } else if (Futures.cause(thrown) instanceof NoAnswer lost) {
            again = afterLoss(call, number, lost);
        } else {
            again = Optional.empty();
        }
        if (again.isEmpty() || call.withdrawn() || late(call, again.get().pause())) {
            finish(result, answer, thrown);
            return;
        }
        if (again.get().maybeTaken()) {
            call.mayHaveBeenTaken();
        }
        observer.retrying(call.request(), again.get().why(), again.get().pause());
        pace.schedule(again.get().pause(), () -> {
            if (call.withdrawn()) {
                finish(result, answer, thrown);
            } else {
                attempt(call, result, number + (again.get().counts() ? 1 : 0));
            }
        });
    }

    private Optional<Again> afterAnswer(Call<Q> call, int number, Answer answer) {
        Verdict verdict = answer.verdict();
        return switch (verdict.kind()) {
            case FINAL -> Optional.empty();
            case LATER ->
                Optional.of(new Again("answered " + answer.code(), laterPause(number, verdict), false, false));
            case AGAIN ->
                call.request().repeatable() && number < Math.min(policy.attempts(), verdict.sends())
                        ? Optional.of(new Again("answered " + answer.code(), againPause(number, verdict), true, true))
                        : Optional.empty();
        };
    }

    private Optional<Again> afterLoss(Call<Q> call, int number, NoAnswer lost) {
        boolean harmless =
                lost.fate() == NoAnswer.Fate.NOT_SENT || call.request().repeatable();
        int most = answeredBefore ? policy.attempts() : Math.min(policy.attempts(), ATTEMPTS_AT_A_STRANGER);
        if (lost.fate() == NoAnswer.Fate.HOPELESS || !harmless || number >= most) {
            return Optional.empty();
        }
        return Optional.of(new Again(lost.why(), ownPause(number), lost.fate() == NoAnswer.Fate.UNKNOWN, true));
    }

    private Duration laterPause(int number, Verdict verdict) {
        // Only ever later than asked: earlier would be refused again.
        return verdict.pause().isZero()
                ? ownPause(number)
                : stretched(verdict.pause(), 1 + random.getAsDouble() * policy.jitter() / 2);
    }

    private Duration againPause(int number, Verdict verdict) {
        Duration own = ownPause(number);
        return verdict.pause().compareTo(own) > 0 ? verdict.pause() : own;
    }

    private Duration ownPause(int number) {
        return policy.delay(number, random);
    }

    private static Duration stretched(Duration pause, double by) {
        return Duration.ofNanos((long) (pause.toNanos() * by));
    }

    private boolean late(Call<Q> call, Duration pause) {
        return call.deadline() - pace.nanoTime() <= pause.toNanos();
    }

    private static void finish(CompletableFuture<Answer> result, @Nullable Answer answer, @Nullable Throwable thrown) {
        if (answer != null) {
            result.complete(answer);
        } else {
            result.completeExceptionally(Futures.cause(thrown));
        }
    }

    private record Again(String why, Duration pause, boolean maybeTaken, boolean counts) {}
}
