package io.fairlead.internal.resilience;

import io.fairlead.internal.time.Pace;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Gives up an attempt that takes too long, and tells the observer of every attempt. */
final class LimitedChannel<Q extends Sendable> implements Channel<Q> {

    private final Channel<Q> transport;
    private final long limit;
    private final Pace pace;
    private final CallObserver observer;

    LimitedChannel(Channel<Q> transport, Duration limit, Pace pace, CallObserver observer) {
        this.transport = transport;
        this.limit = limit.toNanos();
        this.pace = pace;
        this.observer = observer;
    }

    @Override
    public CompletableFuture<Answer> send(Call<Q> call) {
        long start = pace.nanoTime();
        Duration within = Duration.ofNanos(Math.max(1, Math.min(limit, call.deadline() - start)));
        CompletableFuture<Answer> result = new CompletableFuture<>();
        observer.sent(call.request(), call.sending());
        CompletableFuture<Answer> sent = transport.send(call);
        Pace.Alarm alarm = sent.isDone() ? () -> {} : pace.schedule(within, () -> expire(sent, result, within));
        Futures.whenDone(sent, (answer, thrown) -> {
            alarm.cancel();
            if (answer != null) {
                result.complete(answer);
            } else {
                result.completeExceptionally(asNoAnswer(thrown));
            }
        });
        return result.whenComplete((answer, thrown) -> {
            Duration took = Duration.ofNanos(pace.nanoTime() - start);
            if (answer != null) {
                observer.answered(call.request(), answer.code(), took);
            } else {
                observer.lost(call.request(), asNoAnswer(thrown), took);
            }
        });
    }

    private static void expire(CompletableFuture<Answer> sent, CompletableFuture<Answer> result, Duration within) {
        result.completeExceptionally(
                new NoAnswer(NoAnswer.Fate.UNKNOWN, "no answer within " + within.toMillis() + " ms", null));
        sent.cancel(true);
    }

    private static NoAnswer asNoAnswer(@Nullable Throwable thrown) {
        Throwable cause = Futures.cause(thrown);
        return cause instanceof NoAnswer lost
                ? lost
                : new NoAnswer(NoAnswer.Fate.UNKNOWN, "the call failed: " + cause, cause);
    }
}
